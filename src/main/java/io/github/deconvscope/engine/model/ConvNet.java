package io.github.deconvscope.engine.model;

import static io.github.deconvscope.run.config.WhiteningPolynomial.NEWTON_SCHULZ;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.layer.ChannelDeconv2D;
import io.github.deconvscope.engine.layer.ChannelsLast;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.engine.layer.IterNorm2D;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.layer.LayerObserver;
import io.github.deconvscope.engine.layer.NormalizationLayer;
import io.github.deconvscope.engine.layer.PlainConv2D;
import io.github.deconvscope.engine.layer.PlainLinear;
import io.github.deconvscope.engine.layer.StepClock;
import io.github.deconvscope.engine.layer.TilePooling;
import io.github.deconvscope.engine.layer.WhitenedLinear;
import io.github.deconvscope.engine.layer.WhiteningOptions;
import io.github.deconvscope.engine.layer.Window;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.WeightTaps;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.run.config.Head;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.NetPlan.Part;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.feed.LayerInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The convolutional net of a {@link NetPlan}: VGG, ResNet-18 or a plan of a person's own. Convolutions with same padding and ReLU stand in a row
 * with max poolings between them, or in residual blocks; global average pooling and a dense layer follow.
 *
 * <p>With deconvolution every convolution is a {@link FastDeconv2D} and the head whitens too; with batch, group or layer normalization or IterNorm
 * each convolution is followed by it; with none it is plain. Input (N, C, S, S) as the plan says, images normalised; output (N, classes), scores
 * before the softmax, in fp32 at least.
 *
 * <p>Layers have the names of the published PyTorch nets: {@code features.0} or {@code layer1.0.conv1}, {@code channel_deconv}, {@code classifier}.
 */
public final class ConvNet extends AbstractBlock {
    private static final byte VERSION = 1;

    private final ConvNetOptions options;
    private final List<Layer> layers = new ArrayList<>();
    /** What turns maps into maps, in order: a {@link Layer}, a {@link Pooling} or a {@link Residual}. */
    private final List<Object> features = new ArrayList<>();

    private final List<Layer> head = new ArrayList<>();
    private final List<LayerInfo> infos = new ArrayList<>();
    private @Nullable GradientTape tape;

    /**
     * A residual block: relu(main(x) + shortcut(x)).
     *
     * @param shortcut nothing where x itself is added
     */
    private record Residual(List<Layer> main, List<Layer> shortcut) {}

    /**
     * Builds the net; {@link #initialize} then draws its weights.
     *
     * @param options what to build
     * @param seed decides the initial weights, in the order of the layers
     */
    public ConvNet(ConvNetOptions options, long seed) {
        super(VERSION);
        this.options = options;
        SplittableRandom random = new SplittableRandom(seed);
        Residual block = new Residual(List.of(), List.of());
        for (NetPlan.Convolution convolution : options.plan().convolutions()) {
            if (convolution.is(Part.FIRST)) {
                block = new Residual(new ArrayList<>(), new ArrayList<>());
                features.add(block);
            }
            List<? super Layer> part = convolution.is(Part.SHORTCUT)
                    ? block.shortcut
                    : convolution.is(Part.FIRST) || convolution.is(Part.LAST) ? block.main : features;
            addConvolution(convolution, part, random.split());
            convolution.pooling().ifPresent(features::add);
        }
        addHead(options.plan().outputs(), random.split());
        layers.get(0).setInputIsData();
    }

    /** Adds one convolution with what belongs to it. */
    private void addConvolution(NetPlan.Convolution convolution, List<? super Layer> part, SplittableRandom random) {
        boolean normalised = options.normalization().followsConvolutions();
        int in = convolution.in();
        int out = convolution.out();
        int kernel = convolution.kernel();
        int number = convolution.number();
        String name = convolution.module(normalised ? 3 : 2);
        String label = (convolution.is(Part.SHORTCUT) ? "shortcut" : "conv") + number + " " + in + " to " + out;
        if (options.normalization() == Normalization.DECONV) {
            WhiteningOptions whitening = options.whitening();
            if (convolution.first()) {
                whitening = whitening.withIteration(
                        whitening.iteration().by(NEWTON_SCHULZ).times(options.firstIterations()));
            } else {
                whitening = whitening.unfrozen();
            }
            FastDeconv2D layer = FastDeconv2D.builder()
                    .setChannels(in, out)
                    .setKernel(kernel, kernel)
                    .optStride(convolution.stride(), convolution.stride())
                    .setRandom(random)
                    .optName(name)
                    .optPadding(kernel / 2, kernel / 2)
                    .optRelu(convolution.activated())
                    .optInitialization(options.start())
                    .optWhitening(whitening)
                    .build();
            add(part, layer, label, in, out, kernel, whitening);
            return;
        }
        PlainConv2D layer = new PlainConv2D(
                name,
                in,
                out,
                Window.centred(kernel, convolution.stride()),
                !normalised && convolution.activated(),
                options.start(),
                options.whitening(),
                random);
        add(part, layer, label, in, out, kernel, null);
        if (normalised) {
            NormalizationLayer norm =
                    NormalizationLayer.of(options.normalization(), convolution.normModule(), out, options.whitening());
            if (!convolution.activated()) {
                norm.leaveOutRelu();
            }
            WhiteningOptions whitening = norm instanceof IterNorm2D ? options.whitening() : null;
            add(part, norm, "norm" + number + " " + out, out, out, 1, whitening);
        }
    }

