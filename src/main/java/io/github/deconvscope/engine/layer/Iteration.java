package io.github.deconvscope.engine.layer;

import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.WhiteningNorm;
import io.github.deconvscope.run.WhiteningPolynomial;
import java.util.function.DoubleSupplier;

/**
 * How an inverse square root is approached.
 *
 * @param polynomial what every iteration multiplies by
 * @param count how many iterations at most; 1 or more
 * @param norm what a covariance is divided by before the first
 * @param enough the residual, norm(D Cov D - I)_F / sqrt(F), at which no more iteration follows the first; 0 for all of them
 */
public record Iteration(WhiteningPolynomial polynomial, int count, WhiteningNorm norm, double enough) {
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

    /** Newton-Schulz after division by the Frobenius norm, so many times. */
    public static Iteration published(int count) {
        return new Iteration(WhiteningPolynomial.NEWTON_SCHULZ, count, WhiteningNorm.FROBENIUS, 0);
    }

    /** The same, another number of times. */
    public Iteration times(int count) {
        return new Iteration(polynomial, count, norm, enough);
    }

    /** The same by another polynomial. */
    public Iteration by(WhiteningPolynomial polynomial) {
        return new Iteration(polynomial, count, norm, enough);
    }

    /** The same after division by another norm. */
    public Iteration with(WhiteningNorm norm) {
        return new Iteration(polynomial, count, norm, enough);
    }

    /** The same, but no further than to a residual. */
    public Iteration until(double enough) {
        return new Iteration(polynomial, count, norm, enough);
    }

    /** Whether the number of iterations depends on the matrix. */
    boolean adaptive() {
        return enough > 0;
    }

    /** Whether it has gone far enough; the residual is worked out only if the number of iterations depends on it. */
    boolean reached(DoubleSupplier residual) {
        return adaptive() && residual.getAsDouble() <= enough;
    }
}
