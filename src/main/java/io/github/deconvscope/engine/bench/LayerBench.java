package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.engine.layer.ChannelsLast;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.layer.Initialization;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.layer.NormalizationLayer;
import io.github.deconvscope.engine.layer.PlainConv2D;
import io.github.deconvscope.engine.layer.WhiteningOptions;
import io.github.deconvscope.engine.layer.Window;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.LayerTiming;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import java.util.List;
import java.util.SplittableRandom;

/** One layer of a net, alone, in each of its kinds. */
final class LayerBench {
    private static final long SEED = 1;
    private static final int CLASSES = 10;

    private final BenchOptions options;
    private final NetPlan.Convolution shape;
    private final NDManager manager;

    /**
     * @param manager of everything the measurement makes
     */
    LayerBench(BenchOptions options, NetPlan.Convolution shape, NDManager manager) {
        this.options = options;
        this.shape = shape;
        this.manager = manager;
    }

    /** Forward and backward of convolution, normalization and ReLU. */
    LayerTiming time(Normalization kind) {
        List<Layer> layers = layers(kind);
        if (shape.first()) {
            layers.get(0).setInputIsData();
        }
        Shape size = new Shape(options.config().batch(), shape.in(), shape.size(), shape.size());
        for (Layer layer : layers) {
            prepare(layer, size);
            size = layer.getOutputShapes(new Shape[] {size})[0];
        }
        ParameterStore store = new ParameterStore(manager, false);
        Laps laps = Laps.of(manager, options.repeats(), input(), !shape.first(), true, (tape, x) -> {
            NDArray y = x;
            for (Layer layer : layers) {
                layer.setTape(tape);
                y = layer.forward(store, new NDList(y), true).singletonOrThrow();
            }
            return y;
        });
        return new LayerTiming(
                shape.name(), shape.in(), shape.out(), shape.size(), kind, laps.forward(), laps.backward());
    }

    private List<Layer> layers(Normalization kind) {
        return switch (kind) {
            case DECONV -> List.of(deconv());
            case NONE -> List.of(plain(true));
            case BATCHNORM, GROUPNORM, LAYERNORM, ITERNORM ->
                List.of(
                        plain(false),
                        NormalizationLayer.of(
                                kind,
                                "norm",
                                shape.out(),
                                ConvNetOptions.of(options.config(), CLASSES).whitening()));
        };
    }

    private PlainConv2D plain(boolean relu) {
        return new PlainConv2D(
                shape.name(),
                shape.in(),
                shape.out(),
                Window.centred(shape.kernel(), shape.stride()),
                relu,
                Initialization.DEFAULT,
                WhiteningOptions.DEFAULTS,
                new SplittableRandom(SEED));
    }

    /** The layer as a net has it, with all statistics taken anew in each pass. */
    FastDeconv2D deconv() {
        return FastDeconv2D.builder()
                .optName(shape.name())
                .setChannels(shape.in(), shape.out())
                .setKernel(shape.kernel(), shape.kernel())
                .optStride(shape.stride(), shape.stride())
                .optPadding(shape.kernel() / 2, shape.kernel() / 2)
                .optRelu(true)
                .optWhitening(
                        ConvNetOptions.of(options.config(), CLASSES).whitening().unfrozen())
                .setRandom(new SplittableRandom(SEED))
                .build();
    }

    /** Draws the weights and asks for their gradients. */
    void prepare(Layer layer, Shape input) {
        layer.initialize(manager, DataType.FLOAT32, input);
        layer.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
    }

    /** Lies in memory as it does within a net. */
    NDArray input() {
        return ChannelsLast.of(
                manager.randomNormal(new Shape(options.config().batch(), shape.in(), shape.size(), shape.size())));
    }
}
