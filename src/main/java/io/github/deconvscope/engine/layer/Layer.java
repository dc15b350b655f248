package io.github.deconvscope.engine.layer;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.WeightTaps;
import io.github.deconvscope.run.feed.StepPart;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a net: a DJL block with a name, a precision policy and, while somebody watches, an observer.
 *
 * <p>Input and output are in the format of activations ({@link PrecisionPolicy#toActivation}). Intermediate arrays are released when a
 * forward pass ends; the autograd graph retains what it needs.
 */
public abstract class Layer extends AbstractBlock {
    /** That of the layers that DJL writes without counters. */
    private static final byte WITHOUT_COUNTERS = 1;

    private static final byte VERSION = 2;

    private String name = getClass().getSimpleName();
    private PrecisionPolicy policy = PrecisionPolicy.SINGLE;
    private @Nullable LayerObserver observer;
    private @Nullable GradientTape tape;
    private boolean inputIsData;
    private @Nullable WeightTaps taps;
    private StepClock clock = StepClock.NONE;

    protected Layer() {
        super(VERSION);
    }

    /** The name in errors, records and exported parameters, such as {@code features.0}. */
    public final String name() {
        return name;
    }

    /** Names the layer; the class name until then. */
    public final void setName(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    public final PrecisionPolicy policy() {
        return policy;
    }

    /** Sets which tensors are fp16; everything is single (or whatever the layer was initialised with) until then. */
    public final void setPolicy(PrecisionPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /** Sets the observer of the next forward passes; null for none. */
    public final void setObserver(@Nullable LayerObserver observer) {
        this.observer = observer;
    }

    protected final @Nullable LayerObserver observer() {
        return observer;
    }

    /**
     * Sets what records the gradients of the next training passes; their input has to require one, unless it is data.
     *
     * @param tape null to leave everything to autograd
     */
    public final void setTape(@Nullable GradientTape tape) {
        this.tape = tape;
    }

    /** Says that the input is data, such as images, of which no gradient is wanted. DJL cannot be asked: it knows of leaves only. */
    public final void setInputIsData() {
        inputIsData = true;
    }

    final boolean inputIsData() {
        return inputIsData;
    }

    protected final @Nullable GradientTape tape() {
        return tape;
    }

    /** Sets what reads the gradient of the weights that the layer multiplies with in the next training pass; null for none. */
    public final void setTaps(@Nullable WeightTaps taps) {
        this.taps = taps;
    }

    /** Sets the clock that measures the parts of a step. */
    public final void setClock(StepClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    final StepClock clock() {
        return clock;
    }

    /** Starts the next part of the step on the clock. */
    protected final void enter(StepPart part) {
        clock.enter(part);
    }

    /** Channels (or features of a dense layer) whose covariance is taken together, after the rules for blocks that do not fit. */
    public abstract int effectiveBlock();

    /** Whether feature f of group g is the flattened index f * groups + g, the published layout, instead of g * F + f. */
    public abstract boolean interleaved();

    /** The part of a step that the layer counts as where it names no other. */
    protected StepPart costCategory() {
        return StepPart.CONVOLUTION;
    }

    /** A weight in the format of activations, as the layer multiplies with it. */
    protected final NDArray working(NDArray weight) {
        NDArray rounded = policy.toActivation(weight);
        return taps == null ? rounded : taps.tap(name, rounded);
    }

    /**
     * Convolves, by {@link ColumnConvolution} where that is faster.
     *
     * @param input (N, C, H, W), see {@link #startOfConvolution}
     * @param weight (O, C / groups, kernel height, kernel width), in the format of activations
     * @param bias (O), in the same
     * @param relu whether a ReLU follows
     * @param training whether gradients will be asked for
     */
    protected final NDArray convolve(
            Window window, NDArray input, NDArray weight, NDArray bias, int groups, boolean relu, boolean training) {
        GradientTape used = training ? tape : null;
        if (groups == 1 && suitsColumns(input, used)) {
            return ColumnConvolution.convolve(window, input, weight, bias, relu, !inputIsData, used);
        }
        NDArray output = policy.afterProduct(window.convolve(input, weight, bias, groups));
        return relu ? Activation.relu(output) : output;
    }

    /** The input of a convolution, whose gradient may not be autograd's: then it starts a segment of the tape. */
    protected final NDArray startOfConvolution(NDArray input, boolean training) {
        boolean starts = training && tape != null && !inputIsData && suitsColumns(input, tape);
        return starts ? tape.detach(input) : input;
    }

    private boolean suitsColumns(NDArray input, @Nullable GradientTape used) {
        return !policy.half() && ColumnConvolution.suits(input, used);
    }

    /** Computes once what every evaluation pass needs. Until {@link #endEvaluation} parameters and running values must not change. */
    public void startEvaluation() {}

    /** Releases what {@link #startEvaluation} computed. */
    public void endEvaluation() {}

    /** Numbers that belong to the layer's state beside its parameters, by name; empty for most layers. */
    public Map<String, Long> counters() {
        return new LinkedHashMap<>();
    }

    /** Restores the numbers that {@link #counters} gave. */
    public void setCounters(Map<String, Long> counters) {}

    /** DJL sets initializers for whole nets: those of weights and biases are obeyed, those of running values refused. */
    @Override
    protected void beforeInitialize(Shape... inputShapes) {
        getDirectParameters().values().forEach(parameter -> RunningStart.require(name, parameter));
        super.beforeInitialize(inputShapes);
    }

    /** DJL's own files hold the counters too, so that a net that it saves and loads goes on as it was. */
    @Override
    protected void saveMetadata(DataOutputStream out) throws IOException {
        super.saveMetadata(out);
        Map<String, Long> counters = counters();
        out.writeInt(counters.size());
        for (Map.Entry<String, Long> counter : counters.entrySet()) {
            out.writeUTF(counter.getKey());
            out.writeLong(counter.getValue());
        }
    }

    @Override
    public void loadMetadata(byte written, DataInputStream in) throws IOException, MalformedModelException {
        if (written != VERSION && written != WITHOUT_COUNTERS) {
            throw new MalformedModelException("Layer " + name + ": the file has version " + written
                    + " of its values; this program reads versions up to " + VERSION + ".");
        }
        readInputShapes(in);
        if (written == WITHOUT_COUNTERS) {
            return;
        }
        Map<String, Long> counters = counters();
        int count = in.readInt();
        if (count != counters.size()) {
            throw new MalformedModelException("Layer " + name + ": the file has " + count
                    + " counters, but the layer has " + counters.size() + "; it was saved from another kind of layer.");
        }
        for (int i = 0; i < count; i++) {
            counters.put(in.readUTF(), in.readLong());
        }
        setCounters(counters);
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> unused) {
        NDArray input = inputs.singletonOrThrow();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            clock.enter(costCategory());
            NDArray output = forward(new Values(parameters, input, training), input, training);
            if (observer != null && observer.wantsOutput(name)) {
                look(shown -> shown.output(name, output));
            }
            if (output != input) {
                output.attach(input.getManager());
                NDScope.unregister(output);
            }
            clock.enter(StepPart.REST);
            return new NDList(output);
        }
    }

    /** Computes and shows what the observer wants, on its account. */
    final void look(Consumer<LayerObserver> shows) {
        clock.enter(StepPart.PROBES);
        observer.look(() -> shows.accept(observer));
    }

    /**
     * Computes the output. Intermediate arrays are closed afterwards.
     *
     * @param values the arrays of the layer's parameters
     */
    protected abstract NDArray forward(Values values, NDArray input, boolean training);

    /** Access to the arrays behind parameters, on the device of the input. */
    protected static final class Values {
        private final ParameterStore store;
        private final NDArray input;
        private final boolean training;

        Values(ParameterStore store, NDArray input, boolean training) {
            this.store = store;
            this.input = input;
            this.training = training;
        }

        /** The input of the pass. */
        NDArray input() {
            return input;
        }

        @Nullable
        NDArray of(@Nullable Parameter parameter) {
            return parameter == null ? null : store.getValue(parameter, input.getDevice(), training);
        }
    }
}
