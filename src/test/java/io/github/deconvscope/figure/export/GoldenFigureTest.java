package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Figures look as they did. A missing golden fails, unless {@code -Dgolden.update=true} writes it; a difference is shown in
 * {@code target/golden-differences}. SVG is compared as text, without its fonts and pixels; PNG by its largest and its mean error, since
 * the edges of letters differ between builds of Java.
 */
class GoldenFigureTest {
    private static final Path GOLDEN = Path.of(System.getProperty("project.dir", "."), "src/test/resources/figures");
    private static final Path DIFFERENCES =
            Path.of(System.getProperty("project.dir", "."), "target/golden-differences");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final int LARGEST_ERROR = 100;
    private static final double MEAN_ERROR = 0.6;

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String figure : SampleFigures.all().keySet()) {
            for (FigureTheme theme : FigureTheme.values()) {
                names.add(figure + "-" + theme.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("names")
    void pixelsAreAsTheyWere(String name) throws IOException {
        BufferedImage now = Raster.paint(figure(name), settings(name));
        Path golden = GOLDEN.resolve(name + ".png");
        if (UPDATE) {
            FigureExporter.write(figure(name), Optional.empty(), settings(name), golden);
        }
        assertThat(golden)
                .as("write it with -Dgolden.update=true, and look at it")
                .exists();
        BufferedImage before = ImageIO.read(golden.toFile());
        assertThat(now.getWidth()).isEqualTo(before.getWidth());
        assertThat(now.getHeight()).isEqualTo(before.getHeight());
        Difference difference = new Difference(before, now);
        if (difference.largest > LARGEST_ERROR || difference.mean > MEAN_ERROR) {
            Files.createDirectories(DIFFERENCES);
            Path file = DIFFERENCES.resolve(name + ".png");
            ImageIO.write(difference.picture, "png", file.toFile());
            fail(
                    name + " differs: largest error %d, mean error %.2f; see %s",
                    difference.largest,
                    difference.mean,
                    file);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void drawingIsAsItWas(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FigureExporter.write(figure(name), Optional.empty(), settings(name), FigureFormat.SVG, out);
        String now = out.toString(StandardCharsets.UTF_8)
                .replaceAll("base64,[A-Za-z0-9+/=]+", "base64,...")
                .replaceAll("xlink:href=\"data[^\"]*\"", "xlink:href=\"...\"");
        Path golden = GOLDEN.resolve(name + ".svg");
        if (UPDATE) {
            Files.writeString(golden, now);
        }
        assertThat(golden)
                .as("write it with -Dgolden.update=true, and look at it")
                .exists();
        assertThat(now).isEqualTo(Files.readString(golden));
    }

    @Test
    void theComparisonSeesAChangedColourAndAMovedLine() {
        BufferedImage before = Raster.paint(SampleFigures.heatMap(), settings("heat-map-light"));
        BufferedImage changed = Raster.paint(SampleFigures.heatMap(), settings("heat-map-light"));
        changed.setRGB(200, 100, changed.getRGB(200, 100) ^ 0x800000);
        assertThat(new Difference(before, changed).largest).isGreaterThan(LARGEST_ERROR);
        BufferedImage moved = new BufferedImage(before.getWidth(), before.getHeight(), BufferedImage.TYPE_INT_RGB);
        moved.createGraphics().drawImage(before, 1, 0, null);
        assertThat(new Difference(before, moved).mean).isGreaterThan(MEAN_ERROR);
    }

    private static Figure figure(String name) {
        Figure figure = SampleFigures.all().get(name.substring(0, name.lastIndexOf('-')));
        assertThat(figure).as(name).isNotNull();
        return figure;
    }

    private static ExportSettings settings(String name) {
        String theme = name.substring(name.lastIndexOf('-') + 1).toUpperCase(java.util.Locale.ROOT);
        return ExportSettings.screen(480, 320, FigureTheme.valueOf(theme)).withText(true, true, "");
    }

    private static final class Difference {
        final BufferedImage picture;
        int largest;
        double mean;

        Difference(BufferedImage before, BufferedImage now) {
            picture = new BufferedImage(now.getWidth(), now.getHeight(), BufferedImage.TYPE_INT_RGB);
            long sum = 0;
            for (int y = 0; y < now.getHeight(); y++) {
                for (int x = 0; x < now.getWidth(); x++) {
                    int most = 0;
                    for (int shift = 0; shift <= 16; shift += 8) {
                        int error = Math.abs((before.getRGB(x, y) >> shift & 255) - (now.getRGB(x, y) >> shift & 255));
                        most = Math.max(most, error);
                        sum += error;
                    }
                    largest = Math.max(largest, most);
                    int grey = 255 - (255 - (now.getRGB(x, y) >> 8 & 255)) / 4;
                    picture.setRGB(x, y, most > 8 ? 0xFF0000 : grey << 16 | grey << 8 | grey);
                }
            }
            mean = sum / (3.0 * now.getWidth() * now.getHeight());
        }
    }
}
