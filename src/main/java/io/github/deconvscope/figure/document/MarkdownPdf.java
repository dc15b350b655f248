package io.github.deconvscope.figure.document;

import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureCatalog;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.PdfWriter;
import io.github.deconvscope.run.AtomicFile;
import io.github.deconvscope.run.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Sets Markdown on pages of A4: headings, paragraphs, lists, code, and fenced blocks {@code figure} (a line {@code id: ...}, then
 * parameters) and {@code formula} (LaTeX), painted by the same painters as on the screen.
 */
public final class MarkdownPdf {
    private static final double WIDTH = 794;
    private static final double HEIGHT = 1123;

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
                blocks.add(new PageBlock.Words(words(heading), heading.getLevel(), 0));
            } else if (node instanceof ListBlock list) {
                readList(list);
            } else if (node instanceof FencedCodeBlock fenced) {
                readFenced(fenced);
            } else if (node instanceof IndentedCodeBlock code) {
                readCode(code.getLiteral());
            } else if (node instanceof Block) {
                blocks.add(new PageBlock.Words(words(node), 0, 0));
            }
        }
    }

    private void readList(ListBlock list) {
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            blocks.add(new PageBlock.Words("\u2022 " + words(item), 0, 16));
        }
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
            LatexFigure formula = new LatexFigure(
                    fenced.getLiteral().strip(), fenced.getLiteral().strip());
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

    /** The text below a node, without its markup. */
    private static String words(Node node) {
        StringBuilder text = new StringBuilder();
        append(node, text);
        return text.toString().strip();
    }

    private static void append(Node parent, StringBuilder text) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text plain) {
                text.append(plain.getLiteral());
            } else if (node instanceof Code code) {
                text.append(code.getLiteral());
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                text.append(' ');
            } else {
                append(node, text);
            }
        }
    }
}
