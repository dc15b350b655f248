package io.github.deconvscope.figure.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.scalar.LiveEvents;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Each pixel against the table of colours itself and the place that the definition gives its value. */
class FrameDrawingTest {
    private static final int GREY = 0x808080;

    private static List<Integer> table() throws IOException {
        try (InputStream in = FrameDrawingTest.class.getResourceAsStream("/assets/colormaps/blue-white-orange.csv")) {
            List<Integer> colors = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    int[] parts = Arrays.stream(line.strip().split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray();
                    colors.add(parts[0] << 16 | parts[1] << 8 | parts[2]);
                }
            }
            return colors;
        }
    }

    /** The colour of a value of a picture that goes from -1 to 1. */
    private static int color(float value) throws IOException {
        return table().get(Math.min(255, (int) Math.floor((value + 1) / 2 * 256)));
    }

    private static BufferedImage drawn(Quantity quantity, float[] values, int... shape) throws IOException {
        Frame frame = new Frame(new ProbeKey("features.0", quantity), 7, shape, values);
        LiveEvents.Picture picture = new FrameDrawing().of(frame).orElseThrow();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertThat(image.getWidth()).isEqualTo(picture.width());
        assertThat(image.getHeight()).isEqualTo(picture.height());
        return image;
    }

    /** Values in (-0.9, 0.9) with one of 0.9, so that the scale goes to 1. */
    private static float[] values(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 1.8f * random.nextFloat() - 0.9f;
        }
        values[count / 2] = 0.9f;
        return values;
    }

    @Test
    void blocksOfACovarianceLieBelowOneAnother() throws IOException {
        float[] values = values(2 * 5 * 5);
        values[3] = Float.NaN;
        BufferedImage image = drawn(Quantity.COVARIANCE, values, 2, 5, 5);
        assertThat(new int[] {image.getWidth(), image.getHeight()}).containsExactly(5, 10);
        for (int block = 0; block < 2; block++) {
            for (int row = 0; row < 5; row++) {
                for (int column = 0; column < 5; column++) {
                    float value = values[block * 25 + row * 5 + column];
                    assertThat(image.getRGB(column, block * 5 + row) & 0xffffff)
                            .isEqualTo(Float.isNaN(value) ? GREY : color(value));
                }
            }
        }
    }

    @Test
    void eachKernelIsARowOfTilesWithALineBetweenThem() throws IOException {
        int kernels = 3;
        int channels = 4;
        int high = 3;
        int wide = 2;
        float[] values = values(kernels * channels * high * wide);
        BufferedImage image = drawn(Quantity.KERNELS, values, kernels, channels, high, wide);
        assertThat(new int[] {image.getWidth(), image.getHeight()}).containsExactly(4 * 3 - 1, 3 * 4 - 1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean line = y % (high + 1) == high || x % (wide + 1) == wide;
                int kernel = y / (high + 1);
                int channel = x / (wide + 1);
                int expected = line
                        ? GREY
                        : color(values[
                                ((kernel * channels + channel) * high + y % (high + 1)) * wide + x % (wide + 1)]);
                assertThat(image.getRGB(x, y) & 0xffffff).as(x + ", " + y).isEqualTo(expected);
            }
        }
    }

    @Test
    void nothingElseIsDrawn() {
        Frame frame = new Frame(new ProbeKey("features.0", Quantity.RESIDUALS), 7, new int[] {2}, new float[] {1, 2});
        assertThat(new FrameDrawing().of(frame)).isEmpty();
    }
}
