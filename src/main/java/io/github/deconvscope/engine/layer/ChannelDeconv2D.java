package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.root.Singularity;
import io.github.deconvscope.run.feed.StepPart;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whitens channels: removes the correlation between them, and their scale. Has nothing to learn. In the VGG nets it stands between global
 * average pooling and the classifier.
 *
 * <p>The first floor(C / block) * block channels are whitened; the rest are standardised. Input (N, C) or (N, C, H, W), output the same
 * shape. Differences from the published code, by fidelity: {@code REFERENCE} takes the covariance of uncentred samples and one scalar mean
 * and variance for all remaining channels; {@code MIXED} centres and standardises each channel; {@code CORRECTED} also whitens each block
 * by itself, samples rows and columns instead of flattened positions, and averages covariances instead of their inverse roots.
 */
public final class ChannelDeconv2D extends WhiteningLayer {
    private final int channels;
    private final int block;
    private final @Nullable Parameter restMean;
    private final @Nullable Parameter restVariance;
    private final BatchCounter batches = new BatchCounter();

    /**
     * @param name in errors and records
     * @param channels C of the input
     * @param options how to whiten; a block larger than C is taken as C
     */
    public ChannelDeconv2D(String name, int channels, WhiteningOptions options) {
        this(name, positive(name, channels), Math.min(options.block(), channels), options);
    }

    private ChannelDeconv2D(String name, int channels, int block, WhiteningOptions options) {
        super(options, layoutOf(channels, block, options), "running_mean1", meanShape(channels, block, options));
        setName(name);
        this.channels = channels;
        this.block = block;
        int rest = channels % block;
        Shape restShape = options.reference() ? new Shape(1, 1) : new Shape(rest);
        restMean = options.reference() || rest > 0
                ? addParameter(constant("running_mean2", restShape, NDManager::zeros))
                : null;
        restVariance = restMean == null ? null : addParameter(constant("running_var", restShape, NDManager::ones));
    }

    private static int positive(String name, int channels) {
        if (channels < 1) {
            throw new InvalidInputException(
                    "Layer " + name + ": channels is " + channels + "; it has to be 1 or more.");
        }
        return channels;
    }

    private static BlockLayout layoutOf(int channels, int block, WhiteningOptions options) {
        // Row b of the published layout holds channels b * m to b * m + m - 1, which is what INTERLEAVED says.
        BlockLayout.Kind kind = options.corrected() ? BlockLayout.Kind.SEPARATE : BlockLayout.Kind.INTERLEAVED;
        return new BlockLayout(kind, channels / block, block);
    }

    private static Shape meanShape(int channels, int block, WhiteningOptions options) {
        int groups = channels / block;
        return options.corrected() && groups > 1 ? new Shape(groups, block, 1) : new Shape(block, 1);
    }

    @Override
    public int effectiveBlock() {
        return block;
    }

    @Override
    boolean startsFromFirst() {
        return !options().corrected();
    }

    public int channels() {
        return channels;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    public Map<String, Long> counters() {
        return batches.in(super.counters());
    }

    @Override
    public void setCounters(Map<String, Long> counters) {
        super.setCounters(counters);
        batches.restore(counters);
    }

    @Override
    protected NDArray forward(Values values, NDArray given, boolean training) {
        Shape shape = given.getShape();
        if (shape.dimension() != 2 && shape.dimension() != 4) {
            throw new InvalidInputException("Layer " + name() + ": the input has shape " + shape
                    + "; it has to be (batch, channels) or (batch, channels, height, width).");
        }
        if (shape.get(1) != channels) {
            throw BlockLayout.mismatch(name(), "channels", shape.get(1), channels);
        }
        NDArray input = detachForManualGradient(given, training);
        NDArray x = channelsFirst(input);
        NDArray output = whiten(values, input, whole(x), training);
        if (channels % block > 0) {
            NDArray rest = standardise(values, x.get(new NDIndex("{}:", channels / block * block)), training);
            output = NDArrays.concat(new NDList(output, rest), 0);
        }
        if (training) {
            batches.add();
        }
        return policy().toActivation(output.transpose(1, 0, 2, 3).reshape(shape));
    }

    /** The plain dense layer that this one is in evaluation, with its present running values; as many outputs as inputs. */
    public FoldedLinear fold() {
        int whole = channels / block * block;
        float[] weight = new float[channels * channels];
        float[] bias = new float[channels];
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Whitening running = runningWhitening();
            NDManager manager = running.matrix().getManager();
            NDArray axes =
                    layout().samples(manager.eye(whole).toType(running.matrix().getDataType(), false));
            NDArray origin = layout().samples(
                            manager.zeros(new Shape(whole, 1), running.matrix().getDataType()));
            float[] columns = NamedArrays.toNpy(
                            layout().columns(running.matrix().matMul(axes)))
                    .toFloats();
            float[] shift = NamedArrays.toNpy(layout().columns(running.matrix().matMul(origin.sub(running.mean()))))
                    .toFloats();
            for (int c = 0; c < whole; c++) {
                System.arraycopy(columns, c * whole, weight, c * channels, whole);
                bias[c] = shift[c];
            }
        }
        if (restMean != null && restVariance != null) {
            double[] means = NamedArrays.toNpy(restMean.getArray()).toDoubles();
            double[] variances = NamedArrays.toNpy(restVariance.getArray()).toDoubles();
            for (int c = whole; c < channels; c++) {
                // The published code has one mean and variance for all that remain.
                int own = Math.min(c - whole, means.length - 1);
                double scale =
                        1 / Math.sqrt(variances[own] + options().statistics().eps());
                weight[c * channels + c] = (float) scale;
                bias[c] = (float) (-means[own] * scale);
            }
        }
        return new FoldedLinear(weight, bias);
    }

