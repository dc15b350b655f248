package io.github.deconvscope.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.layer.FoldedConvolution;
import io.github.deconvscope.engine.layer.GroupNorm2D;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.layer.NormalizationLayer;
import io.github.deconvscope.engine.layer.PlainConv2D;
import io.github.deconvscope.engine.layer.PlainLinear;
import io.github.deconvscope.engine.model.Vgg;
import io.github.deconvscope.engine.model.VggOptions;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.GroupNorm;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The net of a run at one of its checkpoints. The run may go on meanwhile. */
public final class TrainedNet {
    /** Length of the vectors that a head is probed with; a power of two, so that scaling by it rounds nothing. */
    private static final float PROBE = 1024;

    private final RunConfig config;
    private final Map<String, NpyArray> state;

    private TrainedNet(RunConfig config, Map<String, NpyArray> state) {
        this.config = config;
        this.state = state;
    }

    /**
     * Reads a checkpoint.
     *
     * @param run the run folder
     * @param step of the checkpoint; empty for the newest
     * @throws InvalidInputException if there is no run or no such checkpoint
     */
    public static TrainedNet read(Path run, OptionalLong step) throws IOException {
        RunFolder folder = new RunFolder(run);
        RunConfig config = folder.readConfig();
        Checkpoints checkpoints = new Checkpoints(folder.checkpoints());
        Map<String, NpyArray> state = step.isPresent()
                ? checkpoints.read(step.getAsLong())
                : checkpoints
                        .readNewest()
                        .orElseThrow(
                                () -> new InvalidInputException(
                                        "The run " + run
                                                + " has no checkpoint yet, so there is no net. Let it come to one, or stop it: that writes one."));
        return new TrainedNet(config, state);
    }

    /** The steps of a run at which there is a checkpoint, ascending. */
    public static List<Long> checkpoints(Path run) throws IOException {
        return new Checkpoints(new RunFolder(run).checkpoints()).steps();
    }

    public RunConfig config() {
        return config;
    }

    /** The step after which it was saved. */
    public long step() {
        return NetState.array(state, TrainingLoop.STEP).toLongs()[0];
    }

    /** How many classes it tells apart. */
    public int classes() {
        return NetState.array(published(), "classifier.bias").size();
    }

    /** Parameters and running values under the names of the published PyTorch nets. */
    public Map<String, NpyArray> published() {
        return NetState.published(state);
    }

    /** Refuses a net that depends on the image in evaluation too, so that no plain net does the same. */
    public void requireFoldable() {
        if (!config.normalization().folds()) {
            throw new InvalidInputException(
                    "The net has " + config.normalization().inSentence()
                            + ", which takes mean and variance of each image anew, also outside of training: no convolution does the same, so it"
                            + " cannot be folded into plain convolutions. Take the whole net, not folded, or a run with another normalization.");
        }
    }

    /**
     * The plain net that this one is in evaluation: weight and bias of its convolutions, under the names they have in a net of convolution, ReLU and
     * pooling ({@link NetPlan.Convolution#index} with 2 modules); then the dense layer, {@code classifier}. On the compute thread.
     *
     * @throws InvalidInputException if the arrays are not those of the configured net, or see {@link #requireFoldable}
     */
    public Map<String, NpyArray> fold() {
        requireFoldable();
        return evaluation().arrays();
    }

    /**
     * What a net is outside of training.
     *
     * @param arrays of the plain net, see {@link #fold}; convolutions before a group normalization are as they were learned
     * @param norms the group normalizations between convolutions and their ReLU, by the number of the convolution, from 1; empty where all fold
     */
    public record Evaluation(Map<String, NpyArray> arrays, Map<Integer, GroupNorm> norms) {}