    private void addHead(int in, SplittableRandom random) {
        // Sampling and freezing are for feature maps; the head sees one vector an image.
        WhiteningOptions whitening = options.whitening().withBlock(in).unfrozen();
        boolean deconv = options.normalization() == Normalization.DECONV;
        int classes = options.classes();
        if (deconv && options.head() == Head.CHANNEL) {
            ChannelDeconv2D layer = new ChannelDeconv2D("channel_deconv", in, whitening);
            add(head, layer, "channels " + in, in, in, 1, whitening);
        }
        String label = "dense " + in + " to " + classes;
        if (deconv && options.head() == Head.DELINEAR) {
            WhitenedLinear layer =
                    new WhitenedLinear("classifier", in, classes, true, options.start(), whitening, random);
            add(head, layer, label, in, classes, 1, whitening);
        } else {
            PlainLinear layer = new PlainLinear("classifier", in, classes, options.start(), whitening, random);
            add(head, layer, label, in, classes, 1, null);
        }
    }

    private void add(
            List<? super Layer> part,
            Layer layer,
            String label,
            int in,
            int out,
            int kernel,
            @Nullable WhiteningOptions whitening) {
        addChildBlock(layer.name().replace('.', '_'), layer);
        part.add(layer);
        layers.add(layer);
        int iterations = whitening == null ? 0 : whitening.iteration().count();
        infos.add(new LayerInfo(
                layer.name(),
                label,
                layer.getClass().getSimpleName(),
                in,
                out,
                kernel,
                kernel,
                layer.effectiveBlock(),
                layer.interleaved(),
                iterations));
    }

    public ConvNetOptions options() {
        return options;
    }

    /** The shape of a batch of images. */
    public static Shape images(int count, InputShape of) {
        return new Shape(count, of.channels(), of.side(), of.side());
    }

    /** The layers with parameters or statistics, in order. */
    public List<Layer> layers() {
        return List.copyOf(layers);
    }

    /** What there is to watch, in order. */
    public List<LayerInfo> layerInfos() {
        return List.copyOf(infos);
    }

