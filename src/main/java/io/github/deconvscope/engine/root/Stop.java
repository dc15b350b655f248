package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.WhiteningRules;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the passes of one layer reach their tolerance, see {@link Iteration#tolerance}. Where rounding leaves a larger residual, all
 * iterations are taken in vain; that makes one warning.
 */
public final class Stop {
    private boolean reached;
    private double own = Double.NaN;
    private boolean warned;
    private @Nullable String warning;

    /** Before a pass. */
    public void begin() {
        reached = false;
        own = Double.NaN;
    }

    /**
     * Notes an iterate whose own residual is within the tolerance.
     *
     * @param residual by the iterate itself, norm(I - Z Y)_F / sqrt(F)
     * @param within whether that of its D is within the tolerance too
     */
    void checked(double residual, boolean within) {
        own = residual;
        reached = within;
    }

    /** Whether the iterate checked last was within the tolerance. */
    boolean reached() {
        return reached;
    }

    /** Checks the result of a pass; the iteration does not check its last iterate. */
    public void end(String layer, Iteration iteration, NDArray d, NDArray covariance) {
        if (!iteration.adaptive() || reached || warned) {
            return;
        }
        NDArray matrix = d.stopGradient();
        NDArray after = matrix.matMul(covariance.stopGradient()).matMul(Matrices.transpose(matrix));
        double left = Matrices.distanceFromIdentity(after);
        if (!(left <= iteration.tolerance())) {
            warned = true;
            warning = words(layer, iteration, left);
        }
    }

    private String words(String layer, Iteration iteration, double left) {
        String all = layer + " does not reach the residual to stop at, " + iteration.tolerance() + ", in "
                + PlainWords.count(iteration.count(), "iteration") + ": " + shown(left)
                + " is left of " + WhiteningRules.RESIDUAL;
        return Double.isNaN(own)
                ? all + ". More iterations go farther."
                : all + ", where the iterate itself, by norm(I - Z Y) / sqrt(F), says " + shown(own)
                        + ". Rounding ends there: more iterations do not help, a larger eps does.";
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }

    /** The warning, if there is one since the last call. */
    public Optional<String> takeWarning() {
        Optional<String> taken = Optional.ofNullable(warning);
        warning = null;
        return taken;
    }
}
