package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.Size;
import java.util.random.RandomGenerator;

/** A convolution, as the nets without deconvolution use. (N, C, H, W) to (N, O, H', W'). */
public final class PlainConv2D extends Layer {
    private final int in;
    private final int out;
    private final Window window;
    private final InputProbe probe;
    private final boolean relu;
    private final Parameter weight;
    private final Parameter bias;

    /** The kernel, and how it moves. */
    public Window window() {
        return window;
    }

    /**
     * @param name in errors and records
     * @param in input channels C
     * @param out output channels O
     * @param window kernel, stride, padding and dilation
     * @param relu whether a ReLU follows
     * @param start what weights and bias are at first
     * @param seenAs how a whitening layer would take the covariance of the input, for observers
     * @param random where the initial weights come from
     */
    public PlainConv2D(
            String name,
            int in,
            int out,
            Window window,
            boolean relu,
            Initialization start,
            WhiteningOptions seenAs,
            RandomGenerator random) {
        setName(name);
        this.window = window;
        probe = InputProbe.ofPatches(this, in, window, seenAs);
        this.in = in;
        this.out = out;
        this.relu = relu;
        Size kernel = window.kernel();
        int fanIn = in * kernel.cells();
        weight = addParameter(start.weight(new Shape(out, in, kernel.height(), kernel.width()), fanIn, random));
        bias = addParameter(start.bias(fanIn, out, random));
    }

    @Override
    public int effectiveBlock() {
        return probe.block();
    }

    @Override
    public boolean interleaved() {
        return probe.interleaved();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape s = inputShapes[0];
        Size size = window.positionsOn(Window.sizeOf(s));
        return new Shape[] {new Shape(s.get(0), out, size.height(), size.width())};
    }

    @Override
    protected NDArray forward(Values values, NDArray given, boolean training) {
        Shape shape = given.getShape();
        if (shape.dimension() != 4) {
            throw new InvalidInputException("Layer " + name() + ": the input has shape " + shape
                    + "; it has to be (batch, channels, height, width).");
        }
        if (shape.get(1) != in) {
            throw BlockLayout.mismatch(name(), "channels", shape.get(1), in);
        }
        probe.show(given);
        NDArray input = startOfConvolution(given, training);
        return convolve(
                window, input, working(values.of(weight)), policy().toActivation(values.of(bias)), 1, relu, training);
    }
}
