package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.Scalars;
import java.util.List;

/**
 * The inverse square root of a symmetric positive definite matrix by coupled Newton-Schulz iterations, differentiable.
 *
 * <p>As published: Y_0 = A / norm(A)_F, Z_0 = I; T = (3 I - Z Y) / 2, Y := Y T, Z := T Z; the result is Z / sqrt(norm(A)_F). That is 15 matrix
 * products for 5 iterations. Here it is 11, with the same iterates and the same gradient: the first two iterations are polynomials of Y_0
 * alone, Z_2 = 9/4 I - 39/16 Y + 27/16 Y^2 - 9/16 Y^3 + 1/16 Y^4 and Y_2 = Y Z_2, and the last needs no Y. The gradient flows through every
 * iteration and the norm.
 *
 * <p>Tried and given up: with M = Z Y the iteration Z := Z T, M := M T^2 needs as many products and fewer in the backward pass, but it does
 * not correct its own rounding errors, which then grow from iteration to iteration.
 *
 * <p>Source: Ye et al., 2020, section 3.3; Higham, <em>Functions of Matrices</em>, 2008, section 6.
 */
public final class NewtonSchulz {
    private NewtonSchulz() {}

    /**
     * @param a (F, F), or (G, F, F) for G matrices at once
     * @param norm the Frobenius norms of the matrices, (1, 1) or (G, 1, 1), see {@link #norm}
     * @param iterations 1 or more
     * @param policy if it asks for Newton-Schulz in fp16, the iteration is the published one with every result rounded
     * @param iterates takes the approximations after 0, 1, ... iterations, without gradient; null if nobody looks
     * @return approximately A^(-1/2), in the shape of a
     */
    public static NDArray inverseSqrt(
            NDArray a, NDArray norm, int iterations, PrecisionPolicy policy, List<NDArray> iterates) {
        Trace trace = new Trace(norm.sqrt(), iterates);
        if (iterates != null) {
            trace.add(identityLike(a));
        }
        NDArray y = a.div(norm);
        NDArray z =
                policy.halfNewtonSchulz() ? published(y, iterations, policy, trace) : condensed(y, iterations, trace);
        return policy.inNewtonSchulz(z.div(trace.rootOfNorm));
    }

    private static NDArray condensed(NDArray start, int iterations, Trace trace) {
        if (iterations == 1 || trace.iterates != null) {
            NDArray z1 = plusDiagonal(Scalars.times(start, -0.5), 1.5);
            trace.add(z1);
            if (iterations == 1) {
                return z1;
            }
        }
        NDArray squared = start.matMul(start);
        NDArray inner = Scalars.times(squared, 1 / 16.0).addi(Scalars.times(start, -9 / 16.0));
        NDArray z = squared.matMul(plusDiagonal(inner, 27 / 16.0)).addi(Scalars.times(start, -39 / 16.0));
        plusDiagonal(z, 9 / 4.0);
        trace.add(z);
        NDArray y = iterations > 2 ? start.matMul(z) : null;
        for (int k = 3; k <= iterations; k++) {
            NDArray t = plusDiagonal(Scalars.times(z.matMul(y), -0.5), 1.5);
            if (k < iterations) {
                y = y.matMul(t);
            }
            z = t.matMul(z);
            trace.add(z);
        }
        return z;
    }

    /** Adds a constant to the diagonal of a fresh result in place. It has no part in the gradient, so the graph is not told. */
    private static NDArray plusDiagonal(NDArray a, double constant) {
        int n = a.getShape().dimension();
        a.stopGradient().diagonal(0, n - 2, n - 1).addi(constant);
        return a;
    }

    private static NDArray published(NDArray start, int iterations, PrecisionPolicy policy, Trace trace) {
        NDArray identity = identityLike(start);
        NDArray threeHalves = Scalars.times(identity, 1.5);
        NDArray y = policy.inNewtonSchulz(start);
        NDArray z = identity;
        for (int k = 1; k <= iterations; k++) {
            NDArray product = policy.inNewtonSchulz(z.matMul(y));
            NDArray t = policy.inNewtonSchulz(Scalars.times(product, -0.5).addi(threeHalves));
            y = policy.inNewtonSchulz(y.matMul(t));
            z = policy.inNewtonSchulz(t.matMul(z));
            trace.add(z);
        }
        return z;
    }

    private static NDArray identityLike(NDArray a) {
        int f = (int) a.getShape().get(a.getShape().dimension() - 1);
        return a.getManager().eye(f, f, 0, a.getDataType());
    }

    /** Collects Z_k / sqrt(norm) if somebody looks. */
    private record Trace(NDArray rootOfNorm, List<NDArray> iterates) {
        void add(NDArray z) {
            if (iterates != null) {
                iterates.add(z.stopGradient().div(rootOfNorm.stopGradient()));
            }
        }
    }

    /**
     * X X', (F, R) to (F, F) or batched. Its gradient is taken as (g + g') X: one product where autograd's own would be two, g X and g' X.
     */
    static NDArray gram(NDArray x) {
        int[] swap = x.getShape().dimension() == 3 ? new int[] {0, 2, 1} : new int[] {1, 0};
        NDArray product = x.matMul(x.stopGradient().transpose(swap));
        NDArray transposed = product.transpose(swap);
        return product.add(transposed.sub(transposed.stopGradient())); // adds zero, and sends g' back too
    }

    /** The Frobenius norm of each matrix: (F, F) to (1, 1), (G, F, F) to (G, 1, 1). */
    public static NDArray norm(NDArray a) {
        int n = a.getShape().dimension();
        return a.square().sum(new int[] {n - 2, n - 1}, true).sqrt();
    }
}
