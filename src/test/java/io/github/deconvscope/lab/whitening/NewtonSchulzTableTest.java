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
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How far Newton-Schulz gets on natural images: 27 dimensions, a condition number in the hundred thousands. The measured table is of
 * CIFAR-10, which has no licence to ship: point {@code -Dcifar.dir} at its binary files to check the table itself.
 */
class NewtonSchulzTableTest {
    private static final int[] ITERATIONS = {1, 3, 5, 7, 10, 15, 20};
    private static final double[] FROM_WHITE = {.955, .895, .811, .713, .549, .104, .000};
    private static final double[] CORRELATION = {.553, .279, .205, .135, .094, .015, .002};
    private static final double[] LARGEST_GAIN = {.28, .63, 1.41, 3.18, 10.7, 65.6, 86.0};

    /** A hundredth of a percent. */
    private static final Percentage DIGITS = Percentage.withPercentage(0.01);

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
            assertThat(rows.get(i).distanceFromWhite()).isCloseTo(FROM_WHITE[i], within(.05));
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

    /** The same table of a shipped photograph, computed apart from this program with NumPy 2.4 in double precision from the same pixels. */
    private enum Known {
        CHELSEA(
                Photo.CHELSEA,
                82_580.2,
                .858513,
                new double[] {.968999, .935999, .869928, .768150, .581774, .0418577, .0122897},
                new double[] {.737390, .413109, .251580, .163499, .0940324, .00581624, .00149182},
                new double[] {.311065, .699876, 1.57449, 3.53993, 11.8318, 56.1633, 59.7016}),
        COFFEE(
                Photo.COFFEE,
                46_156.4,
                .830801,
                new double[] {.966991, .934796, .861127, .740556, .516308, .0110670, .0065174},
                new double[] {.701011, .403647, .227777, .144256, .0755278, .00127302, .000609041},
                new double[] {.314877, .708436, 1.59356, 3.58070, 11.8783, 44.7054, 45.2686}),
        ASTRONAUT(
                Photo.ASTRONAUT,
                81_056.7,
                .857795,
                new double[] {.969678, .945041, .895720, .810589, .595061, .0312891, .0103672},
                new double[] {.742961, .452945, .289077, .203605, .0949942, .00344557, .00102028},
                new double[] {.310178, .697880, 1.56999, 3.52978, 11.7960, 55.6724, 59.0556});

        final Photo photo;
        final double condition;
        final double correlationBefore;
        final double[] fromWhite;
        final double[] correlation;
        final double[] largestGain;

        Known(
                Photo photo,
                double condition,
                double correlationBefore,
                double[] fromWhite,
                double[] correlation,
                double[] largestGain) {
            this.photo = photo;
            this.condition = condition;
            this.correlationBefore = correlationBefore;
            this.fromWhite = fromWhite;
            this.correlation = correlation;
            this.largestGain = largestGain;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aShippedPhotographToFourDigits(Known known) {
        List<WhiteningStatistics> rows = table(WhiteningInput.of(List.of(known.photo.load()), STANDARDIZED.patches())
                .images());
        assertThat(rows.get(0).conditionNumber()).isCloseTo(known.condition, DIGITS);
        assertThat(rows.get(0).correlationBefore()).isCloseTo(known.correlationBefore, DIGITS);
        for (int i = 0; i < ITERATIONS.length; i++) {
            String at = ITERATIONS[i] + " iterations";
            assertThat(rows.get(i).distanceFromWhite()).as(at).isCloseTo(known.fromWhite[i], DIGITS);
            assertThat(rows.get(i).correlationAfter()).as(at).isCloseTo(known.correlation[i], DIGITS);
            assertThat(rows.get(i).largestGain()).as(at).isCloseTo(known.largestGain[i], DIGITS);
        }
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
                assertThat(rows.get(i).distanceFromWhite()).isCloseTo(FROM_WHITE[i], within(.25));
            }
            assertThat(rows.get(0).distanceFromWhite()).isCloseTo(.955, within(.02));
            assertThat(rows.get(2).distanceFromWhite()).isCloseTo(.811, within(.1));
            // Far below its limit, a direction grows 1.5 times an iteration.
            assertThat(rows.get(2).largestGain() / rows.get(0).largestGain()).isCloseTo(Math.pow(1.5, 4), within(.05));
        }
    }
}
