package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.math.NewtonSchulzTrace;
import java.util.Optional;

/** Says in words when and how a lane went wrong. */
public final class WarningText {
    private WarningText() {}

    /** As in "fp16 (emulated): an eigenvalue of D is negative from iteration 9 on"; empty for a sound lane. */
    public static Optional<String> of(NewtonSchulzTrace trace) {
        int first = trace.firstTrouble();
        if (first < 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (trace.steps().get(first).health()) {
                    case INDEFINITE -> "an eigenvalue of D is negative from iteration " + first + " on";
                    case NOT_FINITE -> Double.isFinite(trace.norm())
                            ? "a value is infinite or NaN from iteration " + first + " on"
                            : "norm(Cov) overflows the format";
                    case SOUND -> "sound";
                });
    }
}
