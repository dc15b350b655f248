package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.engine.precision.Scalars;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inverse square root of a covariance of fewer samples than features: the function of {@link NewtonSchulzSteps}, differentiable by autograd,
 * in products of matrices as large as the samples are many.
 *
 * <p>With the samples X, F x R, the covariance is A = eps I + X X' / R, and a polynomial in A is s I + X M X' / R with a number s and an R x R
 * matrix M. So is the product of two of them: (s, M) (t, N) = (s t, s N + t M + M K N) with K = X' X / R. Only the result is as large as A. A
 * head with 512 channels sees 128 samples, so that a product is 2 of 128 x 128 instead of one of 512 x 512.
 */
public final class LowRankRoot {
    private final NDArray samples;
    private final NDArray gram;
    private final NDArray rootOfNorm;
    private final @Nullable List<NDArray> iterates;

    private LowRankRoot(NDArray samples, NDArray norm, @Nullable List<NDArray> iterates) {
        this.samples = samples;
        this.iterates = iterates;
        gram = Scalars.times(samples.transpose().matMul(samples), 1.0 / count());
        rootOfNorm = norm.sqrt();
    }

    /**
     * Iterates.
     *
     * @param samples the covariance is taken from, (F, R)
     * @param eps on the diagonal of the covariance
     * @param norm of the covariance, (1, 1), see {@link NewtonSchulzSteps#norm}
     * @param iteration how to approach the root
     * @param iterates takes the approximations after 0, 1, ... iterations, without gradient; null if nobody looks
     * @return approximately the covariance to the power -1/2, (F, F)
     */
    public static NDArray inverseSqrt(
            NDArray samples, double eps, NDArray norm, Iteration iteration, @Nullable List<NDArray> iterates) {
        return new LowRankRoot(samples, norm, iterates).iterate(eps, norm, iteration);
    }

    private NDArray iterate(double eps, NDArray norm, Iteration iteration) {
        NDArray one = norm.onesLike();
        NDArray identity = Matrices.identityLike(gram);
        Polynomial y = new Polynomial(Scalars.times(one, eps).div(norm), identity.div(norm));
        Polynomial z = new Polynomial(one, gram.zerosLike());
        note(z);
        for (int k = 1; k <= iteration.count(); k++) {
            Polynomial m = z.times(y);
            Polynomial root = z;
            if (k > 1 && iteration.reached(m::distanceFromIdentity, () -> whitened(root, eps, norm))) {
                break;
            }
            Polynomial t = factor(m, iteration.polynomial().form().factor(k));
            if (k < iteration.count()) {
                y = y.times(t);
            }
            z = t.times(z);
            note(z);
        }
        return z.value();
    }

    /** How far Z (A / norm) Z, which is D A D, is from the identity. */
    private double whitened(Polynomial z, double eps, NDArray norm) {
        NDArray one = norm.stopGradient().onesLike();
        NDArray divisor = norm.stopGradient();
        Polynomial a = new Polynomial(
                Scalars.times(one, eps).div(divisor),
                Matrices.identityLike(gram).div(divisor));
        Polynomial root = new Polynomial(z.number.stopGradient(), z.matrix.stopGradient());
        return root.times(a).times(root).distanceFromIdentity();
    }

    /** c0 I + c1 M + ..., by as few products as it has powers above the first. */
    private static Polynomial factor(Polynomial m, double[] c) {
        Polynomial sum = m.scaled(c[c.length - 1]).plus(c[c.length - 2]);
        for (int i = c.length - 3; i >= 0; i--) {
            sum = sum.times(m).plus(c[i]);
        }
        return sum;
    }

    private void note(Polynomial z) {
        if (iterates != null) {
            iterates.add(z.value().stopGradient());
        }
    }

    private long count() {
        return samples.getShape().get(1);
    }

    /** s I + X M X' / R. */
    private final class Polynomial {
        private final NDArray number;
        private final NDArray matrix;

        Polynomial(NDArray number, NDArray matrix) {
            this.number = number;
            this.matrix = matrix;
        }

        Polynomial times(Polynomial other) {
            NDArray both = matrix.matMul(gram).matMul(other.matrix);
            return new Polynomial(
                    number.mul(other.number),
                    other.matrix.mul(number).add(matrix.mul(other.number)).add(both));
        }

        Polynomial scaled(double factor) {
            return new Polynomial(Scalars.times(number, factor), Scalars.times(matrix, factor));
        }

        Polynomial plus(double constant) {
            return new Polynomial(number.add(Scalars.times(number.onesLike(), constant)), matrix);
        }

        /** Of the covariance's size: norm(p(A) - I)_F / sqrt(F). Waits for the device. */
        double distanceFromIdentity() {
            NDArray product = matrix.stopGradient().matMul(gram.stopGradient()).toType(DataType.FLOAT64, false);
            double rest = number.toType(DataType.FLOAT64, true).getDouble() - 1;
            double trace = product.diagonal(0, 0, 1).sum().getDouble();
            double square = Matrices.inner(product, product.transpose()).getDouble();
            long features = samples.getShape().get(0);
            return Math.sqrt((rest * rest * features + 2 * rest * trace + square) / features);
        }

        /** Over the root of the norm. */
        NDArray value() {
            NDArray inside =
                    samples.matMul(Scalars.times(matrix, 1.0 / count())).matMul(samples.transpose());
            return inside.add(Matrices.identityLike(inside).mul(number)).div(rootOfNorm);
        }
    }
}
