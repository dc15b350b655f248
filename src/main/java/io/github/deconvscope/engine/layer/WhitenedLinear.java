package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.run.feed.StepPart;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer that whitens its input features first: the authors' Delinear. Input (N, K), output (N, O).
 *
 * <p>As in {@link FastDeconv2D} the whitening goes into the weights: y = x (W D)' + b - sum(W D mean).
 */
public final class WhitenedLinear extends WhiteningLayer {
    private final int in;
    private final int out;
    private final int block;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /**
     * @param name in errors and records
     * @param in input features K
     * @param out outputs O
     * @param withBias whether there is a bias to learn
     * @param start what weights and bias are at first
     * @param options how to whiten; sampling stride is not used
     * @param random where the initial weights come from
     */
    public WhitenedLinear(
            String name,
            int in,
            int out,
            boolean withBias,
            Initialization start,
            WhiteningOptions options,
            RandomGenerator random) {
        this(name, in, out, withBias, start, options, random, blockOf(name, in, out, options));
    }

    /** With a bias, and the defaults of the published code. Parameters as above. */
    public WhitenedLinear(String name, int in, int out, RandomGenerator random) {
        this(name, in, out, true, Initialization.DEFAULT, WhiteningOptions.DEFAULTS, random);
    }

    private WhitenedLinear(
            String name,
            int in,
            int out,
            boolean withBias,
            Initialization start,
            WhiteningOptions options,
            RandomGenerator random,
            int block) {
        super(
                options,
                BlockLayout.ofVectors(in, block, options.corrected()),
                "running_mean",
                meanShape(in, block, options));
        setName(name);
        this.in = in;
        this.out = out;
        this.block = block;
        weight = addParameter(start.weight(new Shape(out, in), in, random));
        bias = withBias ? addParameter(start.bias(in, out, random)) : null;
    }

    private static int blockOf(String name, int in, int out, WhiteningOptions options) {
        if (in < 1 || out < 1) {
            throw new InvalidInputException(
                    "Layer " + name + ": features are " + in + " in and " + out + " out; both have to be 1 or more.");
        }
        return FeatureBlocks.effectiveBlock(options.block(), in);
    }

    private static Shape meanShape(int in, int block, WhiteningOptions options) {
        return new Shape(options.corrected() ? in : block);
    }

    @Override
    public int effectiveBlock() {
        return block;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), out)};
    }

    @Override
    protected NDArray forward(Values values, NDArray given, boolean training) {
        PlainLinear.checkInput(name(), given.getShape(), in);
        NDArray input = detachForManualGradient(given, training);
        Whitening whitening = whitening(values, input, training, true);
        enter(StepPart.WEIGHT);
        Folded folded = fold(values.of(weight), values.of(bias), whitening);
        enter(StepPart.CONVOLUTION);
        NDArray product = input.matMul(working(folded.weight).transpose());
        return policy().afterProduct(product.add(policy().toActivation(folded.bias)));
    }

    @Override
    NDArray samples(NDArray input) {
        return layout().samples(policy().toStatistics(input).transpose());
    }

    private record Folded(NDArray weight, NDArray bias) {}

    private Folded fold(NDArray w, @Nullable NDArray b, Whitening whitening) {
        BlockLayout.Whitened whitened = layout().whiten(w, whitening.matrix(), whitening.mean());
        return new Folded(whitened.weight(), b == null ? whitened.shift().neg() : b.sub(whitened.shift()));
    }

    /** The plain dense layer that this one is in evaluation, with its present weights and running values. */
    public FoldedLinear fold() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray b = bias == null ? null : bias.getArray().stopGradient();
            Folded folded = fold(weight.getArray().stopGradient(), b, runningWhitening());
            return new FoldedLinear(
                    NamedArrays.toNpy(folded.weight).toFloats(),
                    NamedArrays.toNpy(folded.bias).toFloats());
        }
    }
}
