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
        long f = features;
        long m = groups;
        return switch (kind) {
            case INTERLEAVED -> {
                NDArray grouped = m == 1
                        ? weight
                        : weight.reshape(o, f, m).transpose(0, 2, 1).reshape(o * m, f);
                NDArray w = grouped.matMul(whitening);
                NDArray shift = w.matMul(mean).reshape(o, m).sum(new int[] {1});
                yield new Whitened(
                        m == 1 ? w : w.reshape(o, m, f).transpose(0, 2, 1).reshape(o, m * f), shift);
            }
            case POOLED -> {
                NDArray w = weight.reshape(o * m, f).matMul(whitening);
                yield new Whitened(
                        w.reshape(o, m * f), w.matMul(mean).reshape(o, m).sum(new int[] {1}));
            }
            case SEPARATE -> {
                if (m == 1) {
                    NDArray w = weight.matMul(whitening);
                    yield new Whitened(w, w.matMul(mean).reshape(o));
                }
                NDArray w = weight.reshape(o, m, f).transpose(1, 0, 2).matMul(whitening);
                NDArray shift = w.matMul(mean).sum(new int[] {0}).reshape(o);
                yield new Whitened(w.transpose(1, 0, 2).reshape(o, m * f), shift);
            }
            case CONVOLUTION_GROUPS -> {
                NDArray w = weight.reshape(m, o / m, f).matMul(whitening);
                yield new Whitened(w.reshape(o, f), w.matMul(mean).reshape(o));
            }
        };
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
