package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
    /** Half the eigenvectors of such a matrix are -v read backwards, so that their largest entry is there twice with both signs. */
    private static double[] correlatedByDistance(int n, double noise, Random random) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * n + j] = Math.pow(0.9, i - j) + noise * random.nextGaussian();
                a[j * n + i] = a[i * n + j];
            }
        }
        return a;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 9, 16, 27})
    void theFirstOfTheLargestEntriesIsPositiveWhateverWasRounded(int n) {
        Random random = new Random(n);
        for (int trial = 0; trial < 40; trial++) {
            double[] vectors =
                    SymmetricEigen.of(correlatedByDistance(n, 1e-13, random), n).vectors();
            for (int i = 0; i < n; i++) {
                double[] vector = Arrays.copyOfRange(vectors, i * n, (i + 1) * n);
                double largest = Arrays.stream(vector).map(Math::abs).max().orElseThrow();
                double first = Arrays.stream(vector)
                        .filter(entry -> Math.abs(entry) > 0.99999 * largest)
                        .findFirst()
                        .orElseThrow();
                assertThat(first).as("vector %d of %d", i, n).isPositive();
            }
        }
    }
}
