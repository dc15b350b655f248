package io.github.deconvscope.engine.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.engine.precision.NamedArrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns gradients into updates, in place. Its state lives on a manager of its own and is released by {@link #close}: the optimizers of DJL
 * leave theirs behind.
 *
 * <p>The order of one step: undo the loss scale, clip, {@link #step}, clear the gradients.
 */
public abstract class Optimizer implements AutoCloseable {
    private static final NDIndex ALL = new NDIndex("...");

    private final NDManager manager;
    private final Map<String, Parameter> parameters;
    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private final boolean decoupled;
    private final boolean halfWeights;
    private double weightDecay;
    private long steps;

    /**
     * @param parent the run's manager; closing it closes the optimizer too
     * @param parameters what is learned, by name, initialised
     * @param weightDecay 0 or more
     * @param decoupled whether decay shrinks the weights directly (times the learning rate) instead of being added to the gradient
     * @param halfWeights whether weights are rounded to fp16 after each update, as without an fp32 master copy
     */
    protected Optimizer(
            NDManager parent,
            Map<String, Parameter> parameters,
            double weightDecay,
            boolean decoupled,
            boolean halfWeights) {
        this.manager = parent.newSubManager();
        manager.setName("optimizer");
        this.parameters = new LinkedHashMap<>(parameters);
        this.parameters.values().removeIf(p -> !p.requiresGradient());
        this.decoupled = decoupled;
        this.halfWeights = halfWeights;
        setWeightDecay(weightDecay);
    }

    /** Changes the decay from the next step on. */
    public final void setWeightDecay(double weightDecay) {
        if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(
                    "The weight decay is " + weightDecay + "; it has to be 0 or more. Usual is 0.001.");
        }
        this.weightDecay = weightDecay;
    }

    /** Steps taken so far. */
    public final long steps() {
        return steps;
    }

    /**
     * Updates every parameter. The gradients are used up: clear them afterwards.
     *
     * @param gradients of the parameters, unscaled and clipped
     * @param learningRate of this step
     */
    public final void step(Gradients gradients, double learningRate) {
        steps++;
        gradients.arrays().forEach((name, gradient) -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                // detached, it shares the weights' memory and may be changed in place
                NDArray weight = parameters.get(name).getArray().stopGradient();
                if (weightDecay > 0) {
                    if (decoupled) {
                        weight.muli(1 - learningRate * weightDecay);
                    } else {
                        gradient.addi(weight.mul(weightDecay));
                    }
                }
                update(name, weight, gradient, learningRate);
                if (halfWeights) {
                    weight.set(ALL, Casts.roundToHalf(weight));
                }
            }
        });
    }

    /** Updates one parameter in place; may change the gradient. Arrays made on the way are closed afterwards. */
    protected abstract void update(String name, NDArray weight, NDArray gradient, double learningRate);

    /** A piece of state in the shape of a weight, zero at first. */
    protected final NDArray state(String kind, String name, NDArray weight) {
        return state.computeIfAbsent(kind + "." + name, key -> {
            NDArray zeros = manager.zeros(weight.getShape(), weight.getDataType());
            NDScope.unregister(zeros);
            return zeros;
        });
    }

    /** The arrays of the state. */
    public final Collection<NDArray> stateArrays() {
        return Collections.unmodifiableCollection(state.values());
    }

    /** The state as arrays for a checkpoint: {@code steps}, and {@code KIND.PARAMETER} for each piece. */
    public final Map<String, NpyArray> exportState() {
        Map<String, NpyArray> exported = new LinkedHashMap<>();
        exported.put("steps", NpyArray.of(new long[] {steps}));
        state.forEach((key, array) -> exported.put(key, NamedArrays.toNpy(array)));
        return exported;
    }

    /**
     * Puts back what {@link #exportState} gave.
     *
     * @throws InvalidInputException if a piece does not fit the parameters
     */
    public final void importState(Map<String, NpyArray> exported) {
        exported.forEach((key, array) -> {
            if (key.equals("steps")) {
                steps = array.toLongs()[0];
                return;
            }
            int dot = key.indexOf('.');
            Parameter parameter = parameters.get(key.substring(dot + 1));
            if (dot < 0 || parameter == null) {
                throw new InvalidInputException(
                        "The optimizer state holds \"" + key + "\", which this net does not have.");
            }
            NamedArrays.copyInto(
                    state(key.substring(0, dot), key.substring(dot + 1), parameter.getArray()), array, key);
        });
    }

    @Override
    public void close() {
        manager.close();
        state.clear();
    }
}
