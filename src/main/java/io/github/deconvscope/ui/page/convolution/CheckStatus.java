package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.lab.convolution.FrameworkCheck;

/**
 * How far the comparison with the framework is.
 *
 * @param kind outcome
 * @param text for the badge
 * @param explanation for its tooltip
 */
public record CheckStatus(Kind kind, String text, String explanation) {
    /** Outcomes. */
    public enum Kind {
        WAITING,
        AGREES,
        DIFFERS,
        FAILED
    }

    static final CheckStatus WAITING = new CheckStatus(
            Kind.WAITING, "waiting for PyTorch", "The engine is loading. Everything on this page works without it.");

    static final CheckStatus CHECKING = new CheckStatus(
            Kind.WAITING, "checking against PyTorch", "The numbers changed; PyTorch computes them too.");

    static CheckStatus of(FrameworkCheck check) {
        String difference = Numbers.shown(check.largestDifference());
        String explanation = "The largest absolute difference between the output shown here (computed in double) and "
                + check.operator() + " of " + check.framework() + " in fp32 is "
                + Numbers.full(check.largestDifference())
                + ". Rounding in fp32 may leave " + Numbers.shown(check.tolerance()) + ".";
        if (check.agrees()) {
            return new CheckStatus(Kind.AGREES, "matches PyTorch, largest difference " + difference, explanation);
        }
        return new CheckStatus(Kind.DIFFERS, "differs from PyTorch by up to " + difference, explanation);
    }

    static CheckStatus failed(Throwable why) {
        String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return new CheckStatus(Kind.FAILED, "not checked", "PyTorch did not answer: " + reason);
    }
}