    /** Parameters and running values under the names of the published PyTorch nets, such as {@code features.0.weight}, in order. */
    public Map<String, Parameter> namedParameters() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        for (Layer layer : layers) {
            layer.getDirectParameters().forEach(p -> named.put(layer.name() + "." + p.getKey(), p.getValue()));
        }
        return named;
    }

    /** The parameters that are learned, by name. */
    public Map<String, Parameter> trainableParameters() {
        Map<String, Parameter> trainable = namedParameters();
        trainable.values().removeIf(p -> !p.requiresGradient());
        return trainable;
    }

    /** Sets the number formats of every layer. */
    public void setPolicy(PrecisionPolicy policy) {
        layers.forEach(layer -> layer.setPolicy(policy));
    }

    /** Sets what records the gradients of the next forward passes in training; null to leave everything to autograd. */
    public void setTape(@Nullable GradientTape tape) {
        this.tape = tape;
        layers.forEach(layer -> layer.setTape(tape));
    }

    /** Folds what evaluation needs once; parameters have to stay as they are until {@link #endEvaluation}. */
    public void startEvaluation() {
        layers.forEach(Layer::startEvaluation);
    }

    /** Lets go of what {@link #startEvaluation} made. */
    public void endEvaluation() {
        layers.forEach(Layer::endEvaluation);
    }

    /** Sets who measures what the parts of a step take. */
    public void setClock(StepClock clock) {
        layers.forEach(layer -> layer.setClock(clock));
    }

    /** Sets the observer of the next forward passes; null for none. */
    public void setObserver(@Nullable LayerObserver observer) {
        layers.forEach(layer -> layer.setObserver(observer));
    }

    /** Sets what reads the gradients of working weights in the next training pass; null for none. */
    public void setTaps(@Nullable WeightTaps taps) {
        layers.forEach(layer -> layer.setTaps(taps));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), options.classes())};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape shape = checkInput(inputShapes[0]);
        for (Object step : features) {
            if (step instanceof Pooling pooling) {
                shape = new Shape(
                        shape.get(0), shape.get(1), pooling.outputSize((int) shape.get(2)), pooling.outputSize((int)
                                shape.get(3)));
            } else if (step instanceof Residual block) {
                initialize(block.shortcut, manager, dataType, shape);
                shape = initialize(block.main, manager, dataType, shape);
            } else {
                shape = initialize(List.of((Layer) step), manager, dataType, shape);
            }
        }
        initialize(head, manager, dataType, new Shape(shape.get(0), shape.get(1)));
    }

    /** Initialises layers that stand one after another; returns the shape that comes out. */
    private static Shape initialize(List<Layer> row, NDManager manager, DataType dataType, Shape in) {
        Shape shape = in;
        for (Layer layer : row) {
            layer.initialize(manager, dataType, shape);
            shape = layer.getOutputShapes(new Shape[] {shape})[0];
        }
        return shape;
    }

    /**
     * Computes the scores of a batch.
     *
     * @param images (N, C, S, S), in the type the net was initialised with
     * @param training whether to use, and learn from, the statistics of the batch
     * @return (N, classes), on the manager of the images
     */
    public NDArray scores(ParameterStore parameters, NDArray images, boolean training) {
        return forward(parameters, new NDList(images), training).singletonOrThrow();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> unused) {
        NDArray images = inputs.singletonOrThrow();
        checkInput(images.getShape());
        PrecisionPolicy policy = layers.get(0).policy();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = ChannelsLast.of(policy.toActivation(images));
            for (Object step : features) {
                NDArray next;
                if (step instanceof Pooling pooling) {
                    next = pool(pooling, x, training ? tape : null);
                } else if (step instanceof Residual block) {
                    next = forward(block, parameters, x, training);
                } else {
                    next = forward(List.of((Layer) step), parameters, x, training);
                }
                x = replace(x, next, images);
            }
            Shape map = x.getShape();
            NDArray pixels = policy.toStatistics(x).reshape(map.get(0), map.get(1), map.get(2) * map.get(3));
            NDArray pooled = policy.toActivation(pixels.mean(new int[] {2}));
            x = replace(x, pooled, images);
            x = replace(x, forward(head, parameters, x, training), images);
            NDArray scores = policy.toStatistics(x);
            scores.attach(images.getManager());
            NDScope.unregister(scores);
            return new NDList(scores);
        }
    }

    /** Sends x through layers that stand one after another, and lets go of what is between them. */
    private static NDArray forward(List<Layer> row, ParameterStore parameters, NDArray x, boolean training) {
        NDArray y = x;
        for (Layer layer : row) {
            y = replace(y, layer.forward(parameters, new NDList(y), training).singletonOrThrow(), x);
        }
        return y;
    }

    private NDArray forward(Residual block, ParameterStore parameters, NDArray x, boolean training) {
        PrecisionPolicy policy = layers.get(0).policy();
        // Both ways begin here: what they bring back is added up before it goes on.
        NDArray start = training && tape != null ? tape.detach(x) : x;
        NDArray main = forward(block.main, parameters, start, training);
        NDArray shortcut = forward(block.shortcut, parameters, start, training);
        NDArray sum = replace(main, policy.afterProduct(main.add(shortcut)), start);
        replace(shortcut, sum, start);
        return replace(sum, Activation.relu(sum), start);
    }

    private static NDArray pool(Pooling pooling, NDArray x, @Nullable GradientTape tape) {
        return TilePooling.suits(pooling.kernel(), pooling.stride(), x, tape)
                ? TilePooling.pool(pooling.kernel(), x, tape)
                : pool(pooling, x);
    }

    /** Takes the largest value of each window of (N, C, H, W). */
    public static NDArray pool(Pooling pooling, NDArray x) {
        Shape stride = new Shape(pooling.stride(), pooling.stride());
        return Pool.maxPool2d(x, new Shape(pooling.kernel(), pooling.kernel()), stride, new Shape(0, 0), false);
    }

    /** Lets go of an activation as soon as the next one is there; without a gradient to compute this frees its memory at once. */
    private static NDArray replace(NDArray old, NDArray next, NDArray kept) {
        if (old != kept && old != next) {
            old.close();
        }
        return next;
    }

    private Shape checkInput(Shape shape) {
        InputShape input = options.plan().input();
        if (shape.dimension() != 4
                || shape.get(1) != input.channels()
                || shape.get(2) != input.side()
                || shape.get(3) != input.side()) {
            throw new InvalidInputException("The net's input has shape " + shape + "; it has to be (batch, "
                    + input.channels() + ", " + input.side() + ", " + input.side() + ").");
        }
        return shape;
    }
}
