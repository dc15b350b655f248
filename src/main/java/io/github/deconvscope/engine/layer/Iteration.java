package io.github.deconvscope.engine.layer;

import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.WhiteningNorm;
import io.github.deconvscope.run.WhiteningPolynomial;

/**
 * How an inverse square root is approached.
 *
 * @param polynomial what every iteration multiplies by
 * @param count how many iterations; 1 or more
 * @param norm what a covariance is divided by before the first
 */
public record Iteration(WhiteningPolynomial polynomial, int count, WhiteningNorm norm) {
    public Iteration {
        if (count < 1) {
            throw new InvalidInputException("Whitening: iterations is " + count
                    + "; it has to be 1 or more; usual are 5, and 15 in the first layer.");
        }
    }

    /** Newton-Schulz after division by the Frobenius norm, so many times. */
    public static Iteration published(int count) {
        return new Iteration(WhiteningPolynomial.NEWTON_SCHULZ, count, WhiteningNorm.FROBENIUS);
    }

    /** The same, another number of times. */
    Iteration times(int count) {
        return new Iteration(polynomial, count, norm);
    }

    /** The same after division by another norm. */
    public Iteration with(WhiteningNorm norm) {
        return new Iteration(polynomial, count, norm);
    }
}
