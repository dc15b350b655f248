package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
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

    /** M is so many times N: what spares passes over memory. */
    static int scale(WhiteningPolynomial polynomial) {
        return polynomial == WhiteningPolynomial.NEWTON_SCHULZ ? Two.SCALE : 1;
    }

    /** The factor of the next iterations: two of Newton-Schulz at once, unless each might be the last. */
    static RootFactor next(Iteration iteration, NDArray n, int left) {
        return switch (iteration.polynomial()) {
            case NEWTON_SCHULZ -> left == 1 || iteration.adaptive() ? One.of(n) : Two.of(n);
            case QUINTIC -> Quintic.of(n);
        };
    }

    /**
     * One iteration of Newton-Schulz: 3/2 I - 1/2 M.
     *
     * @param n M / 9
     */
    record One(NDArray n, NDArray value) implements RootFactor {
        private static final double SLOPE = -Two.SCALE / 2.0;

        static One of(NDArray n) {
            return new One(n, Matrices.addToDiagonal(Matrices.times(n, SLOPE), 1.5));
        }

        @Override
        public NDArray derivative(NDArray dn) {
            return dn.muli(SLOPE);
        }
    }

    /**
     * Two iterations of Newton-Schulz: 9/4 I - 39/16 M + 27/16 M^2 - 9/16 M^3 + 1/16 M^4, which is 6561/16 (P Q + f I): two products, and few
     * passes over memory beside them.
     *
     * @param n M / 9, so that N^3 has the coefficient -1 where N^4 has 1
     * @param p N^2 - N + b I
     * @param q N^2 + e I
     */
    record Two(NDArray n, NDArray p, NDArray q, NDArray value) implements RootFactor {
        static final int SCALE = 9;
        /** The coefficient of N^4. */
        private static final double LEADING = 6561 / 16.0;

        private static final double E = 13 / 243.0;
        private static final double B = 1 / 3.0 - E;
        private static final double F = 4 / 729.0 - B * E;

        static Two of(NDArray n) {
            NDArray square = SymmetricProduct.of(n, n);
            NDArray p = Matrices.addToDiagonal(square.sub(n), B);
            NDArray q = Matrices.addToDiagonal(square, E);
            return new Two(
                    n,
                    p,
                    q,
                    Matrices.addToDiagonal(SymmetricProduct.of(p, q), F).muli(LEADING));
        }

        @Override
        public NDArray derivative(NDArray dn) {
            NDArray ofSquare = Matrices.plusTransposed(n.matMul(dn));
            return SymmetricProduct.sum(ofSquare.sub(dn), q, p, ofSquare).muli(LEADING);
        }

        @Override
        public List<NDArray> kept() {
            return List.of(n, p, q, value);
        }

        @Override
        public int iterations() {
            return 2;
        }
    }

    /**
     * One iteration of the quintic: 3.4445 I - 4.7750 M + 2.0315 M^2, chosen to have the steepest start that keeps what comes near I within .7
     * and 1.2. Source: Jordan et al., <em>Muon</em>, 2024.
     *
     * @param n M
     */
    record Quintic(NDArray n, NDArray value) implements RootFactor {
        static final double CONSTANT = 3.4445;
        static final double LINEAR = -4.7750;
        static final double SQUARE = 2.0315;

        static Quintic of(NDArray n) {
            NDArray value = SymmetricProduct.of(n, n).muli(SQUARE).addi(Matrices.times(n, LINEAR));
            return new Quintic(n, Matrices.addToDiagonal(value, CONSTANT));
        }

        @Override
        public NDArray derivative(NDArray dn) {
            NDArray ofSquare = Matrices.plusTransposed(n.matMul(dn));
            return ofSquare.muli(SQUARE).addi(dn.muli(LINEAR));
        }
    }
}
