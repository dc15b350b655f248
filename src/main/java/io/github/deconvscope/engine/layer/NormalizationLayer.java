package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.Standardization;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.feed.StepPart;
import java.util.Arrays;

/**
 * A layer that normalises the output of a convolution: it standardises or whitens, scales and shifts each channel by learned numbers, then
 * takes a ReLU unless told otherwise. (N, C, H, W) to the same shape. Statistics are taken in fp32 at least, whatever the format of activations.
 */
public abstract class NormalizationLayer extends Layer {
    private final int channels;
    private final InputProbe probe;
    private final Parameter gamma;
    private final Parameter beta;
    private boolean relu = true;

    /**
     * @param name in errors and records
     * @param channels C
     * @param seenAs how a whitening layer would take the covariance of the input's channels, for observers
     */
    NormalizationLayer(String name, int channels, WhiteningOptions seenAs) {
        setName(name);
        this.channels = channels;
        probe = InputProbe.ofPatches(this, channels, Window.same(1), seenAs);
        gamma = addParameter(learned("weight", Parameter.Type.GAMMA, NDManager::ones));
        beta = addParameter(learned("bias", Parameter.Type.BETA, NDManager::zeros));
    }

    /**
     * The layer of a normalization that follows convolutions.
     *
     * @param whitening how IterNorm whitens, and how the input of the others is shown
     */
    public static NormalizationLayer of(
            Normalization normalization, String name, int channels, WhiteningOptions whitening) {
        return switch (normalization) {
            case BATCHNORM -> new BatchNorm2D(name, channels, whitening);
            case GROUPNORM -> new GroupNorm2D(name, channels, Standardization.usualGroups(channels), whitening);
            case LAYERNORM -> new GroupNorm2D(name, channels, 1, whitening);
            case ITERNORM -> new IterNorm2D(name, channels, whitening);
            case DECONV, NONE ->
                throw new IllegalArgumentException("No layer follows a convolution under " + normalization + ".");
        };
    }

    /** Leaves the ReLU to whoever adds something before it. */
    public final void leaveOutRelu() {
        relu = false;
    }

    private Parameter learned(String name, Parameter.Type type, Initializer start) {
        return Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(new Shape(channels))
                .optInitializer(start)
                .build();
    }

    final int channels() {
        return channels;
    }

    @Override
    public int effectiveBlock() {
        return probe.block();
    }

    @Override
    public boolean interleaved() {
        return probe.interleaved();
    }

    /** Shows the input to an observer that wants to see it. */
    void show(NDArray input) {
        probe.show(input);
    }

    @Override
    protected final StepPart costCategory() {
        return StepPart.NORMALIZATION;
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected final NDArray forward(Values values, NDArray input, boolean training) {
        Shape shape = input.getShape();
        if (shape.dimension() != 4) {
            throw new InvalidInputException("Layer " + name() + ": the input has shape " + shape
                    + "; it has to be (batch, channels, height, width).");
        }
        if (shape.get(1) != channels) {
            throw BlockLayout.mismatch(name(), "channels", shape.get(1), channels);
        }
        show(input);
        NDArray normalised =
                normalise(values, policy().toStatistics(input), values.of(gamma), values.of(beta), training);
        return policy().toActivation(relu ? Activation.relu(normalised) : normalised);
    }

    /**
     * Normalises, scales and shifts.
     *
     * @param x (N, C, H, W), in fp32 at least
     * @param scale of each channel, (C)
     * @param shift of each channel, (C)
     */
    abstract NDArray normalise(Values values, NDArray x, NDArray scale, NDArray shift, boolean training);

    /**
     * The convolution that gives, in evaluation, what one followed by this layer gives before the ReLU.
     *
     * @throws InvalidInputException if the layer is no fixed affine map in evaluation
     */
    public abstract FoldedConvolution fold(FoldedConvolution before);

    /**
     * Folds y = scale M (x - mean) + shift into the convolution that gives x, M of square matrices along the diagonal.
     *
     * @param matrices M, row-major, one after another: size x size each
     * @param mean of each channel
     */
    final FoldedConvolution fold(FoldedConvolution before, double[] matrices, int size, float[] mean) {
        float[] scale = floats(gamma);
        float[] shift = floats(beta);
        float[] weight = new float[before.weight().length];
        float[] bias = new float[channels];
        int kernel = weight.length / channels;
        double[] sums = new double[kernel];
        for (int o = 0; o < channels; o++) {
            Arrays.fill(sums, 0);
            double offset = 0;
            for (int j = 0; j < size; j++) {
                int from = o / size * size + j;
                double factor = scale[o] * matrices[o * size + j];
                for (int i = 0; i < kernel; i++) {
                    sums[i] += factor * before.weight()[from * kernel + i];
                }
                offset += factor * ((double) before.bias()[from] - mean[from]);
            }
            for (int i = 0; i < kernel; i++) {
                weight[o * kernel + i] = (float) sums[i];
            }
            bias[o] = (float) (offset + shift[o]);
        }
        return new FoldedConvolution(weight, before.weightShape(), bias, before.window(), before.groups());
    }

    /** One a channel; a copy. */
    final double[] learnedScale() {
        return NamedArrays.toNpy(gamma.getArray()).toDoubles();
    }

    /** One a channel; a copy. */
    final double[] learnedShift() {
        return NamedArrays.toNpy(beta.getArray()).toDoubles();
    }

    static float[] floats(Parameter parameter) {
        return NamedArrays.toNpy(parameter.getArray()).toFloats();
    }

    /** x scale + shift, a number of each for a channel of x, (N, C, H, W). */
    final NDArray affine(NDArray x, NDArray scale, NDArray shift) {
        return x.mul(scale.reshape(1, channels, 1, 1)).add(shift.reshape(1, channels, 1, 1));
    }
}
