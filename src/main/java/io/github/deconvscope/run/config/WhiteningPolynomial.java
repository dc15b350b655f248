package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.math.IterationForm;

/** What a whitening iteration multiplies by: a polynomial in M = Z Y, which goes to I. */
public enum WhiteningPolynomial implements Choice {
    NEWTON_SCHULZ(
            "newton-schulz",
            "Newton-Schulz",
            "3/2 I - 1/2 M, as published. Boosts a small direction by 1.5 each time, and ends at the exact inverse root.",
            IterationForm.COUPLED),
    FITTED(
            "fitted",
            "Fitted to five",
            "Two iterations, a quadratic and a quartic in M, that do what five of Newton-Schulz do, within 0.00035, with 6 products for 10."
                    + " Needs --iterations 2.",
            IterationForm.FITTED),
    QUINTIC(
            "quintic",
            "Quintic",
            "3.4445 I - 4.7750 M + 2.0315 M^2, Jordan's. Boosts a small direction by 3.4 each time, as far as three published iterations;"
                    + " never settles, but stays within .7 and 1.2 of white.",
            IterationForm.QUINTIC),
    POLAR_EXPRESS(
            "polar-express",
            "Polar Express",
            "Another quadratic in M each time, the best for what the one before has left. Boosts a small direction by 8 and then by 4; the first"
                    + " few leave directions up to 2 of white, and from the sixth on all that are not below 0.001 are white.",
            IterationForm.POLAR_EXPRESS);

    /** How many iterations {@link #FITTED} is made of. */
    public static final int FITTED_ITERATIONS = 2;

    private final Words words;
    private final IterationForm form;

    WhiteningPolynomial(String id, String label, String explanation, IterationForm form) {
        words = new Words(id, label, explanation);
        this.form = form;
    }

    @Override
    public Words words() {
        return words;
    }

    /** Its coefficients, and what they do to a direction. */
    public IterationForm form() {
        return form;
    }
}
