package io.github.deconvscope.figure.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.SyntheticImage;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.Recomputed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the published implementations do differently, in every combination, computed again sample by sample as {@link Quirk} describes it:
 * covariance, D, covariance after and gains of the whitening page's figures.
 */
class WhiteningQuirksTest {
    private static final int CHANNELS = 6;
    private static final int KERNEL = 2;
    private static final int BLOCK = 3;
    private static final int N = CHANNELS * KERNEL * KERNEL;
    private static final int F = BLOCK * KERNEL * KERNEL;
    private static final int GROUPS = CHANNELS / BLOCK;
    private static final double EPS = 1e-3;
    private static final int ITERATIONS = 5;

    /** Each set of quirks, and whether all patches are seen at once. */
    static Stream<Arguments> combinations() {
        return IntStream.range(0, 1 << Quirk.values().length)
                .boxed()
                .flatMap(set -> Stream.of(Arguments.of(set, true), Arguments.of(set, false)));
    }

    private static Set<Quirk> quirks(int combination) {
        return Arrays.stream(Quirk.values())
                .filter(quirk -> (combination >> quirk.ordinal() & 1) == 1)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void figuresShowWhatTheQuirksMakeOfTheData(int combination, boolean atOnce) {
        Random random = new Random(combination);
        Set<Quirk> quirks = quirks(combination);
        int batches = atOnce ? 1 : 2 + random.nextInt(15);
        double rate = 0.05 + 0.4 * random.nextDouble();
        int group = random.nextInt(GROUPS);
        WhiteningState state = WhiteningState.DEFAULT
                .withData(new WhiteningState.SyntheticData(0.8, CHANNELS, 60, combination))
                .withPatches(new WhiteningState.PatchSettings(KERNEL, 1, BLOCK, false))
                .withEstimate(new WhiteningState.EstimateSettings(EPS, quirks, batches, rate))
                .withIterations(ITERATIONS)
                .withGroup(group);
        WhiteningInput input = WhiteningInput.of(List.of(SyntheticImage.of(state.data())), state.patches());
        WhiteningResult result = new WhiteningLab().whiten(CovarianceEstimate.of(input, state), state);
        assertThat(result.statistics().dimension()).isEqualTo(F);

        Layer layer = new Layer(input, quirks, batches, rate);
        assertNear(result.covariance(), plusDiagonal(layer.running[group]));
        assertNear(result.estimate().mean(), layer.mean);
        double[] d = layer.whitening();
        assertNear(matrix(WhiteningFigures.whitening(result, "")), d);

        float[] rows = input.patches().rows();
        double[][] white = Recomputed.whitened(rows, layer.samples, N, d);
        double[] after = Recomputed.covariance(white);
        Figure shown = WhiteningFigures.after(result, "");
        assertNear(matrix(shown), after);
        double[] ofGroup = part(after, layer.columns[group]);
        double square = 0;
        for (int i = 0; i < F * F; i++) {
            square += Math.pow(ofGroup[i] - (i % (F + 1) == 0 ? 1 : 0), 2);
        }
        assertThat(shown.caption()).contains("Distance from white " + Numbers.shown(Math.sqrt(square / F)) + ",");
        gains(result, part(d, layer.columns[group]));
    }

    /** Norm(D v) for each eigenvector v of the covariance that is iterated. */
    private static void gains(WhiteningResult result, double[] d) {
        DataTable table = WhiteningFigures.gains(result, "", -1).table();
        double[] values = Recomputed.eigenvalues(result.covariance(), F);
        int seen = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            if (!table.value(row, 0).equals("D")) {
                continue;
            }
            double[] vector = Arrays.copyOfRange(result.eigen().vectors(), seen * F, (seen + 1) * F);
            assertThat(number(table.value(row, 1))).isCloseTo(values[seen], within(1e-9));
            assertThat(number(table.value(row, 2)))
                    .isCloseTo(Recomputed.length(Recomputed.image(d, vector)), within(1e-6));
            seen++;
        }
        assertThat(seen).isEqualTo(F);
    }

    /** A layer that sees the patches in batches, with its running values. */
    private static final class Layer {
        final int samples;
        final int[][] columns = new int[GROUPS][F];
        final double[] mean = new double[N];
        final double[][] running = new double[GROUPS][];
        private final float[] rows;
        private final Set<Quirk> quirks;
        private final double[][] runningD = new double[GROUPS][];

        Layer(WhiteningInput input, Set<Quirk> quirks, int batches, double rate) {
            this.rows = input.patches().rows();
            this.quirks = quirks;
            samples = rows.length / N;
            for (int i = 0; i < N; i++) {
                if (has(Quirk.POOLED_BLOCKS)) {
                    columns[i % GROUPS][i / GROUPS] = i;
                } else {
                    columns[i / F][i % F] = i;
                }
            }
            if (batches == 1 && !has(Quirk.NO_BIAS_CORRECTION)) {
                add(IntStream.range(0, samples).boxed().toList(), 1);
                return;
            }
            for (int g = 0; g < GROUPS; g++) {
                running[g] = identity();
                runningD[g] = identity();
            }
            List<Integer> order = shuffled();
            for (int b = 0; b < batches; b++) {
                add(order.subList(samples * b / batches, samples * (b + 1) / batches), rate);
            }
            if (!has(Quirk.NO_BIAS_CORRECTION)) {
                double left = Math.pow(1 - rate, batches);
                for (int g = 0; g < GROUPS; g++) {
                    debias(running[g], left);
                    debias(runningD[g], left);
                }
                for (int i = 0; i < N; i++) {
                    mean[i] /= 1 - left;
                }
            }
        }

