package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.GroupNorm;

/**
 * Group normalization, then a ReLU: the channels of a group of one image are standardised together, in training and evaluation alike. With
 * one group it is layer normalization as nets of convolutions use it. (N, C, H, W) to the same shape. eps 1e-5. Source: Wu and He, 2018; Ba et
 * al., 2016. The same in double on plain arrays is {@link io.github.deconvscope.math.Standardization}.
 */
public final class GroupNorm2D extends NormalizationLayer {
    private final int groups;

    /**
     * Other parameters as of {@link NormalizationLayer}.
     *
     * @param groups of channels; they divide C
     */
    public GroupNorm2D(String name, int channels, int groups, WhiteningOptions seenAs) {
        super(name, channels, seenAs);
        if (groups < 1 || channels % groups != 0) {
            throw new InvalidInputException("Layer " + name + ": " + groups + " groups do not divide "
                    + PlainWords.count(channels, "channel") + "; take a number of groups that does.");
        }
        this.groups = groups;
    }

    @Override
    public FoldedConvolution fold(FoldedConvolution before) {
        throw new InvalidInputException(
                "Layer " + name() + ": group and layer normalization take mean and variance of each image anew, also"
                        + " outside of training; no convolution does the same. Export the whole net, not folded.");
    }

    @Override
    NDArray normalise(Values values, NDArray x, NDArray scale, NDArray shift, boolean training) {
        return affine(standardised(x, groups), scale, shift);
    }

    /**
     * Each group of channels of an image with mean 0 and variance 1.
     *
     * @param x (N, C, H, W)
     */
    public static NDArray standardised(NDArray x, int groups) {
        Shape shape = x.getShape();
        NDManager manager = x.getManager();
        // PyTorch's own kernel, on rows that are a group each. It would scale each position by a number of its own:
        // that is left at 1.
        Shape row = new Shape(shape.size() / (shape.get(0) * groups));
        NDArray rows = x.reshape(shape.get(0) * groups, row.get(0));
        return LayerNorm.layerNorm(
                        rows, row, manager.ones(row, x.getDataType()), manager.zeros(row, x.getDataType()), (float)
                                GroupNorm.EPS)
                .singletonOrThrow()
                .reshape(shape);
    }

    /** The same on plain arrays, with what was learned. */
    public GroupNorm plain() {
        return new GroupNorm(groups, learnedScale(), learnedShift());
    }
}
