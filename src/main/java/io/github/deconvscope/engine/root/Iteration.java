package io.github.deconvscope.engine.root;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.WhiteningNorm;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.function.DoubleSupplier;

/**
 * How an inverse square root is approached.
 *
 * @param polynomial what every iteration multiplies by
 * @param count how many iterations at most; 1 or more
 * @param norm what a covariance is divided by before the first
 * @param enough the residual, {@link io.github.deconvscope.math.Whiteness#RESIDUAL}, at which no more iteration follows the first; 0 for all of
 *     them
 * @param stop is told what was found; null if nobody asks
 */
public record Iteration(WhiteningPolynomial polynomial, int count, WhiteningNorm norm, double enough, Stop stop) {
    public Iteration {
        if (count < 1) {
            throw new InvalidInputException("Whitening: iterations is " + count
                    + "; it has to be 1 or more; usual are 5, and 15 in the first layer.");
        }
        if (!(enough >= 0)) {
            throw new InvalidInputException("Whitening: the residual to stop at is " + enough
                    + "; it has to be 0, for all iterations, or more.");
        }
    }

    /** One that tells nobody what it finds. */
    public Iteration(WhiteningPolynomial polynomial, int count, WhiteningNorm norm, double enough) {
        this(polynomial, count, norm, enough, null);
    }

    /** Newton-Schulz after division by the Frobenius norm, so many times. */
    public static Iteration published(int count) {
        return new Iteration(WhiteningPolynomial.NEWTON_SCHULZ, count, WhiteningNorm.FROBENIUS, 0);
    }

    /** The same, another number of times. */
    public Iteration times(int count) {
        return new Iteration(polynomial, count, norm, enough, stop);
    }

    /** The same by another polynomial. */
    public Iteration by(WhiteningPolynomial polynomial) {
        return new Iteration(polynomial, count, norm, enough, stop);
    }

    /** The same after division by another norm. */
    public Iteration with(WhiteningNorm norm) {
        return new Iteration(polynomial, count, norm, enough, stop);
    }

    /** The same, but no further than to a residual. */
    public Iteration until(double enough) {
        return new Iteration(polynomial, count, norm, enough, stop);
    }

    /** Whether the number of iterations depends on the matrix. */
    public boolean adaptive() {
        return enough > 0;
    }

    /** The same, telling what it finds. */
    public Iteration telling(Stop told) {
        return new Iteration(polynomial, count, norm, enough, told);
    }

    /**
     * Whether it has gone far enough. Nothing is worked out unless the number of iterations depends on it.
     *
     * @param own what the iterate says of itself, norm(I - Z Y)_F / sqrt(F): at hand, so it is asked first. Rounding parts Z from Y, and then
     *     it flatters
     * @param residual of the D that would be used, two products more: it decides
     */
    boolean reached(DoubleSupplier own, DoubleSupplier residual) {
        if (!adaptive()) {
            return false;
        }
        double flattering = own.getAsDouble();
        if (!(flattering <= enough)) {
            return false;
        }
        double left = residual.getAsDouble();
        if (stop != null) {
            stop.asked(flattering, left <= enough);
        }
        return left <= enough;
    }
}
