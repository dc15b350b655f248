package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** What a whitening iteration multiplies by: a polynomial in M = Z Y, which goes to I. */
public enum WhiteningPolynomial implements Choice {
    NEWTON_SCHULZ(
            "newton-schulz",
            "Newton-Schulz",
            "3/2 I - 1/2 M, as published. Boosts a small direction by 1.5 each time, and ends at the exact inverse root."),
    QUINTIC(
            "quintic",
            "Quintic",
            "3.4445 I - 4.7750 M + 2.0315 M^2, Jordan's. Boosts a small direction by 3.4 each time, as far as three published iterations;"
                    + " never settles, but stays within .7 and 1.2 of white.");

    private final Words words;

    WhiteningPolynomial(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
