package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whitening matrix computed from an approximate one: with the start S and the covariance A, D = B^(-1/2) S where B = S A S'. D A D' is B
 * whitened, and B is near the identity, so that few iterations are left. D is not symmetric, as a product of two.
 *
 * <p>The gradient takes the start as given.
 */
public final class WarmRoot implements Root {
    private final NDArray start;
    private final InverseRoot rest;
    private final NDArray value;

    /**
     * Computes the matrix. Keeps no graph.
     *
     * @param a (F, F), or (G, F, F) for G matrices at once; without gradient
     * @param start in its shape and type, without gradient; nobody may change it afterwards
     * @param iteration of the root of B
     * @param iterates takes the approximations after 0, 1, ... iterations; null if nobody looks
     */
    public WarmRoot(NDArray a, NDArray start, Iteration iteration, @Nullable List<NDArray> iterates) {
        this.start = start;
        NDArray seen = SymmetricProduct.of(start.matMul(a), Matrices.transpose(start));
        List<NDArray> roots = iterates == null ? null : new ArrayList<>();
        rest = new InverseRoot(
                seen,
                NewtonSchulzSteps.norm(seen, iteration.norm()),
                iteration,
                roots,
                root -> whitened(root, start, a));
        value = rest.value().matMul(start);
        note(iterates, roots, start);
    }

    /** D A D' of the D that a root of B makes: B itself was rounded. */
    private static NDArray whitened(NDArray root, NDArray start, NDArray a) {
        NDArray d = root.matMul(start);
        return d.matMul(a).matMul(Matrices.transpose(d));
    }

    private static void note(@Nullable List<NDArray> iterates, @Nullable List<NDArray> roots, NDArray start) {
        if (iterates != null) {
            roots.forEach(root -> iterates.add(root.matMul(start)));
        }
    }

    /** The same, differentiable by autograd, and rounded where the policy iterates in fp16. */
    public static NDArray recorded(
            NDArray a, NDArray start, Iteration iteration, PrecisionPolicy policy, @Nullable List<NDArray> iterates) {
        NDArray half = policy.inNewtonSchulz(start.matMul(a));
        NDArray seen = policy.inNewtonSchulz(half.matMul(Matrices.transpose(start)));
        List<NDArray> roots = iterates == null ? null : new ArrayList<>();
        NDArray norm = NewtonSchulzSteps.norm(seen, iteration.norm());
        NDArray root = NewtonSchulzSteps.inverseSqrt(
                seen, norm, iteration, policy, roots, d -> whitened(d, start.stopGradient(), a.stopGradient()));
        note(iterates, roots, start);
        return policy.inNewtonSchulz(root.matMul(start));
    }

    @Override
    public NDArray value() {
        return value;
    }

    @Override
    public NDList kept() {
        NDList kept = rest.kept();
        kept.add(start);
        return kept;
    }

    @Override
    public NDArray gradient(NDArray g) {
        NDArray back = Matrices.transpose(start);
        return back.matMul(rest.gradient(g.matMul(back))).matMul(start);
    }
}
