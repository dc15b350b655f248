package io.github.deconvscope.engine.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.engine.layer.StepClock;
import io.github.deconvscope.engine.layer.WhiteningLayer;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.engine.optimizer.Gradients;
import io.github.deconvscope.engine.optimizer.Optimizer;
import io.github.deconvscope.engine.optimizer.Optimizers;
import io.github.deconvscope.engine.precision.LossScaler;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.precision.WeightTaps;
import io.github.deconvscope.engine.probe.FrameTaker;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.StepPart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A VGG net with its optimizer. Owns the run's manager: net, optimizer state and, for the length of a step, the batch live under it.
 */
final class NetLearner implements Learner {
    private static final String OPTIMIZER = "optimizer/";

    private final NDManager manager;
    private final ConvNet net;
    private final List<String> layerNames;
    private final Map<String, Parameter> trainable;
    private final ParameterStore store;
    private final PrecisionPolicy policy;
    private final Optimizer optimizer;
    private final LossScaler scaler;
    private final int classes;
    private final double clipNorm;
    private final InputShape input;
    private final ByteBuffer pixels;
    /** A number on the device: reading it waits for everything that was queued before. */
    private final NDArray onDevice;

    private StepClock clock = StepClock.NONE;
    private boolean evaluating;
    private @Nullable MemoryUse memory;

