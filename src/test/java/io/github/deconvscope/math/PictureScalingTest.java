package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are shrunk by the means of areas: compared with counting of repeated pixels, and with Pillow's numbers. */
class PictureScalingTest {
    private static final double HALF_A_STEP = 0.5 + 1e-3;

    private record Pillow(String kind, int from, int to, byte[] source, double[] values) {}

    private static List<Pillow> pillow() throws IOException {
        try (InputStream in = PictureScalingTest.class.getResourceAsStream("/pillow/shrinking-9.4.0.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            List<Pillow> cases = new java.util.ArrayList<>();
            for (int i = 0; i < lines.size(); i += 3) {
                String[] head = lines.get(i).split(" ");
                double[] values = Arrays.stream(lines.get(i + 2).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                byte[] source = HexFormat.of().parseHex(lines.get(i + 1));
                cases.add(new Pillow(head[0], Integer.parseInt(head[1]), Integer.parseInt(head[2]), source, values));
            }
            return cases;
        }
    }

    private static ColorImage grey(byte[] source, int width, int height) {
        float[] plane = new float[source.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (source[i] & 0xff) / 255f;
        }
        return new ColorImage(width, height, plane);
    }

    @Test
    void shrinksAndEnlargesAsPillowDoes() throws IOException {
        List<Pillow> cases = pillow();
        assertThat(cases).extracting(Pillow::kind).contains("area", "bilinear");
        double apart = 0;
        for (Pillow one : cases) {
            if (one.kind.equals("greyalpha")) {
                continue;
            }
            ColorImage made = PictureScaling.fit(grey(one.source, one.from, one.from), new InputShape(1, one.to));
            for (int i = 0; i < one.values.length; i++) {
                double difference = made.plane(0)[i] * 255 - one.values[i];
                if (one.kind.equals("box")) {
                    apart = Math.max(apart, Math.abs(difference));
                } else {
                    assertThat(difference).as(one.kind + one.from).isCloseTo(0, within(HALF_A_STEP));
                }
            }
        }
        assertThat(apart)
                .as("Pillow's BOX takes whole pixels only, which is no mean of areas from 22 to 16")
                .isGreaterThan(20);
    }

    /** The mean of an area, by repeating each pixel {@code to} times and taking means of {@code from}: whole numbers only. */
    @ParameterizedTest
    @ValueSource(ints = {17, 31, 45, 64, 100})
    void aPixelIsTheMeanOfTheAreaItCovers(int from) {
        int to = 16;
        byte[] source = new byte[from * from];
        new Random(from).nextBytes(source);
        ColorImage made = PictureScaling.fit(grey(source, from, from), new InputShape(3, to));
        assertThat(made.channels()).as("a grey picture stays grey").isEqualTo(1);
        for (int row = 0; row < to; row++) {
            for (int column = 0; column < to; column++) {
                long sum = 0;
                for (int y = row * from; y < (row + 1) * from; y++) {
                    for (int x = column * from; x < (column + 1) * from; x++) {
                        sum += source[y / to * from + x / to] & 0xff;
                    }
                }
                double mean = (double) sum / from / from;
                assertThat(made.at(0, row, column) * 255.0).isCloseTo(mean, within(HALF_A_STEP));
            }
        }
    }

    @Test
    void theMiddleSquareIsTaken() {
        byte[] source = new byte[20 * 40];
        Arrays.fill(source, (byte) 255);
        for (int row = 0; row < 20; row++) {
            Arrays.fill(source, row * 40 + 10, row * 40 + 30, (byte) 7);
        }
        ColorImage made = PictureScaling.fit(grey(source, 40, 20), new InputShape(1, 16));
        for (float value : made.plane(0)) {
            assertThat(value * 255).isCloseTo(7f, within(1e-3f));
        }
    }

    @Test
    void coloursBecomeOneBrightness() {
        float[] red = new float[256];
        Arrays.fill(red, 1);
        ColorImage image = new ColorImage(16, 16, red, new float[256], new float[256]);
        assertThat(PictureScaling.fit(image, new InputShape(1, 16)).at(0, 3, 3) * 255)
                .isCloseTo(54f, within(0.01f));
    }
}
