package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.base.InvalidInputException;

/**
 * How the K input features of a layer are divided into m groups of F, and which covariances there are.
 *
 * <p>Samples are feature-major, (K, n). Weights are (O, K), or (O, K / m) where the groups are those of a grouped convolution.
 *
 * @param kind which feature belongs to which group, and whether groups share a covariance
 * @param groups m
 * @param features F
 */
record BlockLayout(Kind kind, int groups, int features) {

    enum Kind {
        /** Feature f * m + g belongs to group g; one covariance of all groups together. The published FastDeconv. */
        INTERLEAVED,
        /** Feature g * F + f belongs to group g; one covariance of all groups together. The published Delinear. */
        POOLED,
        /** Feature g * F + f belongs to group g; a covariance for each. The mathematically right thing. */
        SEPARATE,
        /** The groups of a grouped convolution, a covariance for each. */
        CONVOLUTION_GROUPS
    }

    /**
     * Of the patches of a map.
     *
     * @param block channels of a group
     * @param cells places under the kernel
     * @param convolutionGroups 1, or the groups of a grouped convolution, whose channels are the blocks
     * @param corrected whether each block has its own covariance, where the published code pools them
     */
    static BlockLayout ofPatches(int channels, int block, int cells, int convolutionGroups, boolean corrected) {
        Kind kind = convolutionGroups > 1 ? Kind.CONVOLUTION_GROUPS : corrected ? Kind.SEPARATE : Kind.INTERLEAVED;
        return new BlockLayout(kind, channels / block, cells * block);
    }

    /** Of the vectors of a dense layer; parameters as of {@link #ofPatches}. */
    static BlockLayout ofVectors(int features, int block, boolean corrected) {
        return new BlockLayout(corrected ? Kind.SEPARATE : Kind.POOLED, features / block, block);
    }

    /** Whether feature f of group g is the flattened index f * groups + g, the published layout, instead of g * F + f. */
    boolean interleaved() {
        return kind == Kind.INTERLEAVED && groups > 1;
    }

    /** How many covariances are kept. */
    int covariances() {
        return kind == Kind.INTERLEAVED || kind == Kind.POOLED ? 1 : groups;
    }

    /** Samples (K, n) as (F, m n) for one covariance, or (m, F, n) for several. */
    NDArray samples(NDArray columns) {
        long n = columns.getShape().get(1);
        if (covariances() > 1) {
            return columns.reshape(groups, features, n);
        }
        if (groups == 1 || kind == Kind.INTERLEAVED) {
            return columns.reshape(features, groups * n);
        }
        return columns.reshape(groups, features, n).transpose(1, 0, 2).reshape(features, groups * n);
    }

    /** Undoes {@link #samples}: (F, m n) or (m, F, n) as (K, n). */
    NDArray columns(NDArray samples) {
        long n = samples.size() / ((long) groups * features);
        if (groups > 1 && kind == Kind.POOLED) {
            return samples.reshape(features, groups, n).transpose(1, 0, 2).reshape((long) groups * features, n);
        }
        return samples.reshape((long) groups * features, n);
    }

    /**
     * Puts the whitening into the weights, so that they can be applied to inputs that are not whitened.
     *
     * @param weight (O, K), or (O, K / m) under convolution groups
     * @param whitening D, (F, F) or (m, F, F)
     * @param mean (F, 1) or (m, F, 1)
     */
    Whitened whiten(NDArray weight, NDArray whitening, NDArray mean) {
        long o = weight.getShape().get(0);
        NDArray w = grouped(weight).matMul(whitening);
        return new Whitened(ungrouped(w, o), overGroups(w.matMul(mean), o));
    }

    /** Weights as whitening matrices multiply them: (O m, F) for one covariance, or (m, O, F), under convolution groups (m, O / m, F), for several. */
    private NDArray grouped(NDArray weight) {
        long o = weight.getShape().get(0);
        if (groups == 1) {
            return weight;
        }
        return switch (kind) {
            case INTERLEAVED ->
                weight.reshape(o, features, groups).transpose(0, 2, 1).reshape(o * groups, features);
            case POOLED -> weight.reshape(o * groups, features);
            case SEPARATE -> weight.reshape(o, groups, features).transpose(1, 0, 2);
            case CONVOLUTION_GROUPS -> weight.reshape(groups, o / groups, features);
        };
    }

    /** Undoes {@link #grouped} of weights for so many outputs. */
    private NDArray ungrouped(NDArray grouped, long o) {
        long k = (long) groups * features;
        if (groups == 1) {
            return grouped;
        }
        return switch (kind) {
            case INTERLEAVED ->
                grouped.reshape(o, groups, features).transpose(0, 2, 1).reshape(o, k);
            case POOLED -> grouped.reshape(o, k);
            case SEPARATE -> grouped.transpose(1, 0, 2).reshape(o, k);
            case CONVOLUTION_GROUPS -> grouped.reshape(o, features);
        };
    }

    /** Adds up what the groups of an output give, a column for each row of {@link #grouped}; (O). */
    private NDArray overGroups(NDArray columns, long o) {
        if (groups == 1 || kind == Kind.CONVOLUTION_GROUPS) {
            return columns.reshape(o);
        }
        return kind == Kind.SEPARATE
                ? columns.sum(new int[] {0}).reshape(o)
                : columns.reshape(o, groups).sum(new int[] {1});
    }

    /**
     * Weights with the whitening folded in.
     *
     * @param weight in the shape that was given
     * @param shift what the mean adds to each output, (O): subtract it from the bias
     */
    record Whitened(NDArray weight, NDArray shift) {}

    static InvalidInputException mismatch(String layer, String what, long found, long expected) {
        return new InvalidInputException(
                "Layer " + layer + ": the input has " + found + " " + what + ", but the layer was built for " + expected
                        + ". Feed it " + expected + ", or build it for " + found + ".");
    }
}
