package io.github.deconvscope.figure.document;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.PdfWriter;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.parser.Parser;

/**
 * Sets Markdown on pages of A4: headings, paragraphs with bold, italic and code words, lists, code, and fenced blocks {@code figure} (a line {@code id: ...}, then
 * parameters) and {@code formula} (LaTeX), painted by the same painters as on the screen.
 */
public final class MarkdownPdf {
    private static final double WIDTH = 794;
    private static final double HEIGHT = 1123;
    /** Of the items of a list. */
    private static final double INDENT = 16;

    private final FigureCatalog catalog;
    private final List<PageBlock> blocks = new ArrayList<>();

    private MarkdownPdf(FigureCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Writes a PDF.
     *
     * @param title of the document
     * @param markdown its text
     * @param catalog the figures that it may show
     * @throws InvalidInputException if a figure or formula cannot be made, or the file's folder cannot be written to
     * @throws IOException if writing fails; there is then no file, or the old one
     */
    public static void write(String title, String markdown, FigureCatalog catalog, Path file) throws IOException {
        MarkdownPdf document = new MarkdownPdf(catalog);
        document.read(Parser.builder().build().parse(markdown));
        List<DocumentPage> pages = DocumentPage.fill(document.blocks, title, WIDTH, HEIGHT);
        ExportSettings settings = ExportSettings.screen(WIDTH, HEIGHT, FigureTheme.PRINT);
        AtomicFile.write(file, out -> {
            try (PdfWriter pdf = new PdfWriter(title, "Handout of DeconvScope", "")) {
                for (DocumentPage page : pages) {
                    pdf.page(page, settings);
                }
                pdf.save(out);
            }
        });
    }

    private void read(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                RichText words = RichText.of(heading, FigureFonts.BOLD);
                blocks.add(new PageBlock.Words(words, heading.getLevel(), 0, ""));
            } else if (node instanceof ListBlock list) {
                readList(list, INDENT);
            } else if (node instanceof FencedCodeBlock fenced) {
                readFenced(fenced);
            } else if (node instanceof IndentedCodeBlock code) {
                readCode(code.getLiteral());
            } else if (node instanceof Block) {
                blocks.add(new PageBlock.Words(RichText.of(node, FigureFonts.TEXT), 0, 0, ""));
            }
        }
    }

    private void readList(ListBlock list, double indent) {
        int number = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : 0;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String mark = list instanceof OrderedList ? number++ + "." : "\u2022";
            for (Node part = item.getFirstChild(); part != null; part = part.getNext()) {
                if (part instanceof ListBlock inner) {
                    readList(inner, indent + INDENT);
                } else {
                    blocks.add(new PageBlock.Words(RichText.of(part, FigureFonts.TEXT), 0, indent, mark));
                }
            }
        }
        blocks.add(new PageBlock.Space(6));
    }

    private void readCode(String code) {
        for (String line : code.stripTrailing().split("\n")) {
            blocks.add(new PageBlock.CodeLine(line));
        }
        blocks.add(new PageBlock.Space(8));
    }

    private void readFenced(FencedCodeBlock fenced) {
        String kind = fenced.getInfo() == null ? "" : fenced.getInfo().strip();
        if (kind.equals("formula")) {
            // The words stand in a comment of LaTeX, on the last line.
            String[] parts = fenced.getLiteral().strip().split("\n% ", 2);
            LatexFigure formula = new LatexFigure(parts[0].strip(), parts[parts.length - 1].strip());
            blocks.add(new PageBlock.Picture(formula, formula.height(WIDTH - 2 * DocumentPage.MARGIN)));
        } else if (kind.equals("figure")) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String line : fenced.getLiteral().strip().split("\n")) {
                String[] field = line.split(":", 2);
                fields.put(field[0].strip(), field.length < 2 ? "" : field[1].strip());
            }
            String id = fields.remove("id");
            blocks.add(PageBlock.Picture.framed(
                    catalog.find(id == null ? "" : id).make(fields, Optional.empty()),
                    WIDTH - 2 * DocumentPage.MARGIN));
        } else {
            readCode(fenced.getLiteral());
        }
    }
}
