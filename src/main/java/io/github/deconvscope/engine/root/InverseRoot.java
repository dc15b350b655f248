package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.deconvscope.run.config.WhiteningNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The inverse square root of symmetric positive definite matrices: the function of {@link NewtonSchulzSteps}, with a manual
 * gradient. For 5 published iterations it takes 10 + 16 products of matrices where the published code takes 15, and autograd 30.
 *
 * <p>Forward, two published iterations are taken at once ({@link RootFactor}). Then Z := R Z, Y := Y R, and N := Z Y, where Y is kept smaller
 * than what is published by the factor's scale. Rounding errors are corrected as in the published form.
 *
 * <p>Backward, every iterate is a polynomial of A. The gradient of such a function of a symmetric matrix, applied to the symmetric part of
 * the gradient of the result, is its derivative in that direction. So one more pass forward finds it, with the iterates at hand:
 * dZ := dR Z + R dZ, and, from M := R M R, dM := V + V' with V = R (dM R / 2 + M dR). Each derivative is symmetric, and where it is a
 * product and its transpose half the products are saved.
 *
 * <p>Tried and given up: M := R M R forward too needs fewer products, but its rounding errors grow; the quartic without its cube, in
 * N - I / 4, saves one product in its derivative, and loses the time in passes over memory.
 *
 * <p>Source: Ye et al., 2020, section 3.3; Higham, <em>Functions of Matrices</em>, 2008, sections 3 and 6.
 */
public final class InverseRoot implements Root {
    private final NDArray norm;
    private final WhiteningNorm kind;
    private final double scale;
    private final NDArray rootOfNorm;
    private final List<Stage> stages = new ArrayList<>();
    private final NDArray value;

    /**
     * A factor and what it is multiplied with.
     *
     * @param z Z before it; null for the identity
     */
    private record Stage(RootFactor factor, @Nullable NDArray z) {
        /** Z after it. */
        NDArray next() {
            return z == null ? factor.value() : SymmetricProduct.of(factor.value(), z);
        }
    }

    /**
     * Computes the root. Keeps no graph.
     *
     * @param a (F, F), or (G, F, F) for G matrices at once; without gradient
     * @param norm the norms of A, see {@link NewtonSchulzSteps#norm}
     * @param iteration how to approach it
     * @param iterates takes the approximations after 0, 1, ... iterations; null if nobody looks
     */
    public InverseRoot(NDArray a, NDArray norm, Iteration iteration, @Nullable List<NDArray> iterates) {
        this(a, norm, iteration, iterates, d -> SymmetricProduct.of(d.matMul(a), d));
    }

    /** @param whitened what a root makes of the covariance that is to be white, D Cov D' */
    InverseRoot(
            NDArray a,
            NDArray norm,
            Iteration iteration,
            @Nullable List<NDArray> iterates,
            UnaryOperator<NDArray> whitened) {
        this.norm = norm;
        kind = iteration.norm();
        scale = RootFactor.scale(iteration.polynomial());
        rootOfNorm = norm.sqrt();
        NDArray y = a.div(Matrices.times(norm, scale));
        NDArray n = y;
        NDArray z = null;
        int done = 0;
        while (done < iteration.count()) {
            Stage stage = new Stage(RootFactor.next(iteration, n, done), z);
            if (iterates != null) {
                note(iterates, z == null ? Matrices.identityLike(a) : z);
                if (stage.factor.iterations() == 2) {
                    note(iterates, new Stage(RootFactor.single(iteration, n, done), z).next());
                }
            }
            stages.add(stage);
            z = stage.next();
            done += stage.factor.iterations();
            if (done < iteration.count()) {
                y = SymmetricProduct.of(y, stage.factor.value());
                NDArray next = SymmetricProduct.of(z, y);
                n = next;
                NDArray root = z;
                if (iteration.reached(
                        () -> Matrices.distanceFromIdentity(Matrices.times(next, scale)),
                        () -> Matrices.distanceFromIdentity(whitened.apply(root.div(rootOfNorm))))) {
                    break;
                }
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
    @Override
    public NDArray value() {
        return value;
    }

    @Override
    public NDList kept() {
        NDList kept = new NDList(norm, rootOfNorm, value);
        for (Stage stage : stages) {
            kept.addAll(stage.factor.kept());
            if (stage.z != null) {
                kept.add(stage.z);
            }
        }
        return kept;
    }

    @Override
    public NDArray gradient(NDArray g) {
        // What is iterated is N = A over scale and norm, and the value is Z over the root of the norm.
        NDArray direction = Matrices.plusTransposed(g).divi(Matrices.times(rootOfNorm, 2.0 * scale));
        NDArray change = derivative(direction);
        NDArray n = stages.get(0).factor.n();
        NDArray ofNorm = Matrices.inner(g, value)
                .muli(0.5)
                .addi(Matrices.inner(change, n).muli(scale))
                .divi(norm);
        return change.div(norm).subi(throughNorm(n, ofNorm));
    }

    /** The part of the gradient through the norm: dnorm/dA is A / norm (Frobenius) or A^3 / norm^3 (Schatten-4), times the given factor. */
    private NDArray throughNorm(NDArray n, NDArray factor) {
        return switch (kind) {
            case FROBENIUS -> n.mul(factor.muli(scale));
            case SCHATTEN4 -> SymmetricProduct.of(SymmetricProduct.of(n, n), n).muli(factor.muli(Math.pow(scale, 3)));
        };
    }

    /** The derivative of the last Z where the first N changes in a symmetric direction, which is used up. */
    private NDArray derivative(NDArray direction) {
        NDArray dn = direction;
        NDArray dz = null;
        for (Stage stage : stages) {
            RootFactor factor = stage.factor;
            NDArray r = factor.value();
            boolean last = stage == stages.get(stages.size() - 1);
            NDArray change = last ? null : dn.matMul(r).muli(0.5);
            NDArray dr = factor.derivative(dn);
            dz = dz == null ? dr : SymmetricProduct.sum(dr, stage.z, r, dz);
            if (!last) {
                dn = Matrices.plusTransposed(r.matMul(change.addi(factor.n().matMul(dr))));
            }
        }
        return dz;
    }
}
