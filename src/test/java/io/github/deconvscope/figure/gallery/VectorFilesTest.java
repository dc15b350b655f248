package io.github.deconvscope.figure.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FolderNames;
import io.github.deconvscope.figure.export.Raster;
import io.github.deconvscope.figure.export.StateReader;
import io.github.deconvscope.figure.export.StyleSheet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All figures as commands of PGF, set by LaTeX, and as PostScript, drawn by Ghostscript, are the pictures that we paint. */
class VectorFilesTest extends OfEveryFigure {
    private static final String STYLE = "{\"font\": \"Computer Modern\", \"fontSize\": \"8pt\"}";

    @BeforeAll
    static void write() throws IOException {
        for (EveryFigure.Made made : all) {
            for (String end : List.of(".tex", ".eps")) {
                FigureExporter.write(
                        made.figure(),
                        Optional.of(made.state().withStyle(Optional.of(STYLE))),
                        settings(made.figure()),
                        folder.resolve(made.id() + end));
            }
        }
    }

    private static ExportSettings settings(Figure figure) {
        return ExportSettings.fitting(figure, 453, FigureTheme.PRINT, true, false, "")
                .withLook(StyleSheet.parse("style", STYLE).look("any"), figure, false);
    }

    /** A document with a figure a page, as large as the figure. */
    private static String document(List<EveryFigure.Made> figures, boolean lua) {
        StringBuilder tex = new StringBuilder("\\documentclass{article}\n\\usepackage[T1]{fontenc}\n"
                + "\\usepackage{lmodern}\n\\usepackage{pgf}\n\\begin{document}\n\\hoffset=-1in\\voffset=-1in\n");
        String page = lua ? "\\page" : "\\pdfpage";
        for (EveryFigure.Made made : figures) {
            tex.append("\\setbox0=\\hbox{\\input{" + made.id() + "}}" + page + "width=\\wd0" + page
                    + "height=\\dimexpr\\ht0+\\dp0\\relax\\shipout\\box0\n");
        }
        return tex + "\\end{document}\n";
    }

    @ParameterizedTest
    @CsvSource({"pdflatex, 3", "lualatex, 12"})
    void latexDrawsTheSamePictures(String program, int every) throws Exception {
        Programs.need(program);
        List<EveryFigure.Made> some = every(every);
        Files.writeString(folder.resolve(program + ".tex"), document(some, program.equals("lualatex")));
        String said = Programs.run(folder, program, "-interaction=nonstopmode", "-halt-on-error", program + ".tex");
        assertThat(said).doesNotContain("Missing character", "undefined");
        try (PDDocument document =
                Loader.loadPDF(folder.resolve(program + ".pdf").toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(some.size());
            PDFRenderer renderer = new PDFRenderer(document);
            Map<String, Double> apart = new TreeMap<>();
            for (int i = 0; i < some.size(); i++) {
                compare(some.get(i), renderer.renderImageWithDPI(i, 96), apart);
            }
            assertThat(apart).isEmpty();
        }
    }

    /** Notes a figure whose blocks differ too much in the mean. */
    private static void compare(EveryFigure.Made made, BufferedImage theirs, Map<String, Double> apart) {
        BufferedImage ours = Raster.paint(made.figure(), settings(made.figure()));
        assertThat(Math.abs(theirs.getWidth() - ours.getWidth())).as(made.id()).isLessThan(3);
        assertThat(Math.abs(theirs.getHeight() - ours.getHeight()))
                .as(made.id())
                .isLessThan(3);
        BufferedImage same = new BufferedImage(ours.getWidth(), ours.getHeight(), BufferedImage.TYPE_INT_RGB);
        same.createGraphics().drawImage(theirs, 0, 0, ours.getWidth(), ours.getHeight(), null);
        // Thin lines over bars are as wide as a pixel in one program and paler in the other.
        double most = made.isPhotograph() ? 10 : made.id().equals("precision-memory") ? 8 : 5;
        double mean = PictureBlocks.apart(ours, same)[0];
        if (mean > most) {
            apart.put(made.id(), mean);
        }
    }

    @Test
    void ghostscriptDrawsTheSamePictures() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "gs",
                "-q",
                "-dNOPAUSE",
                "-dBATCH",
                "-dSAFER",
                "-dEPSCrop",
                "-dTextAlphaBits=4",
                "-dGraphicsAlphaBits=4",
                "-sDEVICE=png16m",
                "-r96",
                "-sOutputFile=eps-%d.png"));
        List<EveryFigure.Made> some = every(4);
        some.forEach(made -> command.add(made.id() + ".eps"));
        Programs.run(folder, command.toArray(String[]::new));
        Map<String, Double> apart = new TreeMap<>();
        for (int i = 0; i < some.size(); i++) {
            compare(
                    some.get(i),
                    ImageIO.read(folder.resolve("eps-" + (i + 1) + ".png").toFile()),
                    apart);
        }
        assertThat(apart).isEmpty();
    }

    /** Every sign is a command that all fonts of LaTeX have, so that only letters are left as they are. */
    @Test
    void latexNeedsNoSpecialFont() throws IOException {
        for (EveryFigure.Made made : all) {
            String tex = Files.readString(folder.resolve(made.id() + ".tex"));
            String body = tex.substring(tex.indexOf("\\begingroup"));
            assertThat(body.codePoints().filter(c -> c > 126 && !Character.isLetter(c)))
                    .as(made.id())
                    .isEmpty();
        }
    }

    @Test
    void bothCarryTheirStateInShortLines() throws IOException {
        for (EveryFigure.Made made : all) {
            for (String end : List.of(".tex", ".eps")) {
                Path file = folder.resolve(made.id() + end);
                FigureState state = StateReader.read(file);
                assertThat(FolderNames.shortened(state))
                        .isEqualTo(FolderNames.shortened(made.state()
                                .withStyle(Optional.of(
                                        StyleSheet.parse("style", STYLE).text()))));
                try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
                    assertThat(lines.filter(line -> line.startsWith("%"))).allMatch(line -> line.length() < 255);
                }
            }
        }
    }
}