        private boolean has(Quirk quirk) {
            return quirks.contains(quirk);
        }

        /** Takes out what is left of the identity. */
        private static void debias(double[] value, double left) {
            double[] identity = identity();
            for (int i = 0; i < value.length; i++) {
                value[i] = (value[i] - left * identity[i]) / (1 - left);
            }
        }

        /** The order in which the page deals patches out to batches: Fisher and Yates from the last one, seed 1. */
        private List<Integer> shuffled() {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, samples).boxed().toList());
            Random random = new Random(1);
            for (int i = samples - 1; i > 0; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            return order;
        }

        private void add(List<Integer> batch, double rate) {
            for (int g = 0; g < GROUPS; g++) {
                List<double[]> seen = new ArrayList<>();
                for (int from = 0; from < GROUPS; from++) {
                    if (from == g || has(Quirk.POOLED_BLOCKS)) {
                        int[] taken = columns[from];
                        batch.forEach(row -> seen.add(Arrays.stream(taken)
                                .mapToDouble(column -> rows[row * N + column])
                                .toArray()));
                    }
                }
                double[] centre = new double[F];
                seen.forEach(row -> Arrays.setAll(centre, i -> centre[i] + row[i] / seen.size()));
                for (int i = 0; i < F; i++) {
                    mean[columns[g][i]] = (1 - rate) * mean[columns[g][i]] + rate * centre[i];
                }
                double[] covariance = covariance(seen, centre);
                running[g] = averaged(running[g], covariance, rate);
                runningD[g] = averaged(runningD[g], iterated(covariance), rate);
            }
        }

        private static double[] averaged(double[] old, double[] fresh, double rate) {
            double[] value = fresh.clone();
            if (rate < 1) {
                Arrays.setAll(value, i -> (1 - rate) * old[i] + rate * fresh[i]);
            }
            return value;
        }

        private double[] covariance(List<double[]> seen, double[] centre) {
            double[] sums = new double[F * F];
            for (double[] row : seen) {
                double[] value = new double[F];
                Arrays.setAll(value, i -> row[i] - (has(Quirk.UNCENTRED) ? 0 : centre[i]));
                if (has(Quirk.HALF_COVARIANCE)) {
                    Arrays.setAll(value, i -> half((float) value[i]));
                }
                for (int i = 0; i < F * F; i++) {
                    sums[i] += value[i / F] * value[i % F];
                }
            }
            double count = seen.size();
            Arrays.setAll(sums, i -> has(Quirk.HALF_COVARIANCE) ? half(half(sums[i]) / half(count)) : sums[i] / count);
            return sums;
        }

        /** D of all features. */
        double[] whitening() {
            double[] all = new double[N * N];
            for (int g = 0; g < GROUPS; g++) {
                double[] d = has(Quirk.AVERAGED_WHITENING) ? runningD[g] : iterated(running[g]);
                for (int i = 0; i < F * F; i++) {
                    all[columns[g][i / F] * N + columns[g][i % F]] = d[i];
                }
            }
            return all;
        }
    }

    /** Coupled Newton-Schulz by its plain recurrence. */
    private static double[] iterated(double[] covariance) {
        double[] y = plusDiagonal(covariance);
        double norm = Recomputed.length(y);
        Arrays.setAll(y, i -> plusDiagonal(covariance)[i] / norm);
        double[] z = identity();
        for (int k = 0; k < ITERATIONS; k++) {
            double[] zy = product(z, y);
            double[] half = identity();
            Arrays.setAll(half, i -> 1.5 * half[i] - zy[i] / 2);
            y = product(y, half);
            z = product(half, z);
        }
        double[] d = z;
        Arrays.setAll(d, i -> d[i] / Math.sqrt(norm));
        return d;
    }

    private static double[] product(double[] a, double[] b) {
        double[] all = new double[F * F];
        for (int i = 0; i < F; i++) {
            for (int j = 0; j < F; j++) {
                for (int k = 0; k < F; k++) {
                    all[i * F + j] += a[i * F + k] * b[k * F + j];
                }
            }
        }
        return all;
    }

    private static double[] identity() {
        double[] identity = new double[F * F];
        for (int i = 0; i < F; i++) {
            identity[i * F + i] = 1;
        }
        return identity;
    }

    private static double[] plusDiagonal(double[] matrix) {
        double[] identity = identity();
        double[] sum = new double[F * F];
        Arrays.setAll(sum, i -> matrix[i] + EPS * identity[i]);
        return sum;
    }

    private static double[] part(double[] matrix, int[] columns) {
        double[] part = new double[F * F];
        Arrays.setAll(part, i -> matrix[columns[i / F] * N + columns[i % F]]);
        return part;
    }

    /** The nearest fp16 number, ties to even: steps of 2^-24 at least, 11 digits else, infinite from 65,520. */
    private static double half(double value) {
        double step = Math.pow(2, Math.max(Math.getExponent(value), -14) - 10);
        double rounded = Math.rint(value / step) * step;
        return Math.abs(rounded) > 65_504 ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
    }

    private static double[] matrix(Figure figure) {
        DataTable table = figure.table();
        double[] values = new double[N * N];
        Arrays.setAll(values, i -> number(table.value(i / N, i % N + 1)));
        return values;
    }

    private static void assertNear(double[] got, double[] want) {
        double scale = Arrays.stream(want).map(Math::abs).max().orElseThrow();
        assertThat(got).hasSameSizeAs(want);
        for (int i = 0; i < want.length; i++) {
            assertThat(got[i]).as("number " + i).isCloseTo(want[i], within(1e-6 * scale));
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
