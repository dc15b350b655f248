package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.StepPart;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A convolution that first removes the correlation between the pixels and channels under its kernel: network deconvolution.
 *
 * <p>Patches of the input give a mean and a covariance Cov; D = Cov^(-1/2) by Newton-Schulz. Whitening the patches and then convolving is
 * the same as convolving with W D, so that the input is never rewritten: y = conv2d(x, W D, b - sum(W D mean)). In training the
 * statistics are those of the batch and the gradient flows through them; in evaluation, and while frozen, the running ones are used.
 *
 * <p>Input (N, C, H, W), output (N, O, H', W'). Source: Ye et al., 2020, section 3 and algorithm 1.
 */
public final class FastDeconv2D extends WhiteningLayer {
    private final int in;
    private final int out;
    private final Window window;
    private final int groups;
    private final boolean relu;
    private final int block;
    private final Parameter weight;
    private final @Nullable Parameter bias;
    /** The plain convolution of evaluation, while it goes on; null otherwise. */
    private @Nullable Folded evaluationFold;

    private FastDeconv2D(Builder b, int block, BlockLayout layout) {
        super(b.options, layout, "running_mean", new Shape((long) layout.covariances() * layout.features()));
        in = b.in;
        out = b.out;
        window = new Window(b.kernel, b.stride, b.padding, b.dilation);
        groups = b.groups;
        relu = b.relu;
        this.block = block;
        int fanIn = b.in / b.groups * b.kernel.cells();
        Shape kernel = new Shape(b.out, b.in / b.groups, b.kernel.height(), b.kernel.width());
        weight = addParameter(b.start.weight(kernel, fanIn, b.random));
        bias = b.withBias ? addParameter(b.start.bias(fanIn, b.out, b.random)) : null;
        setName(b.name);
    }

    /** A new builder. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public int effectiveBlock() {
        return block;
    }

    public Parameter weight() {
        return weight;
    }

    /** The bias, or null if the layer has none. */
    public @Nullable Parameter bias() {
        return bias;
    }

    /** The kernel, and how it moves. */
    public Window window() {
        return window;
    }

    public int inChannels() {
        return in;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Size size = window.positionsOn(Window.sizeOf(inputShapes[0]));
        return new Shape[] {new Shape(inputShapes[0].get(0), out, size.height(), size.width())};
    }

    @Override
    protected NDArray forward(Values values, NDArray given, boolean training) {
        checkInput(given.getShape());
        NDArray detached = detachForManualGradient(given, training);
        NDArray input = detached == given ? startOfConvolution(given, training) : detached;
        Folded folded = evaluationFold;
        if (folded == null || training) {
            boolean learned = hasGradientOfStatistics(training);
            Whitening whitening = whitening(values, input, training, true);
            enter(StepPart.WEIGHT);
            folded = fold(values.of(weight), values.of(bias), whitening, training ? tape() : null, learned);
        }
        enter(StepPart.CONVOLUTION);
        return convolve(
                window, input, working(folded.weight), policy().toActivation(folded.bias), groups, relu, training);
    }

    /** Weights and bias with the whitening in them. */
    record Folded(NDArray weight, NDArray bias) {}

    /**
     * @param tape takes the gradient; null if autograd does, or nobody
     * @param learned whether the whitening has a gradient
     */
    private Folded fold(
            NDArray w, @Nullable NDArray b, Whitening whitening, @Nullable GradientTape tape, boolean learned) {
        if (tape == null || policy().half()) {
            return fold(w, b, whitening);
        }
        Folded folded = fold(
                w.stopGradient(),
                b == null ? null : b.stopGradient(),
                new Whitening(
                        whitening.mean().stopGradient(), whitening.matrix().stopGradient()));
        return new FoldGradient(tape, layout(), w, b, whitening, learned, folded).start();
    }

    // lesson:start fold
    private Folded fold(NDArray w, @Nullable NDArray b, Whitening whitening) {
        long rows = w.getShape().get(0);
        BlockLayout.Whitened whitened =
                layout().whiten(w.reshape(rows, w.size() / rows), whitening.matrix(), whitening.mean());
        NDArray folded = b == null ? whitened.shift().neg() : b.sub(whitened.shift());
        return new Folded(whitened.weight().reshape(w.getShape()), folded);
    }
    // lesson:end fold

    @Override
    NDArray samples(NDArray x) {
        NDArray columns = PatchColumns.sampled(name(), x, window, options());
        return layout().samples(policy().toStatistics(columns));
    }

    @Override
    SampleOrder order(NDArray x) {
        Window sampled = sampled(x);
        boolean rows = ChannelsLast.isUsed(x) && !policy().half() && PatchRows.suits(layout(), sampled);
        PatchRows order = new PatchRows(in, window.kernel().cells());
        return rows && !WhiteningRules.fewSamples(features(), order.count(x, sampled))
                ? order
                : SampleOrder.FEATURES_FIRST;
    }

    @Override
    NDArray samples(NDArray x, SampleOrder order) {
        return order == SampleOrder.FEATURES_FIRST ? samples(x) : PatchRows.of(x, sampled(x));
    }

    @Override
    boolean hasSamplesOfEachImage() {
        return !PatchColumns.countsAcrossImages(window, options());
    }

