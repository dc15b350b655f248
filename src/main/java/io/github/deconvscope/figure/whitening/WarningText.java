package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.NewtonSchulzTrace;
import java.util.Optional;

/** Warnings, in words, on Newton-Schulz iterations that went wrong in an arithmetic. */
public final class WarningText {
    private WarningText() {}

    /** Warned of from this ratio of the true residual to the one estimated from the iterates, if the residual is above {@link #SEEN}. */
    private static final double UNDERESTIMATE = 10;

    private static final double SEEN = 1e-6;

    /**
     * A warning where the residual estimated from the iterates is far too small, as in "after 30 iterations 1.4e-4 is left, the iterate
     * itself says 2e-7"; empty otherwise.
     */
    public static Optional<String> ofUnderestimate(NewtonSchulzTrace trace, int iterations) {
        NewtonSchulzTrace.Step step = trace.steps().get(iterations);
        boolean underestimated = step.residual() > SEEN && step.own() * UNDERESTIMATE < step.residual();
        return underestimated
                ? Optional.of("after " + PlainWords.count(iterations, "iteration") + " "
                        + Numbers.shown(step.residual()) + " is left, the iterate itself says "
                        + Numbers.shown(step.own()))
                : Optional.empty();
    }

    /** As in "fp16 (emulated): an eigenvalue of D is negative from iteration 9 on"; empty for a stable lane. */
    public static Optional<String> of(NewtonSchulzTrace trace) {
        int first = trace.firstTrouble();
        if (first < 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (trace.steps().get(first).health()) {
                    case INDEFINITE -> "an eigenvalue of D is negative from iteration " + first + " on";
                    case NOT_FINITE ->
                        Double.isFinite(trace.norm())
                                ? "a value is infinite or NaN from iteration " + first + " on"
                                : "norm(Cov) overflows the format";
                    case SOUND -> "stable";
                });
    }
}
