package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.Scalars;
import java.util.List;

/**
 * The inverse square root of a symmetric positive definite matrix by coupled Newton-Schulz iterations, differentiable.
 *
 * <p>Y_0 = A / norm(A)_F, Z_0 = I; T = (3 I - Z Y) / 2, Y := Y T, Z := T Z; the result is Z / sqrt(norm(A)_F). The gradient flows through
 * every iteration and the norm. Source: Ye et al., 2020, section 3.3; Higham, <em>Functions of Matrices</em>, 2008, section 6.
 */
public final class NewtonSchulz {
    private NewtonSchulz() {}

    /**
     * @param a (F, F), or (G, F, F) for G matrices at once
     * @param norm the Frobenius norms of the matrices, (1, 1) or (G, 1, 1), see {@link #norm}
     * @param iterations 1 or more
     * @param policy rounds every intermediate result if it asks for Newton-Schulz in fp16
     * @param iterates takes the approximations after 0, 1, ... iterations, without gradient; null if nobody looks
     * @return approximately A^(-1/2), in the shape of a
     */
    public static NDArray inverseSqrt(
            NDArray a, NDArray norm, int iterations, PrecisionPolicy policy, List<NDArray> iterates) {
        int f = (int) a.getShape().get(a.getShape().dimension() - 1);
        NDArray identity = a.getManager().eye(f, f, 0, a.getDataType());
        NDArray rootOfNorm = norm.sqrt();
        NDArray threeHalves = Scalars.times(identity, 1.5);
        NDArray y = policy.inNewtonSchulz(a.div(norm));
        // With Z_0 = I the first step needs one product, not three; the last needs no Y. 12 products for 5 iterations.
        NDArray z = policy.inNewtonSchulz(Scalars.times(y, -0.5).addi(threeHalves));
        if (iterates != null) {
            iterates.add(identity.div(rootOfNorm).stopGradient());
            iterates.add(z.div(rootOfNorm).stopGradient());
        }
        if (iterations > 1) {
            y = policy.inNewtonSchulz(y.matMul(z));
        }
        for (int k = 2; k <= iterations; k++) {
            NDArray product = policy.inNewtonSchulz(z.matMul(y));
            NDArray t = policy.inNewtonSchulz(Scalars.times(product, -0.5).addi(threeHalves));
            if (k < iterations) {
                y = policy.inNewtonSchulz(y.matMul(t));
            }
            z = policy.inNewtonSchulz(t.matMul(z));
            if (iterates != null) {
                iterates.add(z.div(rootOfNorm).stopGradient());
            }
        }
        return policy.inNewtonSchulz(z.div(rootOfNorm));
    }

    /** The Frobenius norm of each matrix: (F, F) to (1, 1), (G, F, F) to (G, 1, 1). */
    public static NDArray norm(NDArray a) {
        int n = a.getShape().dimension();
        return a.square().sum(new int[] {n - 2, n - 1}, true).sqrt();
    }
}
