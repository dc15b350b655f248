package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.math.QuarticFactor;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.List;

/**
 * What one or two iterations multiply Z by: a polynomial R in M = Z Y, taken in N = M / scale, with its derivative. All matrices are
 * symmetric, and no gradients are recorded.
 */
sealed interface RootFactor {
    /** Where the polynomial is taken, M over {@link #scale}. */
    NDArray n();

    /** R. */
    NDArray value();

    /** The derivative of R where N changes by dn, which may be used up. */
    NDArray derivative(NDArray dn);

    /** What the derivative needs, and R. */
    default List<NDArray> kept() {
        return List.of(n(), value());
    }

    /** How many iterations this is. */
    default int iterations() {
        return 1;
    }

    /** M = scale N; the scale saves passes over memory. */
    static double scale(WhiteningPolynomial polynomial) {
        return switch (polynomial) {
            case NEWTON_SCHULZ -> Quartic.scale(TWO);
            case FITTED -> Quartic.scale(polynomial.form().factor(2));
            case QUINTIC, POLAR_EXPRESS -> 1;
        };
    }

    /** Two iterations of Newton-Schulz: 9/4 I - 39/16 M + 27/16 M^2 - 9/16 M^3 + 1/16 M^4. */
    double[] TWO = {9 / 4.0, -39 / 16.0, 27 / 16.0, -9 / 16.0, 1 / 16.0};

    /**
     * The factor of the next iterations: two of Newton-Schulz at once, unless each might be the last.
     *
     * @param done how many iterations there were before
     */
    static RootFactor next(Iteration iteration, NDArray n, int done) {
        if (iteration.polynomial() == WhiteningPolynomial.NEWTON_SCHULZ) {
            return done + 1 == iteration.count() || iteration.adaptive()
                    ? single(iteration, n, done)
                    : new Quartic(n, TWO, Quartic.scale(TWO), 2);
        }
        return single(iteration, n, done);
    }

    /** The factor of one iteration. */
    static RootFactor single(Iteration iteration, NDArray n, int done) {
        double[] c = iteration.polynomial().form().factor(done + 1);
        double scale = scale(iteration.polynomial());
        return switch (c.length) {
            case 2 -> new Linear(n, c, scale);
            case 3 -> new Quadratic(n, c, scale);
            default -> new Quartic(n, c, scale, 1);
        };
    }

    /**
     * c0 I + c1 M: one iteration of Newton-Schulz.
     *
     * @param n M / scale
     */
    record Linear(NDArray n, NDArray value, double slope) implements RootFactor {
        Linear(NDArray n, double[] c, double scale) {
            this(n, Matrices.addToDiagonal(Matrices.times(n, c[1] * scale), c[0]), c[1] * scale);
        }

        @Override
        public NDArray derivative(NDArray dn) {
            return dn.muli(slope);
        }
    }

    /**
     * c0 I + c1 M + c2 M^2: one product.
     *
     * @param n M / scale
     */
    record Quadratic(NDArray n, NDArray value, double linear, double square) implements RootFactor {
        Quadratic(NDArray n, double[] c, double scale) {
            this(
                    n,
                    Matrices.addToDiagonal(
                            SymmetricProduct.of(n, n).muli(c[2] * scale * scale).addi(Matrices.times(n, c[1] * scale)),
                            c[0]),
                    c[1] * scale,
                    c[2] * scale * scale);
        }

        @Override
        public NDArray derivative(NDArray dn) {
            NDArray ofSquare = Matrices.plusTransposed(n.matMul(dn));
            return ofSquare.muli(square).addi(dn.muli(linear));
        }
    }

    /**
     * A polynomial of fourth degree, leading (P Q + f I) with P = N^2 - N + b I and Q = N^2 + e I: two products, and few passes over memory
     * beside them. See {@link QuarticFactor}.
     *
     * @param n M / scale, so that N^3 has the coefficient -1 where N^4 has 1
     */
    record Quartic(NDArray n, NDArray p, NDArray q, NDArray value, double leading, int iterations)
            implements RootFactor {
        Quartic(NDArray n, double[] c, double scale, int iterations) {
            this(n, factor(c, scale), iterations);
        }

        private Quartic(NDArray n, QuarticFactor factor, int iterations) {
            this(n, SymmetricProduct.of(n, n), factor, iterations);
        }

        private Quartic(NDArray n, NDArray square, QuarticFactor factor, int iterations) {
            this(
                    n,
                    Matrices.addToDiagonal(square.sub(n), factor.b()),
                    Matrices.addToDiagonal(square, factor.e()),
                    factor,
                    iterations);
        }

        private Quartic(NDArray n, NDArray p, NDArray q, QuarticFactor factor, int iterations) {
            this(
                    n,
                    p,
                    q,
                    Matrices.addToDiagonal(SymmetricProduct.of(p, q), factor.f())
                            .muli(factor.leading()),
                    factor.leading(),
                    iterations);
        }

        /** M = scale N makes the coefficient of N^3 minus that of N^4. */
        static double scale(double[] c) {
            return -c[3] / c[4];
        }

        private static QuarticFactor factor(double[] c, double scale) {
            double[] ofN = c.clone();
            for (int i = 0; i < ofN.length; i++) {
                ofN[i] *= Math.pow(scale, i);
            }
            return QuarticFactor.of(ofN);
        }

        @Override
        public NDArray derivative(NDArray dn) {
            NDArray ofSquare = Matrices.plusTransposed(n.matMul(dn));
            return SymmetricProduct.sum(ofSquare.sub(dn), q, p, ofSquare).muli(leading);
        }

        @Override
        public List<NDArray> kept() {
            return List.of(n, p, q, value);
        }
    }
}
