package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;
import java.util.List;

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
        INTERLEAVED("o, f, m", "0, 2, 1", "o * m, f"),
        /** Feature g * F + f belongs to group g; one covariance of all groups together. The published Delinear. */
        POOLED("o, m, f", "0, 1, 2", "o * m, f"),
        /** Feature g * F + f belongs to group g; a covariance for each. The mathematically right thing. */
        SEPARATE("o, m, f", "1, 0, 2", "m, o, f"),
        /** The groups of a grouped convolution, a covariance for each. */
        CONVOLUTION_GROUPS("m, o / m, f", "0, 1, 2", "m, o / m, f");

        private final List<String> split;
        private final int[] axes;
        private final List<String> grouped;

        /**
         * @param split the axes that a weight (o, K) is split into
         * @param axes their order in the product with whitening matrices; applied twice it changes nothing
         * @param grouped the sizes in the product
         */
        Kind(String split, String axes, String grouped) {
            this.split = List.of(split.split(", "));
            this.axes =
                    Arrays.stream(axes.split(", ")).mapToInt(Integer::parseInt).toArray();
            this.grouped = List.of(grouped.split(", "));
        }

        private List<String> reordered() {
            return Arrays.stream(axes).mapToObj(split::get).toList();
        }

        /** {@link BlockLayout#grouped} of a weight in TorchScript, where o, m and f are known. */
        String grouped(String weight) {
            return script(weight, split, grouped);
        }

        /** {@link BlockLayout#ungrouped} in TorchScript, where o, k, m and f are known. */
        String ungrouped(String product) {
            return script(product, reordered(), List.of("o", "k"));
        }

        private String script(String array, List<String> from, List<String> to) {
            return "torch.reshape(torch.permute(torch.reshape(%s, %s), %s), %s)"
                    .formatted(array, from, Arrays.toString(axes), to)
                    .replace("o / m", "torch.floordiv(o, m)");
        }
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
        return groups == 1 ? weight : reorder(weight, o, kind.split).reshape(sizes(kind.grouped, o));
    }

    /** Undoes {@link #grouped} of weights for so many outputs. */
    private NDArray ungrouped(NDArray grouped, long o) {
        return groups == 1 ? grouped : reorder(grouped, o, kind.reordered()).reshape(o, -1);
    }

    private NDArray reorder(NDArray array, long o, List<String> from) {
        return array.reshape(sizes(from, o)).transpose(kind.axes);
    }

    private Shape sizes(List<String> names, long o) {
        return new Shape(names.stream().mapToLong(name -> size(name, o)).toArray());
    }

    private long size(String name, long o) {
        return switch (name) {
            case "o" -> o;
            case "m" -> groups;
            case "f" -> features;
            case "o * m" -> o * groups;
            case "o / m" -> o / groups;
            default -> throw new IllegalArgumentException(name);
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
