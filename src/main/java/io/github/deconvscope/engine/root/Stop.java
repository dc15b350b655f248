package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.math.Whiteness;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the passes of one layer reach the residual they are to stop at, see {@link Iteration#enough}. Where rounding leaves more than that,
 * all iterations are taken in vain; this says so, once.
 */
public final class Stop {
    private boolean reached;
    private double own = Double.NaN;
    private boolean told;
    private String warning;

    /** Before a pass. */
    public void begin() {
        reached = false;
        own = Double.NaN;
    }

    /**
     * What the iteration found of an iterate that calls itself white enough.
     *
     * @param flattering what it says of itself, norm(I - Z Y)_F / sqrt(F)
     * @param enough whether its D is
     */
    void asked(double flattering, boolean enough) {
        own = flattering;
        reached = enough;
    }

    /** Whether the last iterate that was asked was white enough. */
    boolean reached() {
        return reached;
    }

    /** After a pass: the last iterate has not been asked yet. */
    public void end(String layer, Iteration iteration, NDArray d, NDArray covariance) {
        if (!iteration.adaptive() || reached || told) {
            return;
        }
        NDArray matrix = d.stopGradient();
        NDArray after = matrix.matMul(covariance.stopGradient()).matMul(Matrices.transpose(matrix));
        double left = Matrices.distanceFromIdentity(after);
        if (!(left <= iteration.enough())) {
            told = true;
            warning = words(layer, iteration, left);
        }
    }

    private String words(String layer, Iteration iteration, double left) {
        String all = layer + " does not reach the residual to stop at, " + iteration.enough() + ", in "
                + iteration.count() + (iteration.count() == 1 ? " iteration: " : " iterations: ") + shown(left)
                + " is left of " + Whiteness.RESIDUAL;
        return Double.isNaN(own)
                ? all + ". More iterations go farther."
                : all + ", where the iterate itself, by norm(I - Z Y) / sqrt(F), says " + shown(own)
                        + ". Rounding ends there: more iterations do not help, a larger eps does.";
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }

    /** What has to be told since the last call. */
    public Optional<String> takeWarning() {
        Optional<String> taken = Optional.ofNullable(warning);
        warning = null;
        return taken;
    }
}
