package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.gallery.FigureCatalog;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The pictures of the README's gallery are what the commands under them draw, to the byte. Drawn anew by
 * {@code mvn test -Dtest=ReadmeGalleryTest -Dgolden.update=true}.
 */
class ReadmeGalleryTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final Pattern PICTURE =
            Pattern.compile("!\\[[^]]+]\\((docs/images/gallery/[^)]+)\\)<br>`figure ([^`]+)`");

    @TempDir
    Path folder;

    private record Picture(Path file, List<String> arguments) {}

    @Test
    void thereAreSix() throws IOException {
        assertThat(pictures()).hasSize(6);
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs/images/gallery"))) {
            assertThat(files).hasSize(6);
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
        assertThat(Files.mismatch(drawn, picture.file()))
                .as(picture + " is not what its command draws")
                .isEqualTo(-1);
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
