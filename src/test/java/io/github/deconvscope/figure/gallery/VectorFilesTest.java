package io.github.deconvscope.figure.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FolderNames;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All figures as commands of PGF, set by LaTeX, and as PostScript are the pictures of their PDF. One program draws both of a pair: programs
 * differ in the edges of bars and thin lines by up to a pixel.
 */
class VectorFilesTest extends OfEveryFigure {
    private static final String STYLE = "{\"font\": \"Computer Modern\", \"fontSize\": \"8pt\"}";

    @BeforeAll
    static void write() throws IOException {
        for (EveryFigure.Made made : every(1)) {
            write(made, ".tex");
            write(made, ".eps");
        }
    }

    private static void write(EveryFigure.Made made, String end) throws IOException {
        Path file = folder.resolve(made.id() + end);
        if (!Files.exists(file)) {
            FigureState state = made.state().withStyle(Optional.of(STYLE));
            FigureExporter.write(made.figure(), Optional.of(state), settings(made.figure()), file);
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
        for (EveryFigure.Made made : every(1)) {
            tex.append("\\setbox0=\\hbox{\\input{" + made.id() + "}}" + page + "width=\\wd0" + page
                    + "height=\\dimexpr\\ht0+\\dp0\\relax\\shipout\\box0\n");
        }
        return tex + "\\end{document}\n";
    }

    @ParameterizedTest
    @CsvSource({"pdflatex, 3", "lualatex, 12"})
    void latexDrawsThePicturesOfThePdf(String program, int every) throws Exception {
        Programs.need(program);
        Programs.need("pdftoppm");
        List<EveryFigure.Made> some = every(every);
        for (EveryFigure.Made made : some) {
            write(made, ".tex");
        }
        Files.writeString(folder.resolve(program + ".tex"), document(some, program.equals("lualatex")));
        String said = Programs.run(folder, program, "-interaction=nonstopmode", "-halt-on-error", program + ".tex");
        assertThat(said).doesNotContain("Missing character", "undefined");
        Map<String, Double> apart = new TreeMap<>();
        for (int i = 0; i < some.size(); i++) {
            write(some.get(i), ".pdf");
            compare(some.get(i), poppler(program, i + 1), poppler(some.get(i).id(), 1), apart);
        }
        assertThat(apart).isEmpty();
    }

    /** A page of a PDF, drawn by poppler. */
    private static BufferedImage poppler(String name, int page) throws Exception {
        String number = Integer.toString(page);
        Programs.run(
                folder,
                "pdftoppm",
                "-r",
                "96",
                "-png",
                "-singlefile",
                "-f",
                number,
                "-l",
                number,
                name + ".pdf",
                "page");
        return ImageIO.read(folder.resolve("page.png").toFile());
    }

    /** Notes a figure whose blocks differ too much in the mean: by more than the letters of LaTeX's font do. */
    private static void compare(
            EveryFigure.Made made, BufferedImage one, BufferedImage other, Map<String, Double> apart) {
        assertThat(Math.abs(one.getWidth() - other.getWidth())).as(made.id()).isLessThan(3);
        assertThat(Math.abs(one.getHeight() - other.getHeight())).as(made.id()).isLessThan(3);
        double mean = PictureBlocks.apart(other, fitted(one, other))[0];
        if (mean > (made.isPhotograph() ? 7 : 3)) {
            apart.put(made.id(), mean);
        }
    }

    private static BufferedImage fitted(BufferedImage image, BufferedImage to) {
        BufferedImage same = new BufferedImage(to.getWidth(), to.getHeight(), BufferedImage.TYPE_INT_RGB);
        same.createGraphics().drawImage(image, 0, 0, to.getWidth(), to.getHeight(), null);
        return same;
    }

    @Test
    void ghostscriptDrawsThePicturesOfThePdf() throws Exception {
        List<EveryFigure.Made> some = every(4);
        ghostscript(some, "eps");
        ghostscript(some, "pdf");
        Map<String, Double> apart = new TreeMap<>();
        for (int i = 1; i <= some.size(); i++) {
            BufferedImage eps = ImageIO.read(folder.resolve("eps-" + i + ".png").toFile());
            compare(
                    some.get(i - 1),
                    eps,
                    ImageIO.read(folder.resolve("pdf-" + i + ".png").toFile()),
                    apart);
        }
        assertThat(apart).isEmpty();
    }

    private static void ghostscript(List<EveryFigure.Made> some, String end) throws Exception {
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
                "-sOutputFile=" + end + "-%d.png"));
        for (EveryFigure.Made made : some) {
            write(made, "." + end);
            command.add(made.id() + "." + end);
        }
        Programs.run(folder, command.toArray(String[]::new));
    }

    /** Every sign is a command that all fonts of LaTeX have, so that only letters are left as they are. */
    @Test
    void latexNeedsNoSpecialFont() throws IOException {
        for (EveryFigure.Made made : every(1)) {
            String tex = Files.readString(folder.resolve(made.id() + ".tex"));
            String body = tex.substring(tex.indexOf("\\begingroup"));
            assertThat(body.codePoints().filter(c -> c > 126 && !Character.isLetter(c)))
                    .as(made.id())
                    .isEmpty();
        }
    }

    @Test
    void bothCarryTheirStateInShortLines() throws IOException {
        for (EveryFigure.Made made : every(1)) {
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
