package io.github.deconvscope.figure.export;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/**
 * Writes PDF 1.4: real text in embedded TrueType fonts, vector lines, lossless images. Tagged as PDF/UA-1 (ISO 14289-1) asks: each page is a
 * figure with its description, or a paragraph, and formulas are outlines with their words. Without dates and with a fixed id, so that the
 * same figures give the same bytes.
 */
public final class PdfWriter implements AutoCloseable {
    private static final long DOCUMENT_ID = 0x6465636f6e76L;

    private final PDDocument document = new PDDocument();
    private final Map<FigureFonts, PDFont> fonts = new EnumMap<>(FigureFonts.class);
    /** What is read aloud, page by page; empty for a picture that says nothing about itself. */
    private final Optional<PdfTags> tags;

    /** Starts a document. @param state kept in the keywords; empty for none */
    public PdfWriter(String title, String description, String state) throws IOException {
        tags = Optional.of(new PdfTags(document, title));
        document.setDocumentId(DOCUMENT_ID);
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        information.setSubject(description);
        information.setCreator("DeconvScope");
        if (!state.isEmpty()) {
            information.setKeywords(state);
        }
        document.setDocumentInformation(information);
    }

    /** Starts a document that says nothing about itself. */
    private PdfWriter() {
        tags = Optional.empty();
        document.setDocumentId(0L);
    }

    static void write(Figure figure, ExportSettings settings, String state, OutputStream to) throws IOException {
        try (PdfWriter writer =
                settings.anonymous() ? new PdfWriter() : new PdfWriter(figure.title(), figure.altText(), state)) {
            writer.page(Raster.framed(figure, settings), settings, Optional.of(figure.altText()));
            writer.save(to);
        }
    }

    /** Adds a page of text of the settings' size. */
    public void page(Figure text, ExportSettings settings) throws IOException {
        page(text, settings, Optional.empty());
    }

    /** @param description of a picture; empty for a page of text */
    private void page(Figure figure, ExportSettings settings, Optional<String> description) throws IOException {
        float width = (float) (settings.width() * Length.POINTS_PER_PIXEL);
        float height = (float) (settings.height() * Length.POINTS_PER_PIXEL);
        PDPage page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
        EmbeddedText text = new EmbeddedText(settings.outlined());
        g.setFontTextDrawer(text);
        try {
            g.scale(Length.POINTS_PER_PIXEL, Length.POINTS_PER_PIXEL);
            g.setRenderingHint(Ink.LOSSLESS_IMAGES, true);
            g.setRenderingHint(Ink.SPEAKER, (Ink.Speaker) PdfTags::spoken);
            if (!settings.transparent()) {
                g.setColor(Palette.of(settings.theme()).surface());
                g.fill(new java.awt.geom.Rectangle2D.Double(0, 0, settings.width(), settings.height()));
            }
            figure.paint(g, settings.width(), settings.height(), settings.style());
        } finally {
            g.dispose();
            text.close();
        }
        PDFormXObject form = g.getXFormObject();
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            if (tags.isPresent()) {
                tags.get().draw(page, content, form, description);
            } else {
                content.drawForm(form);
            }
        }
    }

    public void save(OutputStream to) throws IOException {
        if (tags.isPresent()) {
            tags.get().finish();
        }
        // Packed objects would hide the information that says which program wrote the file, and need PDF 1.6.
        document.save(to, CompressParameters.NO_COMPRESSION);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    private PDFont embedded(FigureFonts face) throws IOException {
        PDFont font = fonts.get(face);
        if (font == null) {
            try (InputStream in = face.open()) {
                font = PDType0Font.load(document, in, true);
            }
            fonts.put(face, font);
        }
        return font;
    }

    private final class EmbeddedText extends PdfBoxGraphics2DFontTextDrawer {
        private final boolean outlined;

        EmbeddedText(boolean outlined) {
            this.outlined = outlined;
        }

        @Override
        protected PDFont mapFont(Font font, IFontTextDrawerEnv env) throws IOException {
            // null: drawn as outlines, as are the glyphs of a formula, in fonts of JLaTeXMath.
            return !outlined && FigureFonts.isShipped(font) ? embedded(FigureFonts.of(font)) : null;
        }

        @Override
        protected boolean hasDynamicFontMapping() {
            return true;
        }
    }
}
