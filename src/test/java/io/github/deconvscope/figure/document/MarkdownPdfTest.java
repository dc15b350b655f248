package io.github.deconvscope.figure.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.document.RichText.Span;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownPdfTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.PRINT);

    @TempDir
    Path folder;

    /** Everything that is written in a face, by the name of its font in the file. */
    private Map<String, String> textByFont(String markdown) throws IOException {
        Path file = folder.resolve("text.pdf");
        MarkdownPdf.write("A title", markdown, FigureCatalog.standard(), file);
        Map<String, String> texts = new TreeMap<>();
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    String font = text.getFont().getName().replaceFirst("^[A-Z]{6}\\+", "");
                    texts.merge(font, text.getUnicode(), String::concat);
                }
            }.getText(document);
        }
        return texts;
    }

    @Test
    void boldItalicAndCodeWordsKeepTheirFaces() throws IOException {
        Map<String, String> texts = textByFont(
                "Plain **stressed words**, *slanted* and `code()`.\n\n- an **item**\n\n1. first\n2. second\n");
        assertThat(texts.get("NotoSans-Bold")).contains("stressed words").contains("item");
        assertThat(texts.get("NotoSans-Italic")).isEqualTo("slanted");
        assertThat(texts.get("JetBrainsMono-Regular")).isEqualTo("code()");
        assertThat(texts.get("NotoSans-Regular"))
                .contains("Plain ")
                .contains("2.")
                .doesNotContain("stressed")
                .doesNotContain("*");
    }

    private static RichText text(String markdown) {
        Node document = Parser.builder().build().parse(markdown);
        return RichText.of(document.getFirstChild(), FigureFonts.TEXT);
    }

    @Test
    void aWordMayChangeItsFaceInTheMiddleAndIsNotBrokenThere() {
        List<List<Span>> lines = text("one **two**three four").lines(14, STYLE, 60);
        assertThat(lines)
                .containsExactly(
                        List.of(new Span("one", FigureFonts.TEXT)),
                        List.of(new Span("two", FigureFonts.BOLD), new Span("three", FigureFonts.TEXT)),
                        List.of(new Span("four", FigureFonts.TEXT)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {40, 120, 333, 650})
    void linesFitAndLoseNothing(double room) {
        String words = "a **bb ccc** dddd *ee* `f(x) = 1` ggggg, **h**i jj ".repeat(12);
        StringBuilder read = new StringBuilder();
        for (List<Span> line : text(words).lines(14, STYLE, room)) {
            double width =
                    line.stream().mapToDouble(span -> span.width(14, STYLE)).sum();
            assertThat(width <= room + 1e-6
                            || line.stream().noneMatch(span -> span.text().contains(" ")))
                    .isTrue();
            line.forEach(span -> read.append(span.text()));
            read.append(' ');
        }
        assertThat(read.toString().strip())
                .isEqualTo(words.replaceAll("[*`]", "").strip());
    }
}
