package io.github.deconvscope.engine.root;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.WhiteningNorm;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How an inverse square root is approximated.
 *
 * @param polynomial what every iteration multiplies by
 * @param count how many iterations at most; 1 or more
 * @param norm what a covariance is divided by before the first
 * @param tolerance the residual, {@link io.github.deconvscope.run.config.WhiteningRules#RESIDUAL}, at which no more iteration follows the first; 0 for all of
 *     them
 * @param stop collects the outcome, for a warning; null for none
 */
public record Iteration(
        WhiteningPolynomial polynomial,
        int count,
        WhiteningNorm norm,
        double tolerance,
        @Nullable Stop stop) {
    public Iteration {
        if (count < 1) {
            throw new InvalidInputException("Whitening: iterations is " + count
                    + "; it has to be 1 or more; usual are 5, and 15 in the first layer.");
        }
        if (!(tolerance >= 0)) {
            throw new InvalidInputException("Whitening: the residual to stop at is " + tolerance
                    + "; it has to be 0, for all iterations, or more.");
        }
    }

    /** One that reports to nobody. */
    public Iteration(WhiteningPolynomial polynomial, int count, WhiteningNorm norm, double tolerance) {
        this(polynomial, count, norm, tolerance, null);
    }

    /** Newton-Schulz after division by the Frobenius norm, so many times. */
    public static Iteration published(int count) {
        return new Iteration(WhiteningPolynomial.NEWTON_SCHULZ, count, WhiteningNorm.FROBENIUS, 0);
    }

    /** The same, another number of times. */
    public Iteration times(int count) {
        return new Iteration(polynomial, count, norm, tolerance, stop);
    }

    /** The same by another polynomial. */
    public Iteration by(WhiteningPolynomial polynomial) {
        return new Iteration(polynomial, count, norm, tolerance, stop);
    }

    /** The same after division by another norm. */
    public Iteration with(WhiteningNorm norm) {
        return new Iteration(polynomial, count, norm, tolerance, stop);
    }

    /** The same, but no further than to a residual. */
    public Iteration until(double tolerance) {
        return new Iteration(polynomial, count, norm, tolerance, stop);
    }

    /** Whether the number of iterations depends on the matrix. */
    public boolean adaptive() {
        return tolerance > 0;
    }

    /** The same, reporting what it finds. */
    public Iteration reportingTo(Stop report) {
        return new Iteration(polynomial, count, norm, tolerance, report);
    }

    /**
     * Whether the tolerance is reached. Computes nothing unless the number of iterations depends on it.
     *
     * @param own the residual by the iterate itself, norm(I - Z Y)_F / sqrt(F): already computed, so it is checked first; too small where
     *     rounding parts Z from Y
     * @param residual of the D that would be used, two products more: it decides
     */
    boolean reached(DoubleSupplier own, DoubleSupplier residual) {
        if (!adaptive()) {
            return false;
        }
        double ofIterate = own.getAsDouble();
        if (!(ofIterate <= tolerance)) {
            return false;
        }
        double left = residual.getAsDouble();
        if (stop != null) {
            stop.checked(ofIterate, left <= tolerance);
        }
        return left <= tolerance;
    }
}
