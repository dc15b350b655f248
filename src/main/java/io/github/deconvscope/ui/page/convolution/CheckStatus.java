package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.base.Numbers;
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
        /** Some outputs are larger than fp32 reaches, or all are smaller; the rest agrees. */
        OUT_OF_RANGE,
        FAILED
    }

    static final CheckStatus WAITING = new CheckStatus(
            Kind.WAITING, "waiting for PyTorch", "The engine is loading. Everything on this page works without it.");

    static final CheckStatus CHECKING = new CheckStatus(
            Kind.WAITING, "checking against PyTorch", "The numbers changed; PyTorch computes them too.");

    static CheckStatus of(FrameworkCheck check) {
        String difference = Numbers.shown(check.largestDifference());
        StringBuilder explanation = new StringBuilder();
        if (check.beyond() < check.outputs()) {
            explanation
                    .append("The largest absolute difference between the output shown here (computed in double) and ")
                    .append(check.operator())
                    .append(" of ")
                    .append(check.framework())
                    .append(" in fp32 is ")
                    .append(Numbers.full(check.largestDifference()))
                    .append(". Rounding in fp32 may leave ")
                    .append(Numbers.shown(check.tolerance()))
                    .append(". ");
        }
        if (check.beyond() > 0) {
            explanation
                    .append("fp32 ends at ")
                    .append(Numbers.shown(Float.MAX_VALUE))
                    .append(", which a sum of products or a part of it may exceed: ")
                    .append(check.framework())
                    .append(" may answer with infinity or no number there, where this page computes in double. ");
        }
        if (check.belowRange()) {
            explanation
                    .append("The products are so small that digits are lost: the smallest number of fp32 is ")
                    .append(Numbers.shown(Float.MIN_VALUE))
                    .append(", with full precision from ")
                    .append(Numbers.shown(Float.MIN_NORMAL))
                    .append(". ");
        }
        String why = explanation.toString().strip();
        if (!check.agrees()) {
            return new CheckStatus(Kind.DIFFERS, "differs from PyTorch by up to " + difference, why);
        }
        if (check.beyond() > 0) {
            return new CheckStatus(Kind.OUT_OF_RANGE, beyond(check), why);
        }
        if (check.belowRange()) {
            return new CheckStatus(
                    Kind.OUT_OF_RANGE, "below the range of fp32: within " + Numbers.shown(check.tolerance()), why);
        }
        return new CheckStatus(Kind.AGREES, "matches PyTorch, largest difference " + difference, why);
    }

    private static String beyond(FrameworkCheck check) {
        if (check.beyond() == check.outputs()) {
            return "beyond the range of fp32: not comparable";
        }
        return check.beyond() + " of " + check.outputs()
                + " outputs beyond the range of fp32, the others match PyTorch";
    }

    static CheckStatus failed(Throwable why) {
        String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return new CheckStatus(Kind.FAILED, "not checked", "PyTorch did not answer: " + reason);
    }
}
