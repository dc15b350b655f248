package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.engine.data.ImageSet;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.engine.model.Vgg;
import io.github.deconvscope.engine.model.VggOptions;
import io.github.deconvscope.engine.optimizer.Gradients;
import io.github.deconvscope.engine.optimizer.Optimizer;
import io.github.deconvscope.engine.optimizer.Optimizers;
import io.github.deconvscope.run.Normalization;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunOption;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.NetTiming;
import io.github.deconvscope.run.bench.Timing;
import java.util.Map;

/** Whole training steps of one net on one batch of random images. */
final class NetBench {
    private static final int CLASSES = 10;
    private static final int CHANNELS = 3;

    private final BenchOptions options;
    private final Normalization kind;
    private final NDManager manager;
    private final Vgg net;
    private final Map<String, Parameter> trainable;
    private final ParameterStore store;
    private final RunConfig config;
    private final NDArray images;
    private final NDArray labels;

    NetBench(BenchOptions options, Normalization kind, NDManager manager) {
        this.options = options;
        this.kind = kind;
        this.manager = manager;
        config = RunConfig.defaults()
                .withText(RunOption.MODEL, options.model().id())
                .withText(RunOption.WIDTH, Double.toString(options.width()))
                .withText(RunOption.BLOCK, Integer.toString(options.block()))
                .withText(RunOption.BATCH, Integer.toString(options.batch()))
                .withText(RunOption.ITERATIONS, Integer.toString(options.iterations()))
                .withText(RunOption.NORMALIZATION, kind.id());
        net = new Vgg(VggOptions.of(config, CLASSES), 1);
        Shape size = new Shape(options.batch(), CHANNELS, ImageSet.SIDE, ImageSet.SIDE);
        net.initialize(manager, DataType.FLOAT32, size);
        trainable = net.trainableParameters();
        trainable.values().forEach(parameter -> parameter.getArray().setRequiresGradient(true));
        store = new ParameterStore(manager, false);
        images = manager.randomNormal(size);
        labels = manager.arange(0, options.batch(), 1, DataType.INT32).mod(CLASSES);
    }

    /** Steps that nobody watches. */
    NetTiming step() {
        double[][] millis = run();
        long parameters = trainable.values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
        return new NetTiming(
                kind,
                parameters,
                Timing.of(millis[0]),
                Timing.of(millis[1]),
                Timing.of(millis[2]),
                Timing.of(millis[3]),
                options.batch());
    }

    /** Steps in which mean, covariance and whitening matrix of every layer are copied out. */
    Timing watchedStep() {
        net.setObserver(new CopyingObserver());
        try {
            return Timing.of(run()[3]);
        } finally {
            net.setObserver(null);
        }
    }

    /** Forward, backward, optimizer and whole step, in milliseconds, of each timed step. */
    private double[][] run() {
        double[][] millis = new double[4][options.repeats()];
        try (Optimizer optimizer = Optimizers.of(config, manager, trainable, false)) {
            for (int i = -1; i < options.repeats(); i++) {
                long[] at = new long[4];
                at[0] = System.nanoTime();
                try (NDManager scope = manager.newSubManager();
                        GradientTape tape = new GradientTape(scope)) {
                    net.setTape(tape);
                    NDArray input = images.duplicate();
                    input.attach(scope);
                    NDArray scores = net.scores(store, input, true);
                    NDArray loss = scores.logSoftmax(1)
                            .mul(labels.oneHot(CLASSES))
                            .sum()
                            .div(-options.batch());
                    loss.getFloat();
                    at[1] = System.nanoTime();
                    tape.backward(loss);
                }
                at[2] = System.nanoTime();
                try (Gradients gradients = new Gradients(trainable)) {
                    optimizer.step(gradients, config.learningRate());
                    gradients.clear();
                }
                at[3] = System.nanoTime();
                if (i >= 0) {
                    for (int part = 0; part < 3; part++) {
                        millis[part][i] = (at[part + 1] - at[part]) / 1e6;
                    }
                    millis[3][i] = (at[3] - at[0]) / 1e6;
                }
            }
        }
        return millis;
    }
}
