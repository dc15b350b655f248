package io.github.deconvscope.figure.export;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.util.Matrix;

/**
 * Writes PDF: real text in embedded TrueType fonts, vector lines, lossless images. Without dates and with a fixed id, so that the same
 * figures give the same bytes.
 */
public final class PdfWriter implements AutoCloseable {
    private static final double POINTS_PER_PIXEL = 72.0 / 96;
    private static final long DOCUMENT_ID = 0x6465636f6e76L;

    private final PDDocument document = new PDDocument();
    private final Map<FigureFonts, PDFont> fonts = new EnumMap<>(FigureFonts.class);

    /** Starts a document. @param state kept in the keywords; empty for none */
    public PdfWriter(String title, String description, String state) {
        document.setDocumentId(DOCUMENT_ID);
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        information.setSubject(description);
        information.setCreator("DeconvScope");
        if (!state.isEmpty()) {
            information.setKeywords(state);
        }
        document.setDocumentInformation(information);
        document.getDocumentCatalog().setLanguage("en");
    }

    /** Starts a document that says nothing about itself. */
    private PdfWriter() {
        document.setDocumentId(0L);
    }

    static void write(Figure figure, ExportSettings settings, String state, OutputStream to) throws IOException {
        try (PdfWriter writer =
                settings.anonymous() ? new PdfWriter() : new PdfWriter(figure.title(), figure.altText(), state)) {
            writer.page(Raster.framed(figure, settings), settings);
            writer.save(to);
        }
    }

    /** Adds a page of the settings' size with the figure on it. */
    public void page(Figure figure, ExportSettings settings) throws IOException {
        float width = (float) (settings.width() * POINTS_PER_PIXEL);
        float height = (float) (settings.height() * POINTS_PER_PIXEL);
        PDPage page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
        EmbeddedText text = new EmbeddedText();
        g.setFontTextDrawer(text);
        try {
            g.scale(POINTS_PER_PIXEL, POINTS_PER_PIXEL);
            g.setRenderingHint(Ink.LOSSLESS_IMAGES, true);
            if (settings.theme() == FigureTheme.DARK) {
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
            content.transform(new Matrix(1, 0, 0, 1, 0, 0));
            content.drawForm(form);
        }
    }

    public void save(OutputStream to) throws IOException {
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
        @Override
        protected PDFont mapFont(Font font, IFontTextDrawerEnv env) throws IOException {
            // null: the glyphs of a formula, in fonts of JLaTeXMath, are drawn as outlines.
            return FigureFonts.isShipped(font) ? embedded(FigureFonts.of(font)) : null;
        }

        @Override
        protected boolean hasDynamicFontMapping() {
            return true;
        }
    }
}
