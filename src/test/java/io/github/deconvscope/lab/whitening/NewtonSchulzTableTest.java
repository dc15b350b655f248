package io.github.deconvscope.lab.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Patches;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How far Newton-Schulz gets on natural images: 27 dimensions, a condition number in the hundred thousands. The measured table is of
 * CIFAR-10, which has no licence to ship: point {@code -Dcifar.dir} at its binary files to check the table itself.
 */
class NewtonSchulzTableTest {
    private static final int[] ITERATIONS = {1, 3, 5, 7, 10, 15, 20};
    private static final double[] RESIDUAL = {.955, .895, .811, .713, .549, .104, .000};
    private static final double[] CORRELATION = {.553, .279, .205, .135, .094, .015, .002};
    private static final double[] LARGEST_GAIN = {.28, .63, 1.41, 3.18, 10.7, 65.6, 86.0};

    private static final float[] MEAN = {.4914f, .4822f, .4465f};
    private static final float[] DEVIATION = {.2023f, .1994f, .2010f};

    private static final WhiteningState STANDARDIZED =
            WhiteningState.DEFAULT.withPatches(new WhiteningState.PatchSettings(3, 3, 64, true));

    /** As the first layer of a net sees them: padded by one pixel, a patch every three pixels. */
    private static List<WhiteningStatistics> table(List<ColorImage> standardized) {
        WhiteningInput input = new WhiteningInput(standardized, Patches.of(standardized, 3, 3, 1), true);
        CovarianceEstimate estimate = CovarianceEstimate.of(input, STANDARDIZED);
        WhiteningLab lab = new WhiteningLab();
        List<WhiteningStatistics> rows = new ArrayList<>();
        for (int k : ITERATIONS) {
            rows.add(lab.whiten(estimate, STANDARDIZED.withIterations(k)).statistics());
        }
        return rows;
    }

    @Test
    void cifar10() throws IOException {
        String folder = System.getProperty("cifar.dir");
        assumeTrue(folder != null, "CIFAR-10 is not shipped; give its folder with -Dcifar.dir=DIR");
        List<WhiteningStatistics> rows = table(cifar(Path.of(folder)));

        assertThat(rows.get(0).conditionNumber()).isBetween(1.5e5, 3.5e5);
        assertThat(rows.get(0).correlationBefore()).isCloseTo(.724, within(.03));
        for (int i = 0; i < ITERATIONS.length; i++) {
            assertThat(rows.get(i).residual()).isCloseTo(RESIDUAL[i], within(.05));
            assertThat(rows.get(i).correlationAfter()).isCloseTo(CORRELATION[i], within(.03));
            assertThat(rows.get(i).largestGain()).isCloseTo(LARGEST_GAIN[i], within(.08 * LARGEST_GAIN[i]));
        }
    }

    /**
     * 2,000 images of the first training file (a label, then red, green and blue planes of 32 x 32 bytes), normalised with the
     * constants that everybody uses for CIFAR-10.
     */
    private static List<ColorImage> cifar(Path folder) throws IOException {
        List<ColorImage> images = new ArrayList<>();
        try (InputStream in = Files.newInputStream(folder.resolve("data_batch_1.bin"))) {
            byte[] record;
            while (images.size() < 2000 && (record = in.readNBytes(3073)).length == 3073) {
                float[][] planes = new float[3][1024];
                for (int i = 0; i < 3072; i++) {
                    int c = i / 1024;
                    planes[c][i % 1024] = ((record[1 + i] & 0xff) / 255f - MEAN[c]) / DEVIATION[c];
                }
                images.add(new ColorImage(32, 32, planes));
            }
        }
        return images;
    }

    /** The shipped photographs are sharper and larger than CIFAR-10's images, so only the shape of the table is theirs. */
    @Test
    void shippedPhotographs() {
        for (Photo photo : Photo.values()) {
            List<WhiteningStatistics> rows = table(WhiteningInput.of(List.of(photo.load()), STANDARDIZED.patches())
                    .images());
            assertThat(rows.get(0).conditionNumber()).isGreaterThan(2e4);
            assertThat(rows.get(0).correlationBefore()).isBetween(.55, .95);
            for (int i = 0; i < ITERATIONS.length; i++) {
                assertThat(rows.get(i).residual()).isCloseTo(RESIDUAL[i], within(.25));
            }
            assertThat(rows.get(0).residual()).isCloseTo(.955, within(.02));
            assertThat(rows.get(2).residual()).isCloseTo(.811, within(.1));
            // Far below its limit, a direction grows 1.5 times an iteration.
            assertThat(rows.get(2).largestGain() / rows.get(0).largestGain()).isCloseTo(Math.pow(1.5, 4), within(.05));
        }
    }
}
