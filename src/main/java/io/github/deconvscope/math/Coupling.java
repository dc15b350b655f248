package io.github.deconvscope.math;

import io.github.deconvscope.base.Choice;

/** The two forms of the Newton-Schulz iteration: the same algebra in another order of products. See {@link NewtonSchulz}. */
public enum Coupling implements Choice {
    /** Y and Z side by side, divided by norm(Cov)_F first: rounding errors stay small. Layers of network deconvolution. */
    COUPLED("coupled", "coupled"),
    /** P alone, divided by trace(Cov) first: rounding errors grow from iteration to iteration. IterNorm. */
    UNCOUPLED("uncoupled", "uncoupled");

    private final Words words;

    Coupling(String id, String title) {
        this.words = new Words(id, title);
    }

    @Override
    public Words words() {
        return words;
    }

    /** What a covariance, {@code n x n}, is divided by before it is iterated: at least its largest eigenvalue. */
    public double norm(double[] covariance, int n) {
        return switch (this) {
            case COUPLED -> SquareMatrix.frobeniusNorm(covariance);
            case UNCOUPLED -> SquareMatrix.trace(covariance, n);
        };
    }

    /** {@link #norm} as a formula for people. */
    public String normInWords() {
        return this == COUPLED ? "norm(Cov)" : "trace(Cov)";
    }
}
