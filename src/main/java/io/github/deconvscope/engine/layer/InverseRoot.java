package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.deconvscope.run.WhiteningNorm;
import io.github.deconvscope.run.cost.WhiteningWork;
import java.util.ArrayList;
import java.util.List;

/**
 * The inverse square root of symmetric positive definite matrices by Newton-Schulz: the function of {@link NewtonSchulz}, with its gradient
 * worked out by hand. For 5 iterations it takes 10 + 16 products of matrices where the published iteration takes 15, and autograd 30.
 *
 * <p>Forward, two iterations are taken at once. With M = Z Y their common factor is a polynomial of degree 4, R = 9/4 I - 39/16 M + 27/16 M^2
 * - 9/16 M^3 + 1/16 M^4. In N = M / 9 it is 6561/16 (P Q + f I) with P = N^2 - N + b I and Q = N^2 + e I: two products, and few passes over
 * memory beside them. Then Z := R Z, Y := Y R, and N := Z Y, where Y is kept as a ninth of what is published. Rounding errors are corrected as
 * in the published form.
 *
 * <p>Backward, every iterate is a polynomial of A. The gradient of such a function of a symmetric matrix, applied to the symmetric part of
 * the gradient of the result, is its derivative in that direction. So one more pass forward finds it, with the iterates at hand:
 * dZ := dR Z + R dZ, and, from M := R M R, dM := V + V' with V = R (dM R / 2 + M dR). Each derivative is symmetric, and where it is a
 * product and its transpose half the products are saved.
 *
 * <p>Tried and given up: M := R M R forward too needs fewer products, but its rounding errors grow; half of a symmetric product saves less
 * than putting the halves together costs.
 *
 * <p>Source: Ye et al., 2020, section 3.3; Higham, <em>Functions of Matrices</em>, 2008, sections 3 and 6.
 */
public final class InverseRoot {
    private final NDArray norm;
    private final WhiteningNorm kind;
    private final NDArray rootOfNorm;
    private final List<Stage> stages = new ArrayList<>();
    private final NDArray value;

    /**
     * Computes the root. Keeps no graph.
     *
     * @param a (F, F), or (G, F, F) for G matrices at once; without gradient
     * @param norm the norms of A, see {@link NewtonSchulz#norm}
     * @param kind which norm they are
     * @param iterations 1 or more
     * @param iterates takes the approximations after 0, 1, ... iterations; null if nobody looks
     */
    public InverseRoot(NDArray a, NDArray norm, WhiteningNorm kind, int iterations, List<NDArray> iterates) {
        this.norm = norm;
        this.kind = kind;
        rootOfNorm = norm.sqrt();
        NDArray y = a.div(Matrices.times(norm, Stage.SCALE));
        NDArray n = y;
        NDArray z = null;
        for (int left = iterations; left > 0; left -= 2) {
            Stage stage = left == 1 ? Stage.ofOne(n, z) : Stage.ofTwo(n, z);
            if (iterates != null) {
                note(iterates, z == null ? Matrices.identityLike(a) : z);
                if (left > 1) {
                    note(iterates, Stage.ofOne(n, z).next());
                }
            }
            stages.add(stage);
            z = stage.next();
            if (left > 2) {
                y = y.matMul(stage.r);
                n = z.matMul(y);
            }
        }
        if (iterates != null) {
            note(iterates, z);
        }
        value = z.div(rootOfNorm);
    }

    private void note(List<NDArray> iterates, NDArray z) {
        iterates.add(z.div(rootOfNorm));
    }

    /** Approximately A^(-1/2), in the shape of A. */
    public NDArray value() {
        return value;
    }

    /** How many products of two matrices {@link #value} takes. */
    public static int products(int iterations) {
        return WhiteningWork.products(iterations);
    }

