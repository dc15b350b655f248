package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import io.github.deconvscope.run.NpzFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The authors' {@code isqrt_newton_schulz_autograd}, run by its unmodified code, against the lanes. */
class NewtonSchulzGoldenTest {
    private static final Path GOLDEN = Path.of(System.getProperty("golden.dir"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a_isqrt_n27_c1e1",
                "a_isqrt_n27_c1e3",
                "a_isqrt_n27_c1e5",
                "a_isqrt_n64_c1e1",
                "a_isqrt_n64_c1e3",
                "a_isqrt_n64_c1e5"
            })
    void residualsAreThoseOfTheReference(String name) throws IOException {
        try (NpzFile golden = NpzFile.open(GOLDEN.resolve(name + ".npz"))) {
            double[] a = golden.read("A").toDoubles();
            int n = golden.read("A").shape()[0];
            double[] exact = golden.read("exact_f64").toDoubles();

            SymmetricEigen eigen = SymmetricEigen.of(a, n);
            double[] root = WhiteningMethod.ZCA.exact(a, eigen);
            assertThat(root).containsExactly(exact, within(1e-9 * largest(exact)));

            double[] inDouble = residuals(a, n, root, Lane.DOUBLE);
            double[] ofDoubles =
                    overRoot(golden.read("residuals_of_double_iterates_f64").toDoubles(), n);
            double[] inFloat = residuals(a, n, root, Lane.FP32);
            double[] ofFloats = overRoot(golden.read("residuals_f64").toDoubles(), n);
            // Where a lane has converged, what is left is rounding noise, which depends on the order of sums: there
            // only its size is
            // compared. The noise is the last residual.
            double doubleFloor = ofDoubles[30];
            double floatFloor = ofFloats[30];
            for (int k = 0; k <= 30; k++) {
                assertThat(inDouble[k]).isCloseTo(ofDoubles[k], within(1e-9 * ofDoubles[k] + 2 * doubleFloor));
                assertThat(inFloat[k]).isCloseTo(ofFloats[k], within(1e-5 * ofFloats[k] + floatFloor));
            }
            assertThat(inFloat[30]).isBetween(floatFloor / 3, floatFloor * 3);

            for (int iterations : new int[] {5, 15}) {
                double[] result = golden.read("result_it" + iterations).toDoubles();
                double tolerance = tolerance(name, "result_it" + iterations);
                assertThat(NewtonSchulz.whitening(a, n, iterations, Lane.DOUBLE))
                        .containsExactly(result, within(tolerance * largest(result)));
                assertThat(NewtonSchulz.whitening(a, n, iterations, Lane.FP32))
                        .containsExactly(result, within(tolerance * largest(result)));
            }
        }
    }

    private static double tolerance(String name, String array) throws IOException {
        try (Reader index = Files.newBufferedReader(GOLDEN.resolve("index.json"))) {
            return JsonParser.parseReader(index)
                    .getAsJsonObject()
                    .getAsJsonObject("cases")
                    .getAsJsonObject(name)
                    .getAsJsonObject("arrays")
                    .getAsJsonObject(array)
                    .get("tol")
                    .getAsDouble();
        }
    }

    private static double[] residuals(double[] a, int n, double[] exact, Lane lane) {
        return NewtonSchulzTrace.run(a, n, exact, lane, 30, false, () -> false).residuals();
    }

    /** The reference measures norm(Z A Z - I)_F; here it is over sqrt(n). */
    private static double[] overRoot(double[] residuals, int n) {
        return Arrays.stream(residuals).map(residual -> residual / Math.sqrt(n)).toArray();
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
