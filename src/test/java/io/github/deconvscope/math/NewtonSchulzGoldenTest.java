package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.array.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The authors' {@code isqrt_newton_schulz_autograd}, run by its unmodified code, against the lanes: every case of that kind in the folder of
 * {@code -Dgolden.dir}, of one matrix or of a batch. What a case does not hold (residuals, the exact root) is not compared.
 */
class NewtonSchulzGoldenTest {
    private static final Path GOLDEN = Path.of(System.getProperty("golden.dir"));
    private static final String RESULT = "result_it";

    @TestFactory
    List<DynamicTest> cases() throws IOException {
        return inverseRoots().stream()
                .map(golden -> DynamicTest.dynamicTest(golden.getKey(), () -> check(golden.getValue())))
                .toList();
    }

    /** A folder without a single case would pass as well. */
    @Test
    void thereAreCases() throws IOException {
        assertThat(inverseRoots()).isNotEmpty();
    }

    private static List<Map.Entry<String, JsonObject>> inverseRoots() throws IOException {
        List<Map.Entry<String, JsonObject>> found = new ArrayList<>();
        JsonObject index = JsonParser.parseString(Files.readString(GOLDEN.resolve("index.json")))
                .getAsJsonObject();
        for (Map.Entry<String, JsonElement> each :
                index.getAsJsonObject("cases").entrySet()) {
            JsonObject description = each.getValue().getAsJsonObject();
            if (description.get("kind").getAsString().startsWith("isqrt_newton_schulz_autograd")) {
                found.add(Map.entry(each.getKey(), description));
            }
        }
        return found;
    }

    private static void check(JsonObject description) throws IOException {
        try (NpzFile golden =
                NpzFile.open(GOLDEN.resolve(description.get("file").getAsString()))) {
            int[] shape = golden.read("A").shape();
            int n = shape[shape.length - 1];
            double[] all = golden.read("A").toDoubles();
            int compared = 0;
            for (String array : description.getAsJsonObject("arrays").keySet()) {
                if (array.startsWith(RESULT)) {
                    results(golden, array, tolerance(description, array), all, n);
                    compared++;
                }
            }
            assertThat(compared).as("results to compare with").isPositive();
            if (description.getAsJsonObject("arrays").has("residuals_f64")) {
                assertThat(all).as("residuals are those of one matrix").hasSize(n * n);
                residuals(golden, all, n);
            }
        }
    }

    /** Each matrix of a batch on its own; the tolerance is relative to the largest value of the whole array. */
    private static void results(NpzFile golden, String array, double tolerance, double[] all, int n)
            throws IOException {
        double[] want = golden.read(array).toDoubles();
        assertThat(want).hasSameSizeAs(all);
        int iterations = Integer.parseInt(array.substring(RESULT.length()));
        for (int from = 0; from < all.length; from += n * n) {
            double[] a = Arrays.copyOfRange(all, from, from + n * n);
            double[] expected = Arrays.copyOfRange(want, from, from + n * n);
            for (Lane lane : List.of(Lane.DOUBLE, Lane.FP32)) {
                assertThat(NewtonSchulz.whitening(a, n, iterations, lane))
                        .as(array + " in " + lane)
                        .containsExactly(expected, within(tolerance * largest(want)));
            }
        }
    }

    private static void residuals(NpzFile golden, double[] a, int n) throws IOException {
        double[] exact = golden.read("exact_f64").toDoubles();
        SymmetricEigen eigen = SymmetricEigen.of(a, n);
        double[] root = WhiteningMethod.ZCA.exact(a, eigen);
        assertThat(root).containsExactly(exact, within(1e-9 * largest(exact)));

        double[] ofDoubles =
                overRoot(golden.read("residuals_of_double_iterates_f64").toDoubles(), n);
        double[] ofFloats = overRoot(golden.read("residuals_f64").toDoubles(), n);
        int last = ofDoubles.length - 1;
        double[] inDouble = residuals(a, n, root, Lane.DOUBLE, last);
        double[] inFloat = residuals(a, n, root, Lane.FP32, last);
        // Where a lane has converged, what is left is rounding noise, which depends on the order of sums: there only
        // its size is compared. The noise is the last residual.
        double doubleFloor = ofDoubles[last];
        double floatFloor = ofFloats[last];
        for (int k = 0; k <= last; k++) {
            assertThat(inDouble[k]).isCloseTo(ofDoubles[k], within(1e-9 * ofDoubles[k] + 2 * doubleFloor));
            assertThat(inFloat[k]).isCloseTo(ofFloats[k], within(1e-5 * ofFloats[k] + floatFloor));
        }
        assertThat(inFloat[last]).isBetween(floatFloor / 3, floatFloor * 3);
    }

    private static double tolerance(JsonObject description, String array) {
        return description
                .getAsJsonObject("arrays")
                .getAsJsonObject(array)
                .get("tol")
                .getAsDouble();
    }

    private static double[] residuals(double[] a, int n, double[] exact, Lane lane, int last) {
        return NewtonSchulzTrace.run(a, n, exact, IterationForm.COUPLED, lane, last, false, () -> false)
                .residuals();
    }

    /** The reference measures norm(Z A Z - I)_F; here it is over sqrt(n). */
    private static double[] overRoot(double[] residuals, int n) {
        return Arrays.stream(residuals).map(residual -> residual / Math.sqrt(n)).toArray();
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }
}
