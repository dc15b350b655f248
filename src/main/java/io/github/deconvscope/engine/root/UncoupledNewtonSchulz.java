package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.precision.Scalars;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inverse square root of a symmetric positive definite matrix by the uncoupled iteration, differentiable by autograd: S = A / trace(A),
 * P_0 = I, P := 1.5 P - 0.5 P^3 S; the result is P / sqrt(trace(A)). Without rounding its iterates are those of {@link NewtonSchulzSteps} with
 * that norm; with it, errors grow from one iteration to the next, see {@code math.NewtonSchulz}, so that only few
 * iterations can be taken.
 *
 * <p>Source: Huang et al., CVPR 2019.
 */
public final class UncoupledNewtonSchulz {
    private UncoupledNewtonSchulz() {}

    /**
     * Iterates.
     *
     * @param a (F, F), or (G, F, F) for G matrices at once
     * @param iterations 0 or more
     * @param iterates takes the approximations after 0, 1, ... iterations, without gradient; null if nobody looks
     * @return approximately A^(-1/2), in the shape of a
     */
    public static NDArray inverseSqrt(NDArray a, int iterations, @Nullable List<NDArray> iterates) {
        NDArray identity = Matrices.identityLike(a);
        NDArray trace = Matrices.inner(a, identity);
        NDArray rootOfTrace = trace.sqrt();
        NDArray s = a.div(trace);
        NDArray p = identity.broadcast(a.getShape());
        note(iterates, p, rootOfTrace);
        for (int k = 0; k < iterations; k++) {
            // P_0^3 is I.
            NDArray step = k == 0 ? s : p.matMul(p).matMul(p).matMul(s);
            p = Scalars.times(p, 1.5).sub(Scalars.times(step, 0.5));
            note(iterates, p, rootOfTrace);
        }
        return p.div(rootOfTrace);
    }

    private static void note(@Nullable List<NDArray> iterates, NDArray p, NDArray rootOfTrace) {
        if (iterates != null) {
            iterates.add(p.stopGradient().div(rootOfTrace.stopGradient()));
        }
    }
}
