package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.deconvscope.engine.compute.TorchScript;
import io.github.deconvscope.engine.precision.Scalars;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Polynomials of the matrix e I + U U' by what is left of them between the columns of U: such a polynomial p is s I + U M U', where U has R columns, s is
 * the number p(e) and M an R x R matrix. With K = U' U, the product of two is (s, M) (t, N) = (s t, t M + (s I + M K) N): one product of matrices, and
 * one for what the first is inside, s I + M K = p(e I + K), unless it is known.
 *
 * <p>Notes what it computes, and goes back through it: from the gradients of the number and the matrix of one polynomial to those of K and of the
 * number of its start. In exact numbers all matrices are polynomials of K, so that they commute; rounded, the order of products counts.
 */
final class PolynomialTape {
    private static final TorchScript TIMES = new TorchScript(
            "PolynomialTimes",
            "m: Tensor, inside: Tensor, t: Tensor, n: Tensor",
            "return torch.addmm_(torch.mul(m, t), inside, n)\n");
    /** Adds up the parts of both factors. */
    private static final TorchScript TIMES_BACK = new TorchScript(
            "PolynomialTimesBack",
            "ds: Tensor, dm: Tensor, dinside: Tensor, dt: Tensor, dn: Tensor, "
                    + "s: Tensor, m: Tensor, inside: Tensor, t: Tensor, n: Tensor, number: Tensor, matrix: Tensor",
            """
            _0 = torch.addcmul_(ds, number, t)
            _1 = torch.addcmul_(dm, matrix, t)
            _2 = torch.addmm_(dinside, matrix, torch.t(n))
            inner = torch.dot(torch.reshape(matrix, [-1]), torch.reshape(m, [-1]))
            _3 = torch.addcmul_(torch.add_(dt, inner), number, s)
            return torch.addmm_(dn, torch.t(inside), matrix)
            """);

    private static final TorchScript INSIDE_BACK = new TorchScript(
            "PolynomialInsideBack", "ds: Tensor, dm: Tensor, dk: Tensor, m: Tensor, k: Tensor, inside: Tensor", """
            _0 = torch.add_(ds, torch.trace(inside))
            _1 = torch.addmm_(dm, inside, k)
            return torch.addmm_(dk, torch.t(m), inside)
            """);
    private static final TorchScript IDENTITY_AND_PRODUCT =
            new TorchScript("IdentityAndProduct", "s: Tensor, a: Tensor, b: Tensor", """
            product = torch.matmul(a, b)
            _0 = torch.add_(torch.diagonal(product), s)
            return product
            """);

    private final NDArray gram;
    private final NDArray ofGram;
    private final NDList kept;
    private final Deque<Runnable> back = new ArrayDeque<>();

    /** @param gram K, (R, R) */
    PolynomialTape(NDArray gram) {
        this.gram = gram;
        ofGram = gram.zerosLike();
        kept = new NDList(gram, ofGram);
    }

    /** s I + U M U'. */
    static final class Polynomial {
        private final NDArray number;
        private final NDArray matrix;
        private @Nullable NDArray inside;
        private @Nullable Gradient gradient;

        private Polynomial(NDArray number, NDArray matrix) {
            this.number = number;
            this.matrix = matrix;
        }

        /** s, (1). */
        NDArray number() {
            return number;
        }

        /** M, (R, R). */
        NDArray matrix() {
            return matrix;
        }

        /** The gradient with respect to s, once the tape has gone back. */
        NDArray ofNumber() {
            return gradient().number;
        }

        private Gradient gradient() {
            if (gradient == null) {
                gradient = new Gradient(number.zerosLike(), matrix.zerosLike(), matrix.zerosLike());
            }
            return gradient;
        }
    }

    /** Those with respect to number, matrix and what is inside, so far. */
    private record Gradient(NDArray number, NDArray matrix, NDArray inside) {}

    /** number I + factor U U', with number of shape (1). */
    Polynomial start(NDArray number, double factor) {
        return note(number, Scalars.times(Matrices.identityLike(gram), factor));
    }

    private Polynomial note(NDArray number, NDArray matrix) {
        kept.add(number);
        kept.add(matrix);
        return new Polynomial(number, matrix);
    }

    /** factor p + constant I. */
    Polynomial scaled(Polynomial p, double factor, double constant) {
        Polynomial result = note(Scalars.times(p.number, factor).add(constant), Scalars.times(p.matrix, factor));
        back.push(() -> {
            if (result.gradient != null) {
                p.gradient().number.addi(result.gradient.number.muli(factor));
                p.gradient().matrix.addi(result.gradient.matrix.muli(factor));
            }
        });
        return result;
    }

    /** p q, in this order: rounding errors of the iteration grow in another. */
    Polynomial times(Polynomial p, Polynomial q) {
        return times(p, q, 0);
    }

    /** p q + constant I. */
    private Polynomial times(Polynomial p, Polynomial q, double constant) {
        NDArray inside = inside(p);
        Polynomial result =
                note(p.number.mul(q.number).add(constant), TIMES.call(p.matrix, inside, q.number, q.matrix));
        back.push(() -> {
            if (result.gradient != null) {
                Gradient ofP = p.gradient();
                Gradient ofQ = q.gradient();
                TIMES_BACK.call(
                        ofP.number,
                        ofP.matrix,
                        ofP.inside,
                        ofQ.number,
                        ofQ.matrix,
                        p.number,
                        p.matrix,
                        inside,
                        q.number,
                        q.matrix,
                        result.gradient.number,
                        result.gradient.matrix);
            }
        });
        return result;
    }

    /** The polynomial of a factor in p, by one product less than its degree. */
    Polynomial of(RootFactor factor, Polynomial p) {
        List<Double> c = factor.coefficients();
        int degree = c.size() - 1;
        Polynomial sum = scaled(p, c.get(degree), c.get(degree - 1));
        for (int i = degree - 2; i >= 0; i--) {
            sum = times(p, sum, c.get(i));
        }
        return sum;
    }

    /** p(e I + K), (R, R). */
    NDArray inside(Polynomial p) {
        if (p.inside == null) {
            p.inside = identityAndProduct(p.number, p.matrix, gram);
            kept.add(p.inside);
            back.push(() -> {
                if (p.gradient != null) {
                    Gradient of = p.gradient;
                    INSIDE_BACK.call(of.number, of.matrix, ofGram, p.matrix, gram, of.inside);
                }
            });
        }
        return p.inside;
    }

    /** number I + A B, with number of shape (1). */
    static NDArray identityAndProduct(NDArray number, NDArray a, NDArray b) {
        return IDENTITY_AND_PRODUCT.call(number, a, b);
    }

    NDArray gram() {
        return gram;
    }

    /** All arrays that {@link #gradient} needs. */
    NDList kept() {
        return kept;
    }

    /**
     * Goes back, once.
     *
     * @param p what is known of
     * @param ofNumber the gradient with respect to its number, (1)
     * @param ofMatrix and to its matrix, symmetric
     * @return that with respect to K; may not be symmetric: only its symmetric part counts
     */
    NDArray gradient(Polynomial p, NDArray ofNumber, NDArray ofMatrix) {
        p.gradient().number.addi(ofNumber);
        p.gradient().matrix.addi(ofMatrix);
        while (!back.isEmpty()) {
            back.pop().run();
        }
        return ofGram;
    }
}
