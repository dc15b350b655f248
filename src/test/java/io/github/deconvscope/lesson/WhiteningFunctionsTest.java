package io.github.deconvscope.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.Recomputed;
import io.github.deconvscope.math.SquareMatrix;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every lesson function about whitening, recomputed from the patches of each shipped photograph. */
class WhiteningFunctionsTest {
    private static final LessonFunctions FUNCTIONS = new LessonFunctions(new PaintedWorld(FigureCatalog.standard()));
    private static final double EPS = 1e-5;
    /** All that take a photograph are here; others need none. */
    private static final Set<String> CHECKED = Set.of(
            "features",
            "samples",
            "condition",
            "correlation",
            "neighbours",
            "after",
            "residual",
            "residuals",
            "residualin",
            "uncoupled",
            "fromwhite",
            "gain",
            "exactgain",
            "epsgain",
            "norm");

    @Test
    void noneIsLeftOut() {
        Set<String> ofPhotos = FUNCTIONS.help().stream()
                .filter(line -> line.contains("(photo"))
                .map(line -> line.substring(0, line.indexOf('(')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ofPhotos).isEqualTo(new TreeSet<>(CHECKED));
    }

    /** One number instead of a matrix: y = ratio, z = 1, and both times (3 - z y) / 2 at each iteration; z is the gain. */
    @Test
    void gainsOfOneDirectionAndOfWhiteData() {
        for (int k = 0; k <= 15; k++) {
            for (double ratio : new double[] {1, 0.5, 0.037, 0.001}) {
                assertThat((double) value("nsgain(" + ratio + ", " + k + ")"))
                        .isCloseTo(iterated(ratio, k), within(1e-9));
            }
            for (int n : new int[] {1, 2, 27, 144, 576}) {
                // Each eigenvalue of white data is 1 of a Frobenius norm of sqrt(n), and the gain is divided by the
                // norm's root.
                double gain = iterated(1 / Math.sqrt(n), k) / Math.pow(n, 0.25);
                double residual = Math.abs(gain * gain - 1);
                assertThat((double) value("whitetwice(" + n + ", " + k + ")")).isCloseTo(residual, within(1e-9));
            }
        }
    }

    private static double iterated(double ratio, int k) {
        double y = ratio;
        double z = 1;
        for (int i = 0; i < k; i++) {
            double t = (3 - z * y) / 2;
            y *= t;
            z *= t;
        }
        return z;
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionOfAPhotograph(Photo photo) {
        String id = photo.name().toLowerCase(Locale.ROOT);
        Patches patches = WhiteningInput.of(List.of(photo.load()), WhiteningState.DEFAULT.patches())
                .patches();
        int n = patches.features();
        double[][] raw = Recomputed.whitened(patches.rows(), patches.samples(), n, SquareMatrix.identity(n));
        double[] data = Recomputed.covariance(raw);
        double[] covariance = withEps(data, n, EPS);
        double[] values = Recomputed.eigenvalues(covariance, n);

        is("features(" + id + ")", 27);
        is("samples(" + id + ")", raw.length);
        is("condition(" + id + ")", values[0] / values[n - 1]);
        is("correlation(" + id + ")", Recomputed.correlation(raw));
        is("neighbours(" + id + ")", data[1] / Math.sqrt(data[0] * data[n + 1]));
        is("norm(" + id + ")", Recomputed.length(covariance));
        is("exactgain(" + id + ")", 1 / Math.sqrt(values[n - 1]));
        double[] curve = (double[]) FUNCTIONS.call("residuals", List.of(id, 12.0));
        assertThat(curve).hasSize(13);
        for (int k : new int[] {0, 1, 5, 10, 12}) {
            double[] d = iterated(values, covariance, n, k);
            double[][] white = Recomputed.whitened(patches.rows(), patches.samples(), n, d);
            double left = Recomputed.residual(d, covariance, n);
            is("residual(" + id + ", " + k + ")", left);
            assertThat(curve[k]).isCloseTo(left, within(1e-6));
            is("fromwhite(" + id + ", " + k + ")", Recomputed.residual(d, data, n));
            is("after(" + id + ", " + k + ")", Recomputed.correlation(white));
            is("gain(" + id + ", " + k + ")", Recomputed.singularValues(d, n)[0]);
            for (Lane lane : List.of(Lane.DOUBLE, Lane.FP32)) {
                double[] inLane = NewtonSchulz.whitening(covariance, n, k, lane);
                is(
                        "residualin(" + id + ", " + (lane == Lane.DOUBLE ? "double" : "fp32") + ", " + k + ")",
                        Recomputed.residual(inLane, covariance, n));
            }
        }
        for (int k : new int[] {0, 1, 5}) {
            is(
                    "uncoupled(" + id + ", double, " + k + ")",
                    Recomputed.residual(uncoupled(covariance, n, k), covariance, n));
        }
        double[] other = withEps(data, n, 1e-2);
        is(
                "epsgain(" + id + ", 0.01, 9)",
                Recomputed.singularValues(iterated(Recomputed.eigenvalues(other, n), other, n, 9), n)[0]);
    }

    /** Newton-Schulz as published, with plain products. */
    private static double[] iterated(double[] values, double[] covariance, int n, int iterations) {
        double norm = Math.sqrt(java.util.Arrays.stream(values).map(x -> x * x).sum());
        double[] y = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            y[i] = covariance[i] / norm;
        }
        double[] z = SquareMatrix.identity(n);
        for (int k = 0; k < iterations; k++) {
            double[] t = times(z, y, n);
            for (int i = 0; i < n * n; i++) {
                t[i] = ((i % (n + 1) == 0 ? 3 : 0) - t[i]) / 2;
            }
            y = times(y, t, n);
            z = times(t, z, n);
        }
        for (int i = 0; i < n * n; i++) {
            z[i] /= Math.sqrt(norm);
        }
        return z;
    }

    /** The uncoupled iteration as published, with plain products. */
    private static double[] uncoupled(double[] covariance, int n, int iterations) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += covariance[i * n + i];
        }
        double[] p = SquareMatrix.identity(n);
        for (int k = 0; k < iterations; k++) {
            double[] last = times(times(times(p, p, n), p, n), covariance, n);
            for (int i = 0; i < n * n; i++) {
                p[i] = 1.5 * p[i] - 0.5 * last[i] / trace;
            }
        }
        for (int i = 0; i < n * n; i++) {
            p[i] /= Math.sqrt(trace);
        }
        return p;
    }

    private static double[] times(double[] a, double[] b, int n) {
        double[] c = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            for (int k = 0; k < n; k++) {
                c[i] += a[i / n * n + k] * b[k * n + i % n];
            }
        }
        return c;
    }

    private static double[] withEps(double[] data, int n, double eps) {
        double[] covariance = data.clone();
        for (int i = 0; i < n; i++) {
            covariance[i * n + i] += eps;
        }
        return covariance;
    }

    private static Object value(String call) {
        return Expression.parse(call).value(FUNCTIONS);
    }

    private static void is(String call, double expected) {
        assertThat(((Number) value(call)).doubleValue())
                .as(call)
                .isCloseTo(expected, within(1e-6 * Math.abs(expected) + 1e-9));
    }
}
