package io.github.deconvscope.engine.train;

import ai.djl.nn.Parameter;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.ChannelDeconv2D;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.layer.FoldedConvolution;
import io.github.deconvscope.engine.layer.FoldedLinear;
import io.github.deconvscope.engine.layer.GroupNorm2D;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.layer.NormalizationLayer;
import io.github.deconvscope.engine.layer.PlainConv2D;
import io.github.deconvscope.engine.layer.PlainLinear;
import io.github.deconvscope.engine.layer.WhitenedLinear;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.GroupNorm;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.feed.NetCopy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies nets, folded to what they are outside of training. On the compute thread; the net has to compute in single precision. */
final class NetCopies {
    private NetCopies() {}

    /**
     * A copy of a net, which may be in the middle of its training.
     *
     * @param step that was its last
     */
    static NetCopy of(ConvNet net, long step) {
        return folded(net, step, learned(net));
    }

    /** As {@link #of}, but a net that cannot be looked at, diverged or with residual blocks, is not folded: whoever looks is told, and its training goes on. */
    static NetCopy ofRun(ConvNet net, long step) {
        Map<String, NpyArray> learned = learned(net);
        return net.options().plan().isRow() && learned.values().stream().allMatch(NetCopies::isFinite)
                ? folded(net, step, learned)
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

    private static NetCopy folded(ConvNet net, long step, Map<String, NpyArray> learned) {
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
        FoldedLinear classifier =
                head.stream().map(NetCopies::dense).reduce(FoldedLinear::then).orElseThrow();
        folded.put("classifier.weight", NpyArray.of(classifier.weight(), classifier.outputs(), classifier.inputs()));
        folded.put("classifier.bias", NpyArray.of(classifier.bias(), classifier.outputs()));
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

    /** What a layer of the head is outside of training. */
    private static FoldedLinear dense(Layer layer) {
        if (layer instanceof ChannelDeconv2D channels) {
            return channels.fold();
        }
        return layer instanceof WhitenedLinear whitened ? whitened.fold() : ((PlainLinear) layer).fold();
    }
}
