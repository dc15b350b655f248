package io.github.deconvscope.figure.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.math.ColorImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
    @TempDir
    Path folder;

    /** Java itself draws 128 as 188. */
    @Test
    void greyWithAlphaKeepsItsValuesAsPillowHasThem() throws IOException {
        List<String> lines;
        try (InputStream in = PictureFilesTest.class.getResourceAsStream("/pillow/shrinking-9.4.0.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        int at = lines.indexOf("greyalpha 4 4");
        Path file = Files.write(folder.resolve("a.png"), HexFormat.of().parseHex(lines.get(at + 1)));
        double[] expected = Arrays.stream(lines.get(at + 2).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        ColorImage read = new PictureFiles().read(file);
        assertThat(read.channels()).isEqualTo(1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(read.plane(0)[i] * 255.0).isCloseTo(expected[i], within(1e-3));
        }
    }

    @Test
    void tellsPicturesByTheirNames() {
        PictureFiles files = new PictureFiles();
        assertThat(files.isPicture(Path.of("a", "B.JPEG"))).isTrue();
        assertThat(files.isPicture(Path.of("a", "Thumbs.db"))).isFalse();
    }
}
