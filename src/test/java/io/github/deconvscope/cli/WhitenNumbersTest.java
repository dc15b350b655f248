package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.math.Recomputed;
import io.github.deconvscope.math.WhitenessTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code whiten} prints, as text and as JSON, recomputed from the covariance it was given by EJML's values. */
class WhitenNumbersTest {
    @TempDir
    Path dir;

    private static String run(String... args) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new WhitenCommand())
                .setOut(new PrintWriter(out, true))
                .execute(args);
        assertThat(code).isZero();
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyNumberIsThatOfTheMatrix(int seed) throws IOException {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(20);
        double[] values = random.doubles(n, 1e-3, 3).toArray();
        double[] data = WhitenessTest.spectrum(values, seed);
        double eps = seed % 2 == 0 ? 0 : .05;
        double[] covariance = data.clone();
        for (int i = 0; i < n; i++) {
            covariance[i * n + i] += eps;
        }
        Path file = dir.resolve("cov.npy");
        NpyArray.of(data, n, n).write(file);
        String precision = seed % 3 == 0 ? "fp32" : "double";
        int iterations = random.nextInt(14);
        String[] args = {
            "--matrix",
            file.toString(),
            "--eps",
            Double.toString(eps),
            "--iterations",
            Integer.toString(iterations),
            "--precision",
            precision,
            "--json"
        };

        JsonObject json = JsonParser.parseString(run(args)).getAsJsonObject();
        assertThat(json.get("dimension").getAsInt()).isEqualTo(n);
        double[] eigenvalues = Recomputed.eigenvalues(covariance, n);
        double[] singular = Recomputed.singularValues(covariance, n);
        double condition = singular[0] / singular[n - 1];
        assertThat(json.get("conditionNumber").getAsDouble()).isCloseTo(condition, within(1e-8 * condition));
        for (int i = 0; i < n; i++) {
            assertThat(json.getAsJsonArray("eigenvalues").get(i).getAsDouble())
                    .isCloseTo(eigenvalues[i], within(1e-10 * eigenvalues[0]));
        }
        double[] d = new double[n * n];
        JsonArray rows = json.getAsJsonArray("whitening");
        for (int i = 0; i < n * n; i++) {
            d[i] = rows.get(i / n).getAsJsonArray().get(i % n).getAsDouble();
        }
        JsonArray residuals = json.getAsJsonArray("residuals");
        assertThat(residuals).hasSize(iterations + 1);
        double left = Recomputed.residual(d, covariance, n);
        assertThat(residuals.get(iterations).getAsDouble()).isCloseTo(left, within(1e-9));
        // In exact arithmetic each eigenvalue goes its own way: y(k + 1) = y (3 - y)^2 / 4 from value / norm.
        double norm = Recomputed.length(covariance);
        for (int k = 0; k <= iterations; k++) {
            double squares = 0;
            for (double value : eigenvalues) {
                double y = value / norm;
                for (int i = 0; i < k; i++) {
                    y *= (3 - y) * (3 - y) / 4;
                }
                squares += (y - 1) * (y - 1);
            }
            assertThat(residuals.get(k).getAsDouble()).isCloseTo(Math.sqrt(squares / n), within(1e-3));
        }

        args[args.length - 1] = "--eps=" + eps;
        String text = run(java.util.Arrays.copyOf(args, args.length - 1));
        assertThat(text)
                .contains("dimension         " + n)
                .contains(String.format(Locale.ROOT, "condition number  %.4g", condition))
                .contains(String.format(
                        Locale.ROOT, "eigenvalues       %.4g to %.4g", eigenvalues[n - 1], eigenvalues[0]))
                .contains("norm(D Cov D' - I) / sqrt(F)")
                .contains(String.format(
                        Locale.ROOT,
                        "%4d  %.6e",
                        iterations,
                        residuals.get(iterations).getAsDouble()));
    }
}
