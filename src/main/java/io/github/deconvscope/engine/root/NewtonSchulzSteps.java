package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.math.QuarticFactor;
import io.github.deconvscope.run.config.WhiteningNorm;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The inverse square root of a symmetric positive definite matrix by coupled Newton-Schulz iterations as published, differentiable by
 * autograd: Y_0 = A / norm(A), Z_0 = I; T = (3 I - Z Y) / 2, Y := Y T, Z := T Z; the result is Z / sqrt(norm(A)). The gradient flows
 * through every iteration and the norm.
 *
 * <p>The first iteration has Z = I, and the last needs no Y: 12 products for 5 iterations instead of 15, with the same numbers. Training
 * uses {@link InverseRoot}, which needs fewer still; this one is for iterations in fp16, where each result is rounded. Another
 * {@link io.github.deconvscope.run.config.WhiteningPolynomial polynomial} has another T.
 *
 * <p>Source: Ye et al., 2020, section 3.3.
 */
public final class NewtonSchulzSteps {
    private NewtonSchulzSteps() {}

    /**
     * Iterates.
     *
     * @param a (F, F), or (G, F, F) for G matrices at once
     * @param norm the norms of the matrices, (1, 1) or (G, 1, 1), see {@link #norm}
     * @param iteration how to approach the root
     * @param policy if it asks for Newton-Schulz in fp16, every result is rounded
     * @param iterates takes the approximations after 0, 1, ... iterations, without gradient; null if nobody looks
     * @return approximately A^(-1/2), in the shape of a
     */
    public static NDArray inverseSqrt(
            NDArray a, NDArray norm, Iteration iteration, PrecisionPolicy policy, @Nullable List<NDArray> iterates) {
        NDArray covariance = a.stopGradient();
        return inverseSqrt(
                a, norm, iteration, policy, iterates, d -> d.matMul(covariance).matMul(d));
    }

    /** @param whitened what a root, without gradient, makes of the covariance that is to be white, D Cov D' */
    static NDArray inverseSqrt(
            NDArray a,
            NDArray norm,
            Iteration iteration,
            PrecisionPolicy policy,
            @Nullable List<NDArray> iterates,
            UnaryOperator<NDArray> whitened) {
        NDArray rootOfNorm = norm.sqrt();
        NDArray y = policy.inNewtonSchulz(a.div(norm));
        NDArray z = null;
        note(iterates, Matrices.identityLike(a), rootOfNorm);
        for (int k = 1; k <= iteration.count(); k++) {
            NDArray product = z == null ? y : policy.inNewtonSchulz(z.matMul(y));
            NDArray root = z;
            if (z != null
                    && iteration.reached(
                            () -> Matrices.distanceFromIdentity(product),
                            () -> Matrices.distanceFromIdentity(
                                    whitened.apply(root.stopGradient().div(rootOfNorm.stopGradient()))))) {
                break;
            }
            NDArray t = factor(product, iteration.polynomial().form().factor(k), policy);
            if (k < iteration.count()) {
                y = policy.inNewtonSchulz(y.matMul(t));
            }
            z = z == null ? t : policy.inNewtonSchulz(t.matMul(z));
            note(iterates, z, rootOfNorm);
        }
        return policy.inNewtonSchulz(z.div(rootOfNorm));
    }

    private static NDArray factor(NDArray m, double[] c, PrecisionPolicy policy) {
        if (c.length == 2) {
            return policy.inNewtonSchulz(Matrices.addToDiagonal(Scalars.times(m, c[1]), c[0]));
        }
        NDArray square = policy.inNewtonSchulz(m.matMul(m));
        if (c.length == 3) {
            NDArray powers = Scalars.times(square, c[2]).add(Scalars.times(m, c[1]));
            return policy.inNewtonSchulz(Matrices.addToDiagonal(powers, c[0]));
        }
        QuarticFactor quartic = QuarticFactor.of(c);
        NDArray p =
                policy.inNewtonSchulz(Matrices.addToDiagonal(square.add(Scalars.times(m, quartic.p())), quartic.b()));
        // A copy that autograd follows; duplicate() of DJL 0.36 cuts the gradient.
        NDArray q = policy.inNewtonSchulz(Matrices.addToDiagonal(Scalars.times(square, 1), quartic.e()));
        NDArray both = policy.inNewtonSchulz(p.matMul(q));
        return policy.inNewtonSchulz(Scalars.times(Matrices.addToDiagonal(both, quartic.f()), quartic.leading()));
    }

    private static void note(@Nullable List<NDArray> iterates, NDArray z, NDArray rootOfNorm) {
        if (iterates != null) {
            iterates.add(z.stopGradient().div(rootOfNorm.stopGradient()));
        }
    }

    /** The norm of each symmetric matrix: (F, F) to (1, 1), (G, F, F) to (G, 1, 1). None is below the largest eigenvalue. */
    public static NDArray norm(NDArray a, WhiteningNorm kind) {
        return switch (kind) {
            case FROBENIUS -> frobenius(a);
            case SCHATTEN4 -> frobenius(a.matMul(a)).sqrt();
        };
    }

    private static NDArray frobenius(NDArray a) {
        return Matrices.sum(a.square()).sqrt();
    }
}
