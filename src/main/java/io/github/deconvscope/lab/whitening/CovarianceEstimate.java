package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.Covariance;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * The covariance as a layer would estimate it, beside the true covariance of the data.
 *
 * @param input the pixels; empty for a layer of a run, of which only matrices are known
 * @param features n, the number of features that are shown
 * @param featureName what a feature is, for hover
 * @param mean of each feature, as estimated
 * @param truth covariance of all samples, centred, without eps; {@code n x n}
 * @param groups for each group of features the columns it takes from the n
 * @param estimates for each group the covariance that is whitened, eps not yet added
 * @param batches covariances of the mini-batches, {@code [batch][group]}, for averages of whitening matrices; empty otherwise
 * @param batchWeights weight of the identity that was never taken out, and of each batch; empty without batches
 * @param samples rows that a group's covariance was made from
 * @param used of a layer of a run: the D it used in that step; empty for pixels and where it was not recorded
 * @param recordedEps of a layer of a run: its eps, with which the covariance was recorded in fp32, and without which it stands here; empty
 *     for pixels
 */
public record CovarianceEstimate(
        Optional<WhiteningInput> input,
        int features,
        IntFunction<String> featureName,
        double[] mean,
        double[] truth,
        List<int[]> groups,
        List<double[]> estimates,
        List<List<double[]>> batches,
        double[] batchWeights,
        int samples,
        Optional<UsedMatrix> used,
        OptionalDouble recordedEps) {

    /** Estimates the covariance of image patches under the quirks that are on. */
    public static CovarianceEstimate of(WhiteningInput input, WhiteningState state) {
        return new CovarianceEstimator(input, state).estimate();
    }

    /**
     * The covariance of a layer of a run, as its probe copied it.
     *
     * @param covariance {@code n x n} with the layer's eps, row-major
     * @param featureName what a row is
     * @param samples rows it was made from, or 0 if that is not known
     * @param used the D that the layer used in that step; empty where it was not recorded
     * @param eps of the layer
     */
    public static CovarianceEstimate ofLayer(
            double[] covariance,
            int n,
            double[] mean,
            IntFunction<String> featureName,
            int samples,
            Optional<UsedMatrix> used,
            double eps) {
        double[] data = Covariance.plusDiagonal(covariance, n, -eps);
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        return new CovarianceEstimate(
                Optional.empty(),
                n,
                featureName,
                mean,
                data,
                List.of(all),
                List.of(data),
                List.of(),
                new double[0],
                samples,
                used,
                OptionalDouble.of(eps));
    }

    /** Features of one group. */
    public int groupFeatures() {
        return groups.get(0).length;
    }
}
