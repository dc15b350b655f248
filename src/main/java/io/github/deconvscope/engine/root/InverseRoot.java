package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.deconvscope.engine.compute.SmallProducts;
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
 * <p>Each is one call of a function in TorchScript ({@link RootScripts}): at 144 features the calls from Java took half as long as the products.
 *
 * <p>Tried and given up: M := R M R forward too needs fewer products, but its rounding errors grow; the quartic without its cube, in
 * N - I / 4, saves one product in its derivative, and loses the time in passes over memory.
 *
 * <p>Source: Ye et al., 2020, section 3.3; Higham, <em>Functions of Matrices</em>, 2008, sections 3 and 6.
 */
public final class InverseRoot implements Root {
    private final RootScripts scripts;
    private final NDArray norm;
    private final NDArray rootOfNorm;
    private final List<RootFactor> factors = new ArrayList<>();
    /** N and what each factor keeps, and but for the last Z after it. */
    private final NDList stages = new NDList();

    private final NDArray value;

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
        rootOfNorm = norm.sqrt();
        scripts = RootScripts.of(iteration, a);
        NDArray n = a.div(Matrices.times(norm, scripts.scale()));
        NDArray z = SmallProducts.compute(
                side(a),
                () -> iteration.adaptive() || iterates != null
                        ? stepwise(n, iteration, iterates, whitened)
                        : multiply(RootFactor.of(iteration), true, n).get(0));
        value = z.div(rootOfNorm);
    }

    /** Takes one factor after another, so that somebody can look at what comes out. Returns the last Z. */
    private NDArray stepwise(
            NDArray start, Iteration iteration, @Nullable List<NDArray> iterates, UnaryOperator<NDArray> whitened) {
        NDList state = new NDList(start);
        int done = 0;
        for (RootFactor factor : RootFactor.of(iteration)) {
            NDArray[] before = state.toArray(new NDArray[0]);
            NDArray z = before.length == 1 ? null : before[0];
            if (iterates != null) {
                note(iterates, z == null ? Matrices.identityLike(start) : z);
                if (factor.iterations() == 2) {
                    List<RootFactor> half = List.of(RootFactor.single(iteration, done));
                    note(
                            iterates,
                            scripts.forward(half, z == null, true)
                                    .callForList(before)
                                    .get(1 + half.get(0).kept().size()));
                }
            }
            done += factor.iterations();
            boolean last = done >= iteration.count();
            state = multiply(List.of(factor), last, before);
            if (!last && isReached(iteration, state, whitened)) {
                stages.remove(stages.size() - 1);
                break;
            }
        }
        if (iterates != null) {
            note(iterates, state.get(0));
        }
        return state.get(0);
    }

    private boolean isReached(Iteration iteration, NDList state, UnaryOperator<NDArray> whitened) {
        return iteration.reached(
                () -> Matrices.distanceFromIdentity(Matrices.times(state.get(2), scripts.scale())),
                () -> Matrices.distanceFromIdentity(whitened.apply(state.get(0).div(rootOfNorm))));
    }

    /**
     * Multiplies by some factors, and notes them.
     *
     * @param last whether no others follow
     * @param before Z, Y and N; N alone at the start, where Z is the identity and Y is N
     * @return Z, Y and N after them; Z alone after the last
     */
    private NDList multiply(List<RootFactor> some, boolean last, NDArray... before) {
        NDList results = scripts.forward(some, before.length == 1, last).callForList(before);
        int after = last ? results.size() - 1 : results.size() - 3;
        factors.addAll(some);
        stages.addAll(results.subNDList(0, last ? after : after + 1));
        return results.subNDList(after);
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
        NDList kept = new NDList(value, norm, rootOfNorm);
        kept.addAll(stages);
        return kept;
    }

    @Override
    public NDArray gradient(NDArray g) {
        NDList all = new NDList(g);
        all.addAll(kept());
        return SmallProducts.compute(side(g), () -> scripts.gradient(factors).call(all.toArray(new NDArray[0])));
    }

    private static long side(NDArray matrices) {
        return matrices.getShape().get(matrices.getShape().dimension() - 1);
    }
}
