package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.deconvscope.engine.layer.DeconvStages;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.bench.PartTiming.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The parts of one deconvolution layer, one at a time, each on what the part before it gave. What autograd and the running values cost
 * between the parts is not in them, so that they add up to somewhat less than the layer.
 */
final class PartBench {
    private final BenchOptions options;
    private final LayerShape shape;
    private final NDManager manager;

    PartBench(BenchOptions options, LayerShape shape, NDManager manager) {
        this.options = options;
        this.shape = shape;
        this.manager = manager;
    }

    List<PartTiming> time() {
        LayerBench layers = new LayerBench(options, shape, manager);
        FastDeconv2D layer = layers.deconv();
        NDArray images = layers.input();
        layers.prepare(layer, images.getShape());
        DeconvStages stages = new DeconvStages(layer);
        NDArray samples = stages.patches(images).stopGradient();
        NDArray covariance = stages.covariance(samples).stopGradient();
        NDArray root = stages.inverseSqrt(covariance).stopGradient();
        NDArray weight = stages.weight(root).stopGradient();
        double positions = (double) options.batch() * shape.size() * shape.size();
        double f = layer.features();
        double perPosition = (double) LayerShape.KERNEL * LayerShape.KERNEL * shape.in();
        double products = Math.max(0, 3 * options.iterations() - 3);

        // The convolution learns its weights; a gradient for the images themselves nobody wants.
        weight.setRequiresGradient(true);
        List<PartTiming> parts = new ArrayList<>();
        parts.add(part(Part.PATCHES, images, false, stages::patches, 0));
        parts.add(part(Part.COVARIANCE, samples, false, stages::covariance, samples.size() * f));
        parts.add(part(Part.NEWTON_SCHULZ, covariance, false, stages::inverseSqrt, products * covariance.size() * f));
        parts.add(part(Part.WEIGHT, root, true, stages::weight, shape.out() * perPosition * f));
        parts.add(part(
                Part.CONVOLUTION,
                images,
                true,
                x -> stages.convolve(x, weight),
                positions * shape.out() * perPosition));
        return parts;
    }

    private PartTiming part(
            Part part, NDArray input, boolean learns, Function<NDArray, NDArray> pass, double multiplyAdds) {
        Laps laps = Laps.of(manager, options.repeats(), input, !shape.first(), learns, pass);
        return new PartTiming(shape.name(), part, laps.forward(), laps.backward(), multiplyAdds / 1e9);
    }
}
