package io.github.deconvscope.figure.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.Raster;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SVG files as a program draws them that ignores embedded fonts and smooths images: librsvg, where it is installed. */
class SvgFilesTest extends OfEveryFigure {
    private static final int MOST_BYTES = 300_000;

    private static ExportSettings settings(EveryFigure.Made made, boolean outlined) {
        return ExportSettings.fitting(made.figure(), 480, FigureTheme.PRINT, true, false, "")
                .withOutlined(outlined);
    }

    @BeforeAll
    static void write() throws IOException {
        for (EveryFigure.Made made : all) {
            for (boolean outlined : new boolean[] {false, true}) {
                FigureExporter.write(
                        made.figure(), Optional.of(made.state()), settings(made, outlined), file(made, outlined));
            }
        }
    }

    private static Path file(EveryFigure.Made made, boolean outlined) {
        return folder.resolve(made.id() + (outlined ? "-outlined.svg" : ".svg"));
    }

    private static String svg(EveryFigure.Made made, boolean outlined) throws IOException {
        return Files.readString(file(made, outlined), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void everyTextHasAFamilyOfLastResortAndTheFileIsSmall(EveryFigure.Made made) throws IOException {
        String svg = svg(made, false);
        List<String> families = Pattern.compile("font-family=\"([^\"]*)\"")
                .matcher(svg)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(families)
                .isNotEmpty()
                .allMatch(family -> family.endsWith("sans-serif") || family.endsWith("monospace"));
        assertThat(svg.length()).isLessThan(MOST_BYTES);
        String outlined = svg(made, true);
        assertThat(outlined).doesNotContain("<text", "@font-face");
    }

    /** Text that was drawn at its end or middle would run into what stands there if its font were wider. */
    @ParameterizedTest
    @MethodSource("figures")
    void labelsOfAxesAreAnchored(EveryFigure.Made made) throws IOException {
        List<MatchResult> numbers = Pattern.compile("<text([^>]*)>-?[0-9.]+<")
                .matcher(svg(made, false))
                .results()
                .toList();
        long anchored = numbers.stream()
                .filter(each -> each.group(1).contains("text-anchor"))
                .count();
        boolean chart = made.id().matches("(training|precision|experiment|runs)-.*");
        assertThat(anchored).isGreaterThanOrEqualTo(chart ? Math.min(3, numbers.size() / 4) : 0);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void anotherProgramDrawsTheSamePicture(EveryFigure.Made made) throws Exception {
        Programs.need("rsvg-convert");
        BufferedImage ours = Raster.paint(made.figure(), settings(made, true));
        for (boolean outlined : new boolean[] {true, false}) {
            Path png = folder.resolve(made.id() + ".png");
            Programs.run(
                    folder,
                    "rsvg-convert",
                    "--width=" + ours.getWidth(),
                    "--height=" + ours.getHeight(),
                    "--output=" + png,
                    file(made, outlined).toString());
            double[] apart = PictureBlocks.apart(ours, ImageIO.read(png.toFile()));
            assertThat(apart[0]).as("mean of 255").isLessThan(made.isPhotograph() ? 10 : outlined ? 2.5 : 6);
            if (outlined && !made.isPhotograph()) {
                assertThat(apart[1]).as("worst block of 255").isLessThan(48);
            }
        }
    }
}
