package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The pictures of the README's gallery are what the commands under them draw: to the byte on Java 17, which drew them. Drawn anew by
 * {@code mvn test -Dtest=ReadmeGalleryTest -Dgolden.update=true}.
 *
 * <p>A newer Java rounds the soft edge of a curve another way. Of Java 25, 87 of 853,440 pixels of one picture were up to 17 of 255 levels
 * off, 2 of another by up to 9, and none of the other four that there were then. A word or a line that is drawn elsewhere is off by far more.
 */
class ReadmeGalleryTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final Pattern PICTURE =
            Pattern.compile("!\\[[^]]+]\\((docs/images/gallery/[^)]+)\\)<br>`figure ([^`]+)`");

    /** Of all pixels, and of 255: what a newer Java may be off. */
    private static final double MOST_PIXELS = 0.0005;

    private static final int MOST_LEVELS = 32;

    @TempDir
    Path folder;

    private record Picture(Path file, List<String> arguments) {}

    @Test
    void thereAreEight() throws IOException {
        assertThat(pictures()).hasSize(8);
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs/images/gallery"))) {
            assertThat(files).hasSize(8);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void aPictureIsWhatItsCommandDraws(Picture picture) throws IOException {
        boolean update = Boolean.getBoolean("golden.update");
        Path drawn = update ? picture.file() : folder.resolve("drawn.png");
        List<String> arguments = new ArrayList<>(picture.arguments());
        arguments.addAll(List.of("--theme", "light", "--scale", "2", "--out", drawn.toString()));
        StringWriter err = new StringWriter();
        int code = new CommandLine(new FigureCommand(FigureCatalog.standard()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(code).as(err.toString()).isZero();
        if (Runtime.version().feature() > 17) {
            almostEqual(
                    ImageIO.read(drawn.toFile()), ImageIO.read(picture.file().toFile()));
            return;
        }
        assertThat(Files.mismatch(drawn, picture.file()))
                .as(picture + " is not what its command draws")
                .isEqualTo(-1);
    }

    private static void almostEqual(BufferedImage drawn, BufferedImage expected) {
        assertThat(drawn.getWidth()).isEqualTo(expected.getWidth());
        assertThat(drawn.getHeight()).isEqualTo(expected.getHeight());
        int[] one = pixels(drawn);
        int[] other = pixels(expected);
        int differ = 0;
        for (int i = 0; i < one.length; i++) {
            if (one[i] != other[i]) {
                differ++;
                for (int shift = 0; shift < 32; shift += 8) {
                    assertThat(one[i] >> shift & 255).isCloseTo(other[i] >> shift & 255, within(MOST_LEVELS));
                }
            }
        }
        assertThat(differ).isLessThanOrEqualTo((int) (MOST_PIXELS * one.length));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static List<Picture> pictures() throws IOException {
        List<Picture> found = new ArrayList<>();
        Matcher matcher = PICTURE.matcher(Files.readString(PROJECT.resolve("README.md")));
        while (matcher.find()) {
            List<String> arguments = new ArrayList<>(List.of(matcher.group(2).split(" ")));
            boolean wide = arguments.get(0).equals("convolution-overview");
            arguments.addAll(List.of("--width", wide ? "760px" : "560px"));
            found.add(new Picture(PROJECT.resolve(matcher.group(1)), arguments));
        }
        return found;
    }
}