    /** All arrays that {@link #gradient} needs. */
    NDList kept() {
        NDList kept = new NDList(norm, rootOfNorm, value);
        for (Stage stage : stages) {
            kept.add(stage.n);
            kept.add(stage.r);
            if (stage.p != null) {
                kept.add(stage.p);
                kept.add(stage.q);
            }
            if (stage.z != null) {
                kept.add(stage.z);
            }
        }
        return kept;
    }

    /**
     * The gradient with respect to A, through the norm too.
     *
     * @param g gradient with respect to the value, in its shape and type
     * @return symmetric matrices in the shape of A
     */
    public NDArray gradient(NDArray g) {
        // What is iterated is N = A over 9 norms, and the value is Z over the root of the norm.
        NDArray direction = Matrices.plusTransposed(g).divi(Matrices.times(rootOfNorm, 2 * Stage.SCALE));
        NDArray twice = Matrices.plusTransposed(derivative(direction));
        NDArray n = stages.get(0).n;
        NDArray share = Matrices.inner(g, value)
                .muli(0.5)
                .addi(Matrices.inner(twice, n).muli(Stage.SCALE / 2.0))
                .divi(norm);
        return twice.divi(Matrices.times(norm, 2)).subi(ofNorm(n).mul(share));
    }

    /** The derivative of the norm with respect to A: A / norm, or its third power. */
    private NDArray ofNorm(NDArray n) {
        return switch (kind) {
            case FROBENIUS -> Matrices.times(n, Stage.SCALE);
            case SCHATTEN4 -> n.matMul(n).matMul(n).muli(Math.pow(Stage.SCALE, 3));
        };
    }

    /** The derivative of the last Z where the first N changes in a symmetric direction, which is used up. */
    private NDArray derivative(NDArray direction) {
        NDArray dn = direction;
        NDArray dz = null;
        for (Stage stage : stages) {
            NDArray dr = stage.derivative(dn);
            dz = dz == null ? dr : dr.matMul(stage.z).addi(stage.r.matMul(dz));
            if (stage != stages.get(stages.size() - 1)) {
                NDArray inner = dn.matMul(stage.r).muli(0.5).addi(stage.n.matMul(dr));
                dn = Matrices.plusTransposed(stage.r.matMul(inner));
            }
        }
        return dz;
    }

    /**
     * One or two iterations.
     *
     * @param n Z Y / 9 before it
     * @param p N^2 - N + b I; null for one iteration
     * @param q N^2 + e I; null for one iteration
     * @param r the factor
     * @param z Z before it; null for the identity
     */
    private record Stage(NDArray n, NDArray p, NDArray q, NDArray r, NDArray z) {
        /** M is so many times N; chosen so that N^3 has the coefficient -1 where N^4 has 1. */
        static final int SCALE = 9;
        /** The coefficient of N^4 in the factor of two iterations. */
        private static final double LEADING = 6561 / 16.0;

        private static final double E = 13 / 243.0;
        private static final double B = 1 / 3.0 - E;
        private static final double F = 4 / 729.0 - B * E;

        static Stage ofOne(NDArray n, NDArray z) {
            return new Stage(n, null, null, Matrices.addToDiagonal(Matrices.times(n, -SCALE / 2.0), 1.5), z);
        }

        static Stage ofTwo(NDArray n, NDArray z) {
            NDArray square = n.matMul(n);
            NDArray p = Matrices.addToDiagonal(square.sub(n), B);
            NDArray q = Matrices.addToDiagonal(square, E);
            NDArray r = Matrices.addToDiagonal(p.matMul(q), F).muli(LEADING);
            return new Stage(n, p, q, r, z);
        }

        /** Z after it. */
        NDArray next() {
            return z == null ? r : r.matMul(z);
        }

        /** The derivative of the factor where N changes by dn; with one iteration, the last, dn is used up. */
        NDArray derivative(NDArray dn) {
            if (p == null) {
                return dn.muli(-SCALE / 2.0);
            }
            NDArray ofSquare = Matrices.plusTransposed(n.matMul(dn));
            return ofSquare.sub(dn).matMul(q).addi(p.matMul(ofSquare)).muli(LEADING);
        }
    }
}
