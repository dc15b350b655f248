package io.github.deconvscope.engine.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradients that a backward pass left on parameters, retained while they are checked and used. On PyTorch they add up from pass to pass
 * until {@link #clear}.
 */
public final class Gradients implements AutoCloseable {
    private static final NDIndex ALL = new NDIndex("...");

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    /**
     * Retains the gradients.
     *
     * @param parameters by name, initialised; those without gradient are left out
     */
    public Gradients(Map<String, Parameter> parameters) {
        parameters.forEach((name, parameter) -> {
            if (parameter.requiresGradient() && parameter.getArray().hasGradient()) {
                NDArray gradient = parameter.getArray().getGradient();
                NDScope.unregister(gradient);
                arrays.put(name, gradient);
            }
        });
    }

    /** The gradients by parameter name, in the order of the net. Live: they change with {@link #scale} and {@link #clear}. */
    public Map<String, NDArray> arrays() {
        return arrays;
    }

    /** Multiplies every gradient, as to undo the scale of the loss. */
    public void scale(double factor) {
        if (factor != 1) {
            arrays.values().forEach(g -> g.muli(factor));
        }
    }

    /** The Euclidean norm of all gradients together; infinite or NaN if one of them is. */
    public double norm() {
        double squares = 0;
        for (NDArray g : arrays.values()) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                squares += g.norm().toType(DataType.FLOAT64, false).square().getDouble();
            }
        }
        return Math.sqrt(squares);
    }

    /** Whether every number of every gradient is finite. Exact, and no slower than {@link #norm}. */
    public boolean finite() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // 0 * g is 0 unless g is infinite or not a number; then the sum is not a number. Read from the device once.
            return arrays.values().stream()
                    .map(g -> g.mul(0).sum())
                    .reduce(NDArray::add)
                    .map(sum ->
                            !Double.isNaN(sum.toType(DataType.FLOAT64, false).getDouble()))
                    .orElse(true);
        }
    }

    /**
     * Shrinks all gradients together so that their norm is at most the given one.
     *
     * @param maximum above 0; infinite for no limit
     * @return the norm before
     */
    public double clip(double maximum) {
        double norm = norm();
        if (norm > maximum) {
            scale(maximum / norm);
        }
        return norm;
    }

    /** Sets every gradient to zero, also those that are not finite. */
    public void clear() {
        // The 0 becomes an array of the gradient's manager, the run's, unless a scope closes it.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            arrays.values().forEach(g -> g.set(ALL, 0));
        }
    }

    @Override
    public void close() {
        arrays.values().forEach(NDArray::close);
        arrays.clear();
    }
}
