package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.engine.optimizer.Gradients;
import io.github.deconvscope.engine.optimizer.Optimizer;
import io.github.deconvscope.engine.optimizer.Optimizers;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.NetTiming;
import io.github.deconvscope.run.bench.Timing;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whole training steps of one net on one batch of random images. */
final class NetBench {
    private static final int CLASSES = 10;
    /** Steps before the first one that counts: until then the process still asks the system for memory, which costs a tenth of a step. */
    private static final int WARM_UP = 3;

    private final BenchOptions options;
    private final Normalization kind;
    private final NDManager manager;
    private final ConvNet net;
    private final Map<String, Parameter> trainable;
    private final ParameterStore store;
    private final RunConfig config;
    private final Optimizer optimizer;
    private final NDArray images;
    private final NDArray labels;

    NetBench(BenchOptions options, Normalization kind, NDManager manager) {
        this.options = options;
        this.kind = kind;
        this.manager = manager;
        config = options.config().with(RunOption.NORMALIZATION, kind);
        net = new ConvNet(ConvNetOptions.of(config, CLASSES), 1);
        Shape size = ConvNet.images(config.batch(), config.input());
        net.initialize(manager, DataType.FLOAT32, size);
        trainable = net.trainableParameters();
        trainable.values().forEach(parameter -> parameter.getArray().setRequiresGradient(true));
        store = new ParameterStore(manager, false);
        optimizer = Optimizers.of(config, manager, trainable, false);
        images = manager.randomNormal(size);
        labels = manager.arange(0, options.config().batch(), 1, DataType.INT32).mod(CLASSES);
    }

    /**
     * Times steps that nobody watches. The nets take turns, step by step, so that whatever else the machine does meets all alike.
     *
     * @return one timing for each net, in order
     */
    static List<NetTiming> steps(List<NetBench> nets, int repeats) {
        List<double[][]> millis =
                nets.stream().map(net -> new double[4][repeats]).toList();
        for (int i = -WARM_UP; i < repeats; i++) {
            for (int net = 0; net < nets.size(); net++) {
                double[] parts = nets.get(net).timedStep();
                for (int part = 0; part < parts.length && i >= 0; part++) {
                    millis.get(net)[part][i] = parts[part];
                }
            }
        }
        return IntStream.range(0, nets.size())
                .mapToObj(net -> nets.get(net).timing(millis.get(net)))
                .toList();
    }

    private NetTiming timing(double[][] millis) {
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
                options.config().batch());
    }

    /** Steps in which mean, covariance and whitening matrix of every layer are copied out. */
    Timing watchedStep() {
        net.setObserver(new CopyingObserver());
        try {
            return steps(List.of(this), options.repeats()).get(0).step();
        } finally {
            net.setObserver(null);
        }
    }

    /** Takes a step and returns the milliseconds of forward, backward, optimizer and the whole. */
    double[] timedStep() {
        long start = System.nanoTime();
        long forward;
        try (NDManager scope = manager.newSubManager();
                GradientTape tape = new GradientTape(scope)) {
            net.setTape(tape);
            NDArray input = images.duplicate();
            input.attach(scope);
            NDArray answers = labels.duplicate();
            answers.attach(scope);
            NDArray scores = net.scores(store, input, true);
            NDArray loss = Scalars.times(
                    scores.logSoftmax(1).mul(answers.oneHot(CLASSES)).sum(),
                    -1.0 / options.config().batch());
            loss.getFloat();
            forward = System.nanoTime();
            tape.backward(loss);
        }
        long backward = System.nanoTime();
        try (Gradients gradients = new Gradients(trainable)) {
            optimizer.step(gradients, config.learningRate());
            gradients.clear();
        }
        long end = System.nanoTime();
        return new double[] {
            (forward - start) / 1e6, (backward - forward) / 1e6, (end - backward) / 1e6, (end - start) / 1e6
        };
    }
}
