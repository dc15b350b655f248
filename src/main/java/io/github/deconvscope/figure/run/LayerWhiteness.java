package io.github.deconvscope.figure.run;

import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.Floats;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How white data is: the input of a layer, or what the layer multiplies once it has whitened it. Each number is defined in
 * {@code docs/glossary.md}; those that were not recorded are NaN.
 *
 * @param features rows of each covariance
 * @param patches mean absolute correlation of the features of a block of patches
 * @param channels mean absolute correlation of all channels
 * @param effectiveRank participation ratio of the eigenvalues, 1 to {@code features}
 * @param condition number of the covariance
 * @param dead share of the input channels that have one value throughout, 0 to 1
 */
public record LayerWhiteness(
        int features, double patches, double channels, double effectiveRank, double condition, double dead) {
    /** What {@link #ofInput} and {@link #ofProduct} need of a step. */
    static final List<Quantity> NEEDED = List.of(
            Quantity.COVARIANCE,
            Quantity.COVARIANCE_AFTER,
            Quantity.CHANNEL_COVARIANCE,
            Quantity.CHANNEL_COVARIANCE_AFTER,
            Quantity.CHANNEL_RANGE,
            Quantity.ORIGIN,
            Quantity.RESIDUALS);

    /** Of the input as it came; empty if its covariance was not recorded. */
    public static Optional<LayerWhiteness> ofInput(LayerFrames frames) {
        return of(frames, Quantity.COVARIANCE, Quantity.CHANNEL_COVARIANCE);
    }

    /** Of what the product of a layer that whitens sees, D times the input; empty for any other layer, whose product sees the input. */
    public static Optional<LayerWhiteness> ofWhitened(LayerFrames frames) {
        return of(frames, Quantity.COVARIANCE_AFTER, Quantity.CHANNEL_COVARIANCE_AFTER);
    }

    private static Optional<LayerWhiteness> of(LayerFrames frames, Quantity patches, Quantity channels) {
        return frames.get(patches).map(frame -> {
            int groups = LayerFigures.groups(frame);
            double[] ranks = new double[groups];
            double[] conditions = new double[groups];
            int n = LayerFigures.features(frame);
            for (int group = 0; group < groups; group++) {
                double[] matrix = Floats.wide(LayerFigures.matrix(frame, group));
                ranks[group] = Covariance.effectiveRank(matrix, n);
                conditions[group] = condition(matrix, n);
            }
            Arrays.sort(conditions);
            return new LayerWhiteness(
                    n,
                    LayerFigures.meanCorrelation(frame),
                    frames.get(channels).map(LayerFigures::meanCorrelation).orElse(Double.NaN),
                    Arrays.stream(ranks).average().orElseThrow(),
                    conditions[groups / 2],
                    frames.get(Quantity.CHANNEL_RANGE).map(LayerWhiteness::dead).orElse(Double.NaN));
        });
    }

    private static double condition(double[] matrix, int n) {
        return !SquareMatrix.isFinite(matrix)
                ? Double.NaN
                : SymmetricEigen.conditionNumber(SymmetricEigen.valuesOf(matrix, n));
    }

    private static double dead(Frame ranges) {
        double[] values = Floats.wide(ranges.values());
        return Arrays.stream(values).allMatch(Double::isFinite) ? Covariance.deadChannels(values) : Double.NaN;
    }

    /** The effective rank as a share of the features, 0 to 1. */
    public double effectiveShare() {
        return effectiveRank / features;
    }
}
