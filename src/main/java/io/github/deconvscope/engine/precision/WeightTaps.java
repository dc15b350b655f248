package io.github.deconvscope.engine.precision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.run.feed.LostGradients;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads gradients of one step that belong to no parameter: those of the weights that a layer multiplies with (W D where it whitens), before
 * they are rounded to fp16. A tap is a leaf of zeros that is added to such a weight: the sum has the same values, and the leaf gets the
 * same gradient.
 */
public final class WeightTaps {
    /** Half of fp16's smallest number, a tie, goes to the even neighbour: 0. */
    private static final double ROUNDS_TO_ZERO = 0x1p-25;
    /** Half way from fp16's largest number to the next one there would be. */
    private static final double ROUNDS_TO_INFINITY = 65520;

    private static final int COUNTS = 4;

    private final NDManager manager;
    private final Map<String, NDArray> leaves = new LinkedHashMap<>();

    /** @param manager of the step; closing it closes the taps */
    public WeightTaps(NDManager manager) {
        this.manager = manager;
    }

    /** The weights of a layer, with a tap in them. */
    public NDArray tap(String layer, NDArray weight) {
        // Negative zeros keep the sign of a zero.
        NDArray leaf = manager.full(weight.getShape(), -0f, weight.getDataType());
        NDScope.unregister(leaf);
        leaf.setRequiresGradient(true);
        leaves.put(layer, leaf);
        return weight.add(leaf);
    }

    /** Bytes of the weights that were tapped. */
    public long bytes() {
        return leaves.values().stream()
                .mapToLong(leaf -> leaf.size() * leaf.getDataType().getNumOfBytes())
                .sum();
    }

    /** The gradient of a layer's weights after the backward pass; on the manager of the step. Empty where there is no tap. */
    public Optional<NDArray> gradient(String layer) {
        return Optional.ofNullable(leaves.get(layer)).map(NDArray::getGradient);
    }

    /**
     * What rounding to fp16 does to the gradients. Reads from the device once.
     *
     * @param layers in the order of the result
     */
    public LostGradients lost(List<String> layers) {
        float[][] shares = new float[COUNTS][layers.size()];
        for (float[] ofLayers : shares) {
            Arrays.fill(ofLayers, Float.NaN);
        }
        if (!leaves.isEmpty()) {
            float[] read = counts();
            int next = 0;
            for (Map.Entry<String, NDArray> leaf : leaves.entrySet()) {
                int layer = layers.indexOf(leaf.getKey());
                double all = leaf.getValue().size();
                double zero = read[next++];
                double zeroOrLost = read[next++];
                double held = read[next++];
                double finite = read[next++];
                if (leaf.getValue().getDataType() != DataType.FLOAT16) {
                    double canBeLost = Math.max(1, finite - zero);
                    shares[0][layer] = (float) ((zeroOrLost - zero) / canBeLost);
                    shares[1][layer] = (float) ((finite - held) / canBeLost);
                }
                shares[2][layer] = (float) (zero / all);
                shares[3][layer] = (float) ((all - finite) / all);
            }
        }
        return new LostGradients(shares[0], shares[1], shares[2], shares[3]);
    }

    /** {@link #COUNTS} numbers a leaf: how many are 0, are 0 in fp16, are finite in fp16, are finite. Not a number is not below anything. */
    private float[] counts() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList counts = new NDList();
            leaves.values().forEach(leaf -> {
                NDArray size =
                        leaf.getGradient().toType(DataType.FLOAT32, false).abs();
                counts.add(count(size.eq(0)));
                counts.add(count(size.lte(ROUNDS_TO_ZERO)));
                counts.add(count(size.lt(ROUNDS_TO_INFINITY)));
                counts.add(count(size.lte(Float.MAX_VALUE)));
            });
            return NDArrays.concat(counts).toFloatArray();
        }
    }

    /** How many are true, as an array of one number. Exact up to 2^24, more than any layer has weights. */
    private static NDArray count(NDArray flags) {
        return flags.toType(DataType.FLOAT32, false).sum().reshape(new Shape(1));
    }
}
