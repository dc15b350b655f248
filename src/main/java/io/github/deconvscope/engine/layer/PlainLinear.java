package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.precision.NamedArrays;
import java.util.random.RandomGenerator;

/** A dense layer: y = x W' + b. Input (N, K), output (N, O). */
public final class PlainLinear extends Layer {
    private final int in;
    private final int out;
    private final InputProbe probe;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * @param name in errors and records
     * @param in input features K
     * @param out outputs O
     * @param start what weights and bias are at first
     * @param seenAs how a whitening layer would take the covariance of the input, for observers
     * @param random where the initial weights come from
     */
    public PlainLinear(
            String name, int in, int out, Initialization start, WhiteningOptions seenAs, RandomGenerator random) {
        setName(name);
        probe = InputProbe.ofVectors(this, in, seenAs);
        this.in = in;
        this.out = out;
        weight = addParameter(start.weight(new Shape(out, in), in, random));
        bias = addParameter(start.bias(in, out, random));
    }

    static void checkInput(String name, Shape shape, int in) {
        if (shape.dimension() != 2) {
            throw new InvalidInputException(
                    "Layer " + name + ": the input has shape " + shape + "; it has to be (batch, features).");
        }
        if (shape.get(1) != in) {
            throw BlockLayout.mismatch(name, "features", shape.get(1), in);
        }
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
        return new Shape[] {new Shape(inputShapes[0].get(0), out)};
    }

    /** Its present weights. */
    public FoldedLinear fold() {
        return new FoldedLinear(
                NamedArrays.toNpy(weight.getArray()).toFloats(),
                NamedArrays.toNpy(bias.getArray()).toFloats());
    }

    @Override
    protected NDArray forward(Values values, NDArray input, boolean training) {
        checkInput(name(), input.getShape(), in);
        probe.show(input);
        NDArray w = working(values.of(weight));
        NDArray b = policy().toActivation(values.of(bias));
        return policy().afterProduct(input.matMul(w.transpose()).add(b));
    }
}
