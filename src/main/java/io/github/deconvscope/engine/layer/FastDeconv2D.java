package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.run.feed.StepPart;
import java.util.random.RandomGenerator;

/**
 * A convolution that first removes the correlation between the pixels and channels it looks at: network deconvolution.
 *
 * <p>Patches of the input give a mean and a covariance Cov; D = Cov^(-1/2) by Newton-Schulz. Whitening the patches and then convolving is
 * the same as convolving with W D, so that the input is never rewritten: y = conv2d(x, W D, b - sum(W D mean)). In training the
 * statistics are those of the batch and the gradient flows through them; in evaluation, and while frozen, the running ones are used.
 *
 * <p>Input (N, C, H, W), output (N, O, H', W'). Source: Ye et al., 2020, section 3 and algorithm 1.
 */
public final class FastDeconv2D extends WhiteningLayer {
    private final Builder built;
    private final int block;
    private final Parameter weight;
    private final Parameter bias;
    /** The plain convolution of an evaluation that goes on; null otherwise. */
    private Folded held;

    private FastDeconv2D(Builder b, int block, BlockLayout layout) {
        super(b.options, layout, "running_mean", new Shape((long) layout.covariances() * layout.features()));
        built = b;
        this.block = block;
        int fanIn = b.in / b.groups * b.kernel[0] * b.kernel[1];
        Shape kernel = new Shape(b.out, b.in / b.groups, b.kernel[0], b.kernel[1]);
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
    public Parameter bias() {
        return bias;
    }

    public int inChannels() {
        return built.in;
    }

    public int outChannels() {
        return built.out;
    }

    /** Height and width of the kernel. */
    public int[] kernel() {
        return built.kernel.clone();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape s = inputShapes[0];
        long[] size = new long[2];
        for (int i = 0; i < 2; i++) {
            size[i] = Patches.count(
                    (int) s.get(2 + i), built.kernel[i], built.stride[i], built.padding[i], built.dilation[i]);
        }
        return new Shape[] {new Shape(s.get(0), built.out, size[0], size[1])};
    }

    @Override
    protected NDArray forward(Values values, NDArray given, boolean training) {
        checkInput(given.getShape());
        NDArray input = entry(given, training);
        Folded folded = held;
        if (held == null || training) {
            Whitening whitening = whitening(values, training, () -> samples(input), true);
            enter(StepPart.WEIGHT);
            folded = fold(values.of(weight), values.of(bias), whitening);
        }
        enter(StepPart.CONVOLUTION);
        NDArray output = Conv2d.conv2d(
                        input,
                        working(folded.weight),
                        policy().toActivation(folded.bias),
                        new Shape(built.stride[0], built.stride[1]),
                        new Shape(built.padding[0], built.padding[1]),
                        new Shape(built.dilation[0], built.dilation[1]),
                        built.groups)
                .singletonOrThrow();
        output = policy().afterProduct(output);
        return built.relu ? Activation.relu(output) : output;
    }

    private record Folded(NDArray weight, NDArray bias) {}

    // lesson:start fold
    private Folded fold(NDArray w, NDArray b, Whitening whitening) {
        long rows = w.getShape().get(0);
        BlockLayout.Whitened whitened =
                layout().whiten(w.reshape(rows, w.size() / rows), whitening.matrix(), whitening.mean());
        NDArray folded = b == null ? whitened.shift().neg() : b.sub(whitened.shift());
        return new Folded(whitened.weight().reshape(w.getShape()), folded);
    }
    // lesson:end fold

    /** The samples of the covariance, feature-major and grouped, in the type of the statistics. */
    NDArray samples(NDArray x) {
        int[] stride = {
            options().samplingStride() * built.stride[0], options().samplingStride() * built.stride[1],
        };
        NDArray columns;
        if (built.kernel[0] == 1 && built.kernel[1] == 1 && !options().corrected()) {
            // The published code takes every so many rows of the flattened (n, y, x) positions, and no padding.
            columns = x.transpose(1, 0, 2, 3).reshape(built.in, -1).get(new NDIndex(":, ::{}", stride[0] * stride[1]));
        } else {
            for (int i = 0; i < 2; i++) {
                int size = (int) x.getShape().get(2 + i);
                if (Patches.count(size, built.kernel[i], stride[i], built.padding[i], built.dilation[i]) < 1) {
                    throw tooSmall(x.getShape());
                }
            }
            columns = Patches.columns(x, built.kernel, stride, built.padding, built.dilation);
        }
        return layout().samples(policy().toStatistics(columns));
    }

    private void checkInput(Shape shape) {
        if (shape.dimension() != 4) {
            throw new InvalidInputException("Layer " + name() + ": the input has shape " + shape
                    + "; it has to be (batch, channels, height, width).");
        }
        if (shape.get(1) != built.in) {
            throw BlockLayout.mismatch(name(), "channels", shape.get(1), built.in);
        }
        Shape output = getOutputShapes(new Shape[] {shape})[0];
        if (output.get(2) < 1 || output.get(3) < 1) {
            throw tooSmall(shape);
        }
    }

    private InvalidInputException tooSmall(Shape shape) {
        return new InvalidInputException("Layer " + name() + ": an input of " + shape.get(2) + " x " + shape.get(3)
                + " is smaller than the kernel of " + built.kernel[0] + " x " + built.kernel[1]
                + ". Use larger images, more padding or a smaller kernel.");
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
            held = new Folded(hold(folded.weight), hold(folded.bias));
        }
    }