    /** The net outside of training: folded as far as it can be. On the compute thread. */
    public Evaluation evaluation() {
        int classes = classes();
        Map<Integer, GroupNorm> unfolded = new LinkedHashMap<>();
        Map<String, NpyArray> folded = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            Vgg net = new Vgg(VggOptions.of(config, classes), config.seed());
            net.initialize(manager, DataType.FLOAT32, Vgg.images(2, config.input()));
            NetState.restore(net, state);
            List<Layer> convolutions = new ArrayList<>();
            List<Layer> head = new ArrayList<>();
            Map<Layer, NormalizationLayer> norms = new LinkedHashMap<>();
            for (Layer layer : net.layers()) {
                if (layer instanceof NormalizationLayer norm) {
                    norms.put(convolutions.get(convolutions.size() - 1), norm);
                } else if (layer instanceof FastDeconv2D || layer instanceof PlainConv2D) {
                    convolutions.add(layer);
                } else {
                    head.add(layer);
                }
            }
            for (NetPlan.Convolution planned : NetPlan.of(config).convolutions()) {
                Layer layer = convolutions.get(planned.number() - 1);
                NormalizationLayer norm = norms.get(layer);
                if (norm instanceof GroupNorm2D ofPicture) {
                    unfolded.put(planned.number(), ofPicture.plain());
                    norm = null;
                }
                put(folded, "features." + planned.index(2), convolution(layer, norm));
            }
            foldHead(manager, head, folded);
        }
        return new Evaluation(folded, unfolded);
    }

    private static void put(Map<String, NpyArray> folded, String name, FoldedConvolution plain) {
        folded.put(name + ".weight", NpyArray.of(plain.weight(), plain.weightShape()));
        folded.put(name + ".bias", NpyArray.of(plain.bias(), plain.bias().length));
    }

    private static FoldedConvolution convolution(Layer layer, @Nullable NormalizationLayer norm) {
        if (layer instanceof FastDeconv2D deconv) {
            return deconv.fold();
        }
        NpyArray weight = array(layer, "weight");
        FoldedConvolution plain = new FoldedConvolution(
                weight.toFloats(), weight.shape(), array(layer, "bias").toFloats(), ((PlainConv2D) layer).window(), 1);
        return norm == null ? plain : norm.fold(plain);
    }

    private static NpyArray array(Layer layer, String name) {
        Parameter parameter = layer.getDirectParameters().get(name);
        return NamedArrays.toNpy(parameter.getArray());
    }

    /**
     * Whatever whitens before the dense layer is, outside of training, one affine map of the pooled channels: its bias is what it makes of
     * zero, its columns what it makes of long vectors along the axes less that, by their length: beside them the bias, which can be much
     * larger than a column, takes few digits.
     */
    private static void foldHead(NDManager manager, List<Layer> head, Map<String, NpyArray> folded) {
        Layer first = head.get(0);
        Layer last = head.get(head.size() - 1);
        int channels = (int)
                last.getDirectParameters().get("weight").getArray().getShape().get(1);
        if (head.size() == 1 && first instanceof PlainLinear) {
            folded.put("classifier.weight", array(first, "weight"));
            folded.put("classifier.bias", array(first, "bias"));
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray inputs = scope.zeros(new Shape(1, channels))
                    .concat(scope.eye(channels).mul(PROBE), 0);
            ParameterStore store = new ParameterStore(scope, false);
            NDArray x = inputs;
            for (Layer layer : head) {
                x = layer.forward(store, new NDList(x), false).singletonOrThrow();
            }
            int classes = (int) x.getShape().get(1);
            float[] outputs = x.toFloatArray();
            float[] bias = Arrays.copyOf(outputs, classes);
            float[] weight = new float[classes * channels];
            for (int c = 0; c < channels; c++) {
                for (int o = 0; o < classes; o++) {
                    weight[o * channels + c] = (outputs[(c + 1) * classes + o] - bias[o]) / PROBE;
                }
            }
            folded.put("classifier.weight", NpyArray.of(weight, classes, channels));
            folded.put("classifier.bias", NpyArray.of(bias, classes));
        }
    }
}