    NetLearner(RunConfig config, int classes, Device device) {
        this.classes = classes;
        input = config.input();
        pixels = ByteBuffer.allocateDirect(config.batch() * input.values() * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        manager = NDManager.newBaseManager(device, "PyTorch");
        manager.setName("run");
        onDevice = manager.zeros(new Shape(1));
        net = new ConvNet(ConvNetOptions.of(config, classes), config.seed());
        policy = ConvNetOptions.policy(config, device.isGpu());
        net.setPolicy(policy);
        net.initialize(manager, DataType.FLOAT32, ConvNet.images(config.batch(), input));
        trainable = net.trainableParameters();
        trainable.values().forEach(parameter -> parameter.getArray().setRequiresGradient(true));
        store = new ParameterStore(manager, false);
        optimizer = Optimizers.of(config, manager, trainable, policy.halfWeights());
        clipNorm = config.real(RunOption.CLIP_NORM);
        scaler = LossScaler.of(config);
        layerNames = net.layerInfos().stream().map(LayerInfo::name).toList();
    }

    @Override
    public List<LayerInfo> layers() {
        return net.layerInfos();
    }

    @Override
    public Step train(
            long step, Batch batch, Hyperparameters hyperparameters, Set<ProbeKey> wanted, Consumer<Frame> frames) {
        endEvaluation();
        FrameTaker taker = wanted.isEmpty() ? null : new FrameTaker(wanted, step, frames);
        double scale = scaler.scale();
        double loss;
        int correct;
        boolean taken;
        LostGradients lost = null;
        MemoryMeter meter = memory == null ? new MemoryMeter(taker) : null;
        net.setObserver(meter == null ? taker : meter);
        try (NDManager scope = manager.newSubManager()) {
            WeightTaps taps = policy.half() || wantsGradients(wanted) ? new WeightTaps(scope) : null;
            net.setTaps(taps);
            NDArray labels = scope.create(batch.labels());
            try (GradientTape tape = new GradientTape(scope)) {
                net.setTape(tape);
                clock.enter(StepPart.DATA);
                NDArray images = images(scope, batch);
                clock.enter(StepPart.REST);
                NDArray scores = net.scores(store, images, true);
                NDArray meanLoss = meanLoss(scores, labels);
                clock.enter(StepPart.AUTOGRAD);
                tape.backward(scale == 1 ? meanLoss : Scalars.times(meanLoss, scale));
                clock.enter(StepPart.REST);
                loss = meanLoss.getFloat();
                correct = correct(scores, labels);
            }
            clock.enter(StepPart.PROBES);
            if (taker != null && taps != null) {
                takeGradients(taker, taps);
            }
            if (taker != null) {
                takeKernels(taker);
            }
            if (policy.half()) {
                lost = taps.lost(layerNames);
            }
            clock.enter(StepPart.OPTIMIZER);
            taken = update(hyperparameters, scale);
            clock.enter(StepPart.REST);
            if (meter != null && taken) {
                memory = memory(meter, policy.half() ? taps.bytes() : 0);
            }
        } finally {
            net.setTape(null);
            net.setObserver(null);
            net.setTaps(null);
        }
        return new Step(loss, correct, scale, !taken, lost, taker == null ? 0 : taker.nanos());
    }

    private static boolean wantsGradients(Set<ProbeKey> wanted) {
        return wanted.stream().anyMatch(key -> key.quantity() == Quantity.GRADIENT_HISTOGRAM);
    }

    private @Nullable MemoryUse memory(MemoryMeter meter, long workingWeights) {
        List<NDArray> learned =
                trainable.values().stream().map(Parameter::getArray).toList();
        List<NDArray> running = net.namedParameters().values().stream()
                .filter(parameter -> !parameter.requiresGradient())
                .map(Parameter::getArray)
                .toList();
        return new MemoryUse(
                meter.outputs(),
                MemoryMeter.weights(learned, !policy.halfWeights(), workingWeights),
                MemoryMeter.single(running),
                // A gradient has the size and the type of its parameter.
                MemoryMeter.single(learned),
                MemoryMeter.single(optimizer.stateArrays()));
    }

    @Override
    public void setClock(StepClock clock) {
        this.clock = clock;
        net.setClock(clock);
    }

    @Override
    public boolean isAsynchronous() {
        return manager.getDevice().isGpu();
    }

    @Override
    public ProductTimes timeProducts(SortedSet<Integer> sides) {
        return ProductProbe.measure(manager, sides);
    }

    @Override
    public void settle() {
        if (isAsynchronous()) {
            onDevice.toFloatArray();
        }
    }

    @Override
    public Optional<MemoryUse> memory() {
        return Optional.ofNullable(memory);
    }

    private boolean update(Hyperparameters hyperparameters, double scale) {
        try (Gradients gradients = new Gradients(trainable)) {
            boolean take = !scaler.watches() || scaler.update(gradients.finite());
            if (take) {
                gradients.scale(1 / scale);
                if (clipNorm > 0) {
                    gradients.clip(clipNorm);
                }
                optimizer.setWeightDecay(hyperparameters.weightDecay());
                optimizer.step(gradients, hyperparameters.learningRate());
            }
            gradients.clear();
            return take;
        }
    }

    /** The batch as a tensor on a buffer that all batches share: a new one each step would stay until a garbage collection. */
    private NDArray images(NDManager scope, Batch batch) {
        pixels.clear();
        pixels.asFloatBuffer().put(batch.images());
        ByteBuffer filled = pixels.slice(0, batch.size() * input.values() * Float.BYTES);
        return scope.create(filled, ConvNet.images(batch.size(), input), DataType.FLOAT32);
    }

    private NDArray meanLoss(NDArray scores, NDArray labels) {
        return Scalars.times(scores.logSoftmax(1).mul(labels.oneHot(classes)).sum(), -1.0 / labels.size());
    }

    private static int correct(NDArray scores, NDArray labels) {
        return (int)
                scores.argMax(1).toType(DataType.INT32, false).eq(labels).sum().getLong();
    }

    /** The kernels that this step used: taken before the optimizer changes them. */
    private void takeKernels(FrameTaker taker) {
        for (String layer : layerNames) {
            Parameter weight = trainable.get(layer + ".weight");
            if (weight != null && taker.wants(layer, Quantity.KERNELS)) {
                taker.kernels(layer, weight.getArray());
            }
        }
    }

    private void takeGradients(FrameTaker taker, WeightTaps taps) {
        for (String layer : layerNames) {
            if (taker.wants(layer, Quantity.GRADIENT_HISTOGRAM)) {
                taps.gradient(layer).ifPresent(gradient -> taker.gradient(layer, gradient));
            }
        }
    }

    @Override
    public Test test(Batch batch) {
        if (!evaluating) {
            net.startEvaluation();
            evaluating = true;
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray labels = scope.create(batch.labels());
            NDArray scores = net.scores(store, images(scope, batch), false);
            return new Test(meanLoss(scores, labels).getFloat() * (double) batch.size(), correct(scores, labels));
        }
    }

    @Override
    public double lossScale() {
        return scaler.scale();
    }

    @Override
    public List<String> takeWarnings() {
        return net.layers().stream()
                .filter(WhiteningLayer.class::isInstance)
                .flatMap(layer -> ((WhiteningLayer) layer).takeWarning().stream())
                .toList();
    }

    /** Before anything changes the parameters. */
    private void endEvaluation() {
        if (evaluating) {
            net.endEvaluation();
            evaluating = false;
        }
    }

    @Override
    public void setLossScale(double scale) {
        scaler.setScale(scale);
    }

    @Override
    public Map<String, NpyArray> state() {
        Map<String, NpyArray> state = new LinkedHashMap<>();
        NetState.save(net, state);
        optimizer.exportState().forEach((name, array) -> state.put(OPTIMIZER + name, array));
        scaler.save(state);
        return state;
    }

    @Override
    public Optional<NetCopy> copy(long step) {
        // Views are shown the net in single precision, as a checkpoint of it is.
        net.setPolicy(PrecisionPolicy.SINGLE);
        try {
            return Optional.of(NetCopies.ofRun(net, step));
        } finally {
            net.setPolicy(policy);
        }
    }

    @Override
    public String startFrom(Map<String, NpyArray> arrays, String source) {
        endEvaluation();
        return InitialWeights.of(net, arrays, source).copyInto(net);
    }

    @Override
    public void restore(Map<String, NpyArray> state) {
        endEvaluation();
        NetState.restore(net, state);
        Map<String, NpyArray> ofOptimizer = new LinkedHashMap<>();
        state.forEach((name, array) -> {
            if (name.startsWith(OPTIMIZER)) {
                ofOptimizer.put(name.substring(OPTIMIZER.length()), array);
            }
        });
        optimizer.importState(ofOptimizer);
        scaler.restore(state);
    }

    /** Arrays the run owns at this moment, for leak tests. */
    int managedArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }
}
