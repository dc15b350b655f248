package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.deconvscope.engine.layer.DeconvStages;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.root.Root;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.bench.PartTiming.Part;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.cost.WhiteningWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The parts of one deconvolution layer, one at a time, each on what the part before it gave. What autograd and the running values cost
 * between the parts is not in them, so that they add up to somewhat less than the layer.
 */
final class PartBench {
    private final BenchOptions options;
    private final NetPlan.Convolution shape;
    private final NDManager manager;

    PartBench(BenchOptions options, NetPlan.Convolution shape, NDManager manager) {
        this.options = options;
        this.shape = shape;
        this.manager = manager;
    }

    List<PartTiming> time() {
        LayerBench layers = new LayerBench(options, shape, manager);
        FastDeconv2D layer = layers.deconv();
        if (shape.first()) {
            layer.setInputIsData();
        }
        NDArray images = layers.input();
        layers.prepare(layer, images.getShape());
        DeconvStages stages = new DeconvStages(layer, images);
        NDArray samples = stages.patches(images).stopGradient();
        NDArray covariance = stages.covariance(samples).stopGradient();
        NDArray centred = samples.toType(covariance.getDataType(), false);
        Root root = stages.root(covariance);
        NDArray weight = stages.weight(root.value()).stopGradient();
        double positions = (double) options.config().batch() * shape.outputSize() * shape.outputSize();
        double f = layer.features();
        double perPosition = (double) shape.cells() * shape.in();
        double products = WhiteningWork.products(
                options.config(),
                options.config().polynomial(),
                options.config().iterations());

        // The convolution learns its weights; a gradient for the images themselves nobody wants.
        weight.setRequiresGradient(true);
        List<PartTiming> parts = new ArrayList<>();
        parts.add(byAutograd(Part.PATCHES, images, false, stages::patches, 0));
        parts.add(byHand(
                Part.COVARIANCE,
                () -> stages.covariance(samples),
                () -> stages.ofSamples(covariance, centred),
                samples.size() * f));
        parts.add(byHand(
                Part.NEWTON_SCHULZ,
                () -> stages.root(covariance),
                () -> root.gradient(covariance),
                products * covariance.size() * f));
        parts.add(byAutograd(Part.WEIGHT, root.value(), true, stages::weight, shape.out() * perPosition * f));
        parts.add(timing(
                Part.CONVOLUTION,
                Laps.of(manager, options.repeats(), images, !shape.first(), true, (tape, x) -> {
                    layer.setTape(tape);
                    return stages.convolve(x, weight);
                }),
                positions * shape.out() * perPosition));
        return parts;
    }

    private PartTiming byAutograd(
            Part part, NDArray input, boolean learns, UnaryOperator<NDArray> pass, double multiplyAdds) {
        Laps laps = Laps.of(manager, options.repeats(), input, !shape.first(), learns, (tape, x) -> pass.apply(x));
        return timing(part, laps, multiplyAdds);
    }

    /** A part whose gradient is not autograd's; the first layer needs none. */
    private PartTiming byHand(Part part, Runnable forward, Runnable backward, double multiplyAdds) {
        return timing(part, Laps.of(options.repeats(), forward, shape.first() ? () -> {} : backward), multiplyAdds);
    }

    private PartTiming timing(Part part, Laps laps, double multiplyAdds) {
        return new PartTiming(shape.name(), part, laps.forward(), laps.backward(), multiplyAdds / 1e9);
    }
}