    /** (N, C) or (N, C, H, W) as (C, N, H, W). */
    private NDArray channelsFirst(NDArray input) {
        Shape shape = input.getShape();
        NDArray maps = policy().toStatistics(input);
        return (shape.dimension() == 4 ? maps : maps.reshape(shape.get(0), channels, 1, 1)).transpose(1, 0, 2, 3);
    }

    /** The channels of whole blocks, out of all. */
    private NDArray whole(NDArray x) {
        return channels % block == 0 ? x : x.get(new NDIndex(":{}", channels / block * block));
    }

    /** Whitens (c, N, H, W), c a multiple of the block, taken from the input. */
    private NDArray whiten(Values values, NDArray input, NDArray x, boolean training) {
        Shape shape = x.getShape();
        NDArray samples = layout().samples(x.reshape(shape.get(0), -1));
        Whitening whitening = whitening(values, input, training, !options().reference());
        enter(StepPart.WEIGHT);
        DataType type = whitening.matrix().getDataType();
        NDArray white = whitening.matrix().matMul(Casts.cast(samples, type).sub(whitening.mean()));
        return layout().columns(white).reshape(shape);
    }

    @Override
    NDArray samples(NDArray input) {
        NDArray x = whole(channelsFirst(input));
        int s = stride(x.getShape());
        NDArray taken = options().corrected() && s > 1 ? x.get(new NDIndex(":, :, ::{}, ::{}", s, s)) : x;
        NDArray samples = layout().samples(taken.reshape(x.getShape().get(0), -1));
        return options().corrected() || s == 1 ? samples : samples.get(new NDIndex(":, ::{}", s * s));
    }

    /** The sampling stride, or 1 on maps that are smaller. */
    private int stride(Shape shape) {
        int s = options().statistics().samplingStride();
        return shape.get(2) >= s && shape.get(3) >= s ? s : 1;
    }

    /** Standardises (c, N, H, W): each channel by itself, or all by one mean and variance as the published code does. */
    private NDArray standardise(Values values, NDArray x, boolean training) {
        NDArray runningMean = values.of(restMean);
        NDArray runningVariance = values.of(restVariance);
        NDArray mean = runningMean;
        NDArray variance = runningVariance;
        if (training) {
            int s = stride(x.getShape());
            Moments moments = options().reference() ? pooled(x, s) : perChannel(x, s);
            mean = moments.mean;
            variance = moments.variance;
            if (options().statistics().eps() == 0) {
                Singularity.refuseConstant(name(), variance);
            }
            update(runningMean, mean);
            update(runningVariance, variance);
        }
        long c = options().reference() ? 1 : x.getShape().get(0);
        NDArray scale = variance.add(options().statistics().eps()).sqrt();
        return x.sub(mean.reshape(c, 1, 1, 1)).div(scale.reshape(c, 1, 1, 1));
    }

    private record Moments(NDArray mean, NDArray variance) {}

    private static Moments perChannel(NDArray x, int stride) {
        NDArray sampled = stride == 1 ? x : x.get(new NDIndex(":, :, ::{}, ::{}", stride, stride));
        NDArray flat = sampled.reshape(x.getShape().get(0), -1);
        NDArray mean = flat.mean(new int[] {1}, true);
        return new Moments(mean.reshape(-1), flat.sub(mean).square().mean(new int[] {1}));
    }

    /** One mean and one unbiased variance over every so many values of each image's (c, H, W). */
    private static Moments pooled(NDArray x, int stride) {
        NDArray images = x.transpose(1, 0, 2, 3).reshape(x.getShape().get(1), -1);
        NDArray flat = images.get(new NDIndex(":, ::{}", stride * stride)).reshape(-1);
        NDArray mean = flat.mean();
        NDArray variance = Scalars.times(flat.sub(mean).square().sum(), 1.0 / (flat.size() - 1));
        return new Moments(mean.reshape(1, 1), variance.reshape(1, 1));
    }

    private void update(NDArray running, NDArray now) {
        double rate = batches.isZero() ? 1 : options().statistics().updateRate();
        RunningAverage.move(running, now, rate);
    }
}
