package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.NewtonSchulzTrace;
import java.util.Optional;

/** Says in words when and how a lane went wrong. */
public final class WarningText {
    private WarningText() {}

    /** An iterate that says it is so many times whiter than its D, and a residual that can be seen. */
    private static final double FLATTERS = 10;

    private static final double SEEN = 1e-6;

    /**
     * Where an iterate says of itself that it is far whiter than its D is, as in "after 30 iterations 1.4e-4 is left, the iterate itself says
     * 2e-7"; empty where it does not.
     */
    public static Optional<String> ofFlattery(NewtonSchulzTrace trace, int iterations) {
        NewtonSchulzTrace.Step step = trace.steps().get(iterations);
        boolean flatters = step.residual() > SEEN && step.own() * FLATTERS < step.residual();
        return flatters
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
