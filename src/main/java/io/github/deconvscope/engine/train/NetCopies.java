package io.github.deconvscope.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.layer.FoldedConvolution;
import io.github.deconvscope.engine.layer.GroupNorm2D;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.layer.NormalizationLayer;
import io.github.deconvscope.engine.layer.PlainConv2D;
import io.github.deconvscope.engine.layer.PlainLinear;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.GroupNorm;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.feed.NetCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies nets, folded to what they are outside of training. On the compute thread; the net has to compute in single precision. */
final class NetCopies {
    /** Length of the vectors that a head is probed with; a power of two, so that scaling by it rounds nothing. */
    private static final float PROBE = 1024;

    private NetCopies() {}

    /**
     * A copy of a net, which may be in the middle of its training.
     *
     * @param step that was its last
     * @param manager owns what is made on the way
     */
    static NetCopy of(ConvNet net, long step, NDManager manager) {
        return folded(net, step, learned(net), manager);
    }

    /** As {@link #of}, but a net that cannot be looked at, diverged or with residual blocks, is not folded: whoever looks is told, and its training goes on. */
    static NetCopy ofRun(ConvNet net, long step, NDManager manager) {
        Map<String, NpyArray> learned = learned(net);
        return net.options().plan().isRow() && learned.values().stream().allMatch(NetCopies::isFinite)
                ? folded(net, step, learned, manager)
                : new NetCopy(step, learned, Map.of(), Map.of());
    }

    private static Map<String, NpyArray> learned(ConvNet net) {
        Map<String, NpyArray> state = new LinkedHashMap<>();
        NetState.save(net, state);
        return NetState.published(state);
    }

    private static boolean isFinite(NpyArray array) {
        for (float value : array.toFloats()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static NetCopy folded(ConvNet net, long step, Map<String, NpyArray> learned, NDManager manager) {
        Map<String, NpyArray> folded = new LinkedHashMap<>();
        Map<Integer, GroupNorm> unfolded = new LinkedHashMap<>();
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
        for (NetPlan.Convolution planned : net.options().plan().convolutions()) {
            Layer layer = convolutions.get(planned.number() - 1);
            NormalizationLayer norm = norms.get(layer);
            if (norm instanceof GroupNorm2D ofPicture) {
                unfolded.put(planned.number(), ofPicture.plain());
                norm = null;
            }
            put(folded, planned.module(2), convolution(layer, norm));
        }
        foldHead(manager, head, folded);
        return new NetCopy(step, learned, folded, unfolded);
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