    private Window sampled(NDArray x) {
        return window.sampled(options().statistics().samplingStride(), Window.sizeOf(x.getShape()));
    }

    private void checkInput(Shape shape) {
        if (shape.dimension() != 4) {
            throw new InvalidInputException("Layer " + name() + ": the input has shape " + shape
                    + "; it has to be (batch, channels, height, width).");
        }
        if (shape.get(1) != in) {
            throw BlockLayout.mismatch(name(), "channels", shape.get(1), in);
        }
        PatchColumns.requirePositions(name(), window, shape);
    }

    private Folded foldRunning() {
        NDArray b = bias == null ? null : bias.getArray().stopGradient();
        return fold(weight.getArray().stopGradient(), b, runningWhitening());
    }

    @Override
    public void startEvaluation() {
        super.startEvaluation();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Folded folded = foldRunning();
            evaluationFold = new Folded(retain(folded.weight), retain(folded.bias));
        }
    }

    @Override
    public void endEvaluation() {
        super.endEvaluation();
        evaluationFold.weight.close();
        evaluationFold.bias.close();
        evaluationFold = null;
    }

    /** The plain convolution that the layer is in evaluation, with its present weights and running values. */
    public FoldedConvolution fold() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Folded folded = foldRunning();
            NpyArray plain = NamedArrays.toNpy(folded.weight);
            return new FoldedConvolution(
                    plain.toFloats(),
                    plain.shape(),
                    NamedArrays.toNpy(folded.bias).toFloats(),
                    window,
                    groups);
        }
    }

    /** Collects the parameters of a {@link FastDeconv2D}; {@code set} ones are required. */
    public static final class Builder {
        private String name = "FastDeconv2D";
        private int in;
        private int out;
        private @Nullable Size kernel;
        private Size stride = Size.square(1);
        private Padding padding = Padding.NONE;
        private Size dilation = Size.square(1);
        private int groups = 1;
        private boolean withBias = true;
        private Initialization start = Initialization.DEFAULT;
        private boolean relu;
        private WhiteningOptions options = WhiteningOptions.DEFAULTS;
        private @Nullable RandomGenerator random;

        private Builder() {}

        /** Input channels C and output channels O. */
        public Builder setChannels(int in, int out) {
            this.in = in;
            this.out = out;
            return this;
        }

        public Builder setKernel(int height, int width) {
            kernel = new Size(height, width);
            return this;
        }

        /** Where the initial weights come from. */
        public Builder setRandom(RandomGenerator random) {
            this.random = random;
            return this;
        }

        public Builder optName(String name) {
            this.name = name;
            return this;
        }

        public Builder optStride(int vertical, int horizontal) {
            stride = new Size(vertical, horizontal);
            return this;
        }

        public Builder optPadding(int vertical, int horizontal) {
            return optPadding(Padding.both(new Size(vertical, horizontal)));
        }

        /** Zeros around the input: numbers, or a rule such as Keras' {@code same} that gives them for each input size. */
        public Builder optPadding(Padding padding) {
            this.padding = padding;
            return this;
        }

        public Builder optDilation(int vertical, int horizontal) {
            dilation = new Size(vertical, horizontal);
            return this;
        }

        /** Convolution groups; equal to the input channels for a depthwise convolution. */
        public Builder optGroups(int groups) {
            this.groups = groups;
            return this;
        }

        /** Whether there is a bias to learn; the mean is subtracted either way. */
        public Builder optBias(boolean withBias) {
            this.withBias = withBias;
            return this;
        }

        /** What weights and bias are at first. */
        public Builder optInitialization(Initialization start) {
            this.start = start;
            return this;
        }

        /** Whether a ReLU follows. */
        public Builder optRelu(boolean relu) {
            this.relu = relu;
            return this;
        }

        public Builder optWhitening(WhiteningOptions options) {
            this.options = options;
            return this;
        }

        /**
         * Builds the layer.
         *
         * @throws InvalidInputException naming the layer, the value and the remedy
         */
        public FastDeconv2D build() {
            require(in >= 1 && out >= 1, "channels are " + in + " in and " + out + " out; both have to be 1 or more");
            requireSizes("kernel", kernel, 1);
            requireSizes("stride", stride, 1);
            requireSizes("padding", padding.sides().begin(), 0);
            requireSizes("padding", padding.sides().end(), 0);
            requireSizes("dilation", dilation, 1);
            require(
                    groups >= 1 && in % groups == 0 && out % groups == 0,
                    "groups is " + groups + "; it has to divide the channels, " + in + " in and " + out + " out");
            require(random != null, "there is no source of random numbers; call setRandom");
            int block = groups > 1 ? in / groups : FeatureBlocks.effectiveBlock(options.block(), in);
            BlockLayout layout = BlockLayout.ofPatches(in, block, kernel.cells(), groups, options.corrected());
            return new FastDeconv2D(this, block, layout);
        }

        private void requireSizes(String what, @Nullable Size sizes, int least) {
            require(sizes != null, what + " is missing");
            require(
                    sizes.height() >= least && sizes.width() >= least,
                    what + " is " + sizes.height() + " x " + sizes.width() + "; both have to be " + least + " or more");
        }

        private void require(boolean condition, String message) {
            if (!condition) {
                throw new InvalidInputException("Layer " + name + ": " + message + ".");
            }
        }
    }
}
