package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products against the definition, at sizes on both sides of every seam: pairs of rows, four terms at once, blocks of 32, one or many cores. */
class SquareMatrixTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 27, 31, 32, 33, 34, 35, 64, 191, 192, 193, 225})
    void productsAreSumsOfProducts(int n) {
        Random random = new Random(n);
        double[] a = random.doubles((long) n * n, -1, 1).toArray();
        double[] b = random.doubles((long) n * n, -1, 1).toArray();

        assertSame(SquareMatrix.product(a, b, n), naive(a, b, n), n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 27, 32, 33, 64, 193, 225})
    void symmetricProductsAreWholeMatrices(int n) {
        double[] a = symmetric(n);

        // A matrix commutes with itself, so the product is symmetric.
        assertSame(SquareMatrix.symmetricProduct(a, a, n), naive(a, a, n), n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 27, 32, 33, 64, 193, 225})
    void weightedGramIsTheProductWithADiagonalBetween(int n) {
        Random random = new Random(n);
        double[] b = random.doubles((long) n * n, -1, 1).toArray();
        double[] weights = random.doubles(n, -1, 2).toArray();
        double[] scaled = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i * n + j] = weights[i] * b[i * n + j];
            }
        }

        assertSame(SquareMatrix.weightedGram(b, weights, n), naive(SquareMatrix.transpose(b, n), scaled, n), n);
    }

    private static double[] symmetric(int n) {
        double[] a = new Random(n).doubles((long) n * n, -1, 1).toArray();
        double[] transposed = SquareMatrix.transpose(a, n);
        for (int i = 0; i < a.length; i++) {
            a[i] += transposed[i];
        }
        return a;
    }

    private static double[] naive(double[] a, double[] b, int n) {
        double[] c = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    c[i * n + j] += a[i * n + k] * b[k * n + j];
                }
            }
        }
        return c;
    }

    private static void assertSame(double[] actual, double[] expected, int n) {
        assertThat(actual).hasSize(n * n);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("row %d, column %d", i / n, i % n).isCloseTo(expected[i], within(1e-12 * n));
        }
    }
}
