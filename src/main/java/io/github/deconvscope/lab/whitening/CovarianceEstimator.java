package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.math.HalfPrecision;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.SquareMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Computes a {@link CovarianceEstimate} from patches, with the quirks that are switched on. */
final class CovarianceEstimator {
    private final WhiteningState.EstimateSettings settings;
    private final WhiteningInput input;
    private final Patches patches;
    private final FeatureBlocks layout;
    private final List<int[]> groups = new ArrayList<>();

    CovarianceEstimator(WhiteningInput input, WhiteningState state) {
        this.input = input;
        this.settings = state.estimate();
        this.patches = input.patches();
        this.layout = input.layout(state);
        for (int g = 0; g < layout.groups(); g++) {
            groups.add(layout.columnsOf(g));
        }
    }

    CovarianceEstimate estimate() {
        int n = patches.features();
        Covariance truth = Covariance.of(patches.rows(), patches.samples(), n, true);
        double[] mean = new double[n];
        List<double[]> estimates = new ArrayList<>();
        List<List<double[]>> batches = new ArrayList<>();
        double[] weights = new double[0];
        if (settings.batches() == 1 && !settings.has(Quirk.NO_BIAS_CORRECTION)) {
            estimates.addAll(covariances(patches.rows(), patches.samples(), truth, mean));
        } else {
            weights = averaged(mean, estimates, batches);
        }
        int rows = patches.samples() * (pooled() ? layout.groups() : 1);
        return new CovarianceEstimate(
                Optional.of(input),
                n,
                layout::describe,
                mean,
                truth.matrix(),
                groups,
                estimates,
                batches,
                weights,
                rows,
                Optional.empty(),
                OptionalDouble.empty());
    }

    private boolean pooled() {
        return settings.has(Quirk.POOLED_BLOCKS) && layout.groups() > 1;
    }

    /** Running values over mini-batches: of covariances, or (kept apart, weighted) for whitening matrices. */
    private double[] averaged(double[] mean, List<double[]> estimates, List<List<double[]>> batches) {
        int count = settings.batches();
        double rate = settings.updateRate();
        boolean biased = settings.has(Quirk.NO_BIAS_CORRECTION);
        double[] identity = SquareMatrix.identity(layout.groupFeatures());
        List<RunningAverage> running = new ArrayList<>();
        groups.forEach(g -> running.add(new RunningAverage(identity, rate)));
        RunningAverage runningMean = new RunningAverage(new double[mean.length], rate);
        float[] shuffled = shuffled();
        int n = patches.features();
        for (int b = 0; b < count; b++) {
            int from = (int) ((long) patches.samples() * b / count);
            int to = (int) ((long) patches.samples() * (b + 1) / count);
            float[] rows = Arrays.copyOfRange(shuffled, from * n, to * n);
            double[] batchMean = new double[n];
            List<double[]> ofBatch = covariances(rows, to - from, Covariance.of(rows, to - from, n, true), batchMean);
            for (int g = 0; g < groups.size(); g++) {
                running.get(g).add(ofBatch.get(g));
            }
            runningMean.add(batchMean);
            batches.add(ofBatch);
        }
        double[] finalMean = biased ? runningMean.biased() : runningMean.debiased();
        System.arraycopy(finalMean, 0, mean, 0, mean.length);
        running.forEach(average -> estimates.add(biased ? average.biased() : average.debiased()));
        return weights(count, rate, biased);
    }

    /** Entry 0: what is left of the identity; then the share of each batch in the running value. */
    private static double[] weights(int count, double rate, boolean biased) {
        double left = Math.pow(1 - rate, count);
        double scale = biased ? 1 : 1 / (1 - left);
        double[] weights = new double[count + 1];
        weights[0] = biased ? left : 0;
        for (int b = 0; b < count; b++) {
            weights[b + 1] = rate * Math.pow(1 - rate, count - 1 - b) * scale;
        }
        return weights;
    }

    /** The rows in random order (always the same), so that each mini-batch is a sample of the whole image. */
    private float[] shuffled() {
        int n = patches.features();
        float[] rows = patches.rows().clone();
        Random random = new Random(1);
        float[] spare = new float[n];
        for (int i = patches.samples() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            System.arraycopy(rows, i * n, spare, 0, n);
            System.arraycopy(rows, j * n, rows, i * n, n);
            System.arraycopy(spare, 0, rows, j * n, n);
        }
        return rows;
    }

    /** One covariance a group, as the quirks have it; also writes the mean that goes with it. */
    private List<double[]> covariances(float[] rows, int samples, Covariance centred, double[] mean) {
        int n = patches.features();
        boolean secondMoment = settings.has(Quirk.UNCENTRED);
        System.arraycopy(centred.mean(), 0, mean, 0, n);
        List<double[]> result = new ArrayList<>();
        if (pooled()) {
            result.addAll(pooledCovariance(rows, samples, mean, secondMoment));
        } else {
            double[] all = half() || secondMoment ? moment(rows, samples, n, centred, secondMoment) : centred.matrix();
            groups.forEach(columns -> result.add(SquareMatrix.submatrix(all, n, columns)));
        }
        return result;
    }

    /** One mean and one covariance over the rows of all groups. */
    private List<double[]> pooledCovariance(float[] rows, int samples, double[] mean, boolean secondMoment) {
        int f = layout.groupFeatures();
        int n = patches.features();
        float[] pot = new float[samples * n];
        int row = 0;
        for (int[] columns : groups) {
            for (int s = 0; s < samples; s++, row++) {
                for (int j = 0; j < f; j++) {
                    pot[row * f + j] = rows[s * n + columns[j]];
                }
            }
        }
        Covariance covariance = Covariance.of(pot, row, f, true);
        double[] matrix = half() || secondMoment ? moment(pot, row, f, covariance, secondMoment) : covariance.matrix();
        List<double[]> same = new ArrayList<>();
        for (int[] columns : groups) {
            for (int j = 0; j < f; j++) {
                mean[columns[j]] = covariance.mean()[j];
            }
            same.add(matrix);
        }
        return same;
    }

    private boolean half() {
        return settings.has(Quirk.HALF_COVARIANCE);
    }

    private double[] moment(float[] rows, int samples, int n, Covariance centred, boolean secondMoment) {
        if (!half()) {
            return Covariance.of(rows, samples, n, false).matrix();
        }
        float[] rounded = new float[rows.length];
        for (int i = 0; i < rounded.length; i++) {
            float value = secondMoment ? rows[i] : (float) (rows[i] - centred.mean()[i % n]);
            rounded[i] = HalfPrecision.round(value);
        }
        double[] matrix = Covariance.of(rounded, samples, n, false).matrix();
        // fp16 in, wide accumulation, fp16 out, as a matrix product on a tensor core; then divided in fp16 by a count
        // in fp16.
        float count = HalfPrecision.round((float) samples);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = HalfPrecision.round((float) HalfPrecision.round(matrix[i] * samples) / count);
        }
        return matrix;
    }
}
