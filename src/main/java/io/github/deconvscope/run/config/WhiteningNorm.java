package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** What a covariance is divided by before Newton-Schulz, so that no eigenvalue is above 1. */
public enum WhiteningNorm implements Choice {
    FROBENIUS(
            "frobenius",
            "Frobenius",
            "The root of the sum of squared eigenvalues, as published. Grows with the width of the block."),
    SCHATTEN4(
            "schatten4",
            "Schatten-4",
            "The fourth root of the sum of their fourth powers: nearer to the largest eigenvalue, so fewer iterations whiten as far.");

    private final Words words;

    WhiteningNorm(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