    @Override
    public void endEvaluation() {
        super.endEvaluation();
        held.weight.close();
        held.bias.close();
        held = null;
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
                    built.stride.clone(),
                    built.padding.clone(),
                    built.dilation.clone(),
                    built.groups);
        }
    }

    /** Collects the parameters of a {@link FastDeconv2D}; {@code set} ones are required. */
    public static final class Builder {
        private String name = "FastDeconv2D";
        private int in;
        private int out;
        private int[] kernel;
        private int[] stride = {1, 1};
        private int[] padding = {0, 0};
        private int[] dilation = {1, 1};
        private int groups = 1;
        private boolean withBias = true;
        private Initialization start = Initialization.DEFAULT;
        private boolean relu;
        private WhiteningOptions options = WhiteningOptions.DEFAULTS;
        private RandomGenerator random;

        private Builder() {}

        /** Input channels C and output channels O. */
        public Builder setChannels(int in, int out) {
            this.in = in;
            this.out = out;
            return this;
        }

        public Builder setKernel(int height, int width) {
            kernel = new int[] {height, width};
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
            stride = new int[] {vertical, horizontal};
            return this;
        }

        public Builder optPadding(int vertical, int horizontal) {
            padding = new int[] {vertical, horizontal};
            return this;
        }

        public Builder optDilation(int vertical, int horizontal) {
            dilation = new int[] {vertical, horizontal};
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
            requireSizes("padding", padding, 0);
            requireSizes("dilation", dilation, 1);
            require(
                    groups >= 1 && in % groups == 0 && out % groups == 0,
                    "groups is " + groups + "; it has to divide the channels, " + in + " in and " + out + " out");
            require(random != null, "there is no source of random numbers; call setRandom");
            int block = groups > 1 ? in / groups : BlockLayout.effectiveBlock(options.block(), in);
            int features = kernel[0] * kernel[1] * block;
            BlockLayout.Kind kind = groups > 1
                    ? BlockLayout.Kind.CONVOLUTION_GROUPS
                    : options.corrected() ? BlockLayout.Kind.SEPARATE : BlockLayout.Kind.INTERLEAVED;
            return new FastDeconv2D(this, block, new BlockLayout(kind, in / block, features));
        }

        private void requireSizes(String what, int[] sizes, int least) {
            require(sizes != null, what + " is missing");
            require(
                    sizes[0] >= least && sizes[1] >= least,
                    what + " is " + sizes[0] + " x " + sizes[1] + "; both have to be " + least + " or more");
        }

        private void require(boolean condition, String message) {
            if (!condition) {
                throw new InvalidInputException("Layer " + name + ": " + message + ".");
            }
        }
    }
}
