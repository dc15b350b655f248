package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.engine.compute.SmallProducts;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.root.PolynomialTape.Polynomial;
import io.github.deconvscope.run.config.WhiteningNorm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inverse square root of a covariance of fewer samples than features: the function of {@link NewtonSchulzSteps}, in products of matrices as large
 * as the samples are many, with a manual gradient.
 *
 * <p>With the samples X, F x R, the covariance is A = eps I + X X' / R. Over its norm it is e I + U U', and a polynomial of that is s I + U M U' with
 * a number s and an R x R matrix M, see {@link PolynomialTape}. Only the result is as large as A. A head with 512 channels sees 128 samples, so that a
 * product is one or two of 128 x 128 instead of one of 512 x 512.
 *
 * <p>Backward, with G the symmetric part of the gradient of the result: M gets U' G U and s the trace of G; these go back to the gradients of
 * K = U' U and e. That of U is 2 (G U M + U dK). The norm has its share from all of these, and its own gradient is a polynomial of A times X, which is X
 * times the same polynomial of e I + K.
 *
 * <p>Where the samples have a graph autograd can go back through all of it instead.
 */
public final class LowRankRoot {
    private final WhiteningNorm kind;
    private final NDArray norm;
    private final NDArray rootOfNorm;
    /** What the samples are divided by, so that the covariance of U is U U'. */
    private final NDArray divisor;

    private final NDArray unit;
    private final Polynomial covariance;
    private final PolynomialTape tape;
    private final Polynomial root;
    private final NDArray value;

    /**
     * Computes the root.
     *
     * @param samples the covariance is taken from, (F, R)
     * @param eps on the diagonal of the covariance
     * @param norm of the covariance, (1, 1), see {@link NewtonSchulzSteps#norm}
     * @param iteration how to approach the root
     * @param iterates takes the approximations after 0, 1, ... iterations, without gradient; null if nobody looks
     */
    public LowRankRoot(
            NDArray samples, double eps, NDArray norm, Iteration iteration, @Nullable List<NDArray> iterates) {
        kind = iteration.norm();
        this.norm = norm.reshape(1);
        rootOfNorm = this.norm.sqrt();
        divisor = Scalars.times(norm, samples.getShape().get(1)).sqrt();
        unit = samples.div(divisor);
        tape = new PolynomialTape(unit.transpose().matMul(unit));
        NDArray one = this.norm.onesLike();
        covariance = tape.start(Scalars.times(one, eps).div(this.norm), 1);
        root = SmallProducts.compute(count(), () -> iterate(iteration, iterates));
        value = value(root);
    }

    private Polynomial iterate(Iteration iteration, @Nullable List<NDArray> iterates) {
        double scale = RootFactor.scale(iteration.polynomial());
        Polynomial n = tape.scaled(covariance, 1 / scale, 0);
        Polynomial y = n;
        Polynomial z = null;
        int done = 0;
        for (RootFactor factor : RootFactor.of(iteration)) {
            if (iterates != null) {
                iterates.add(
                        value(z == null ? tape.start(norm.onesLike(), 0) : z).stopGradient());
                if (factor.iterations() == 2) {
                    iterates.add(value(times(tape.of(RootFactor.single(iteration, done), n), z))
                            .stopGradient());
                }
            }
            done += factor.iterations();
            Polynomial r = tape.of(factor, n);
            Polynomial found = times(r, z);
            z = found;
            if (done >= iteration.count()) {
                break;
            }
            y = tape.times(y, r);
            Polynomial product = tape.times(found, y);
            n = product;
            if (iteration.reached(
                    () -> distanceFromIdentity(tape.scaled(product, scale, 0)),
                    () -> distanceFromIdentity(tape.times(tape.times(found, found), covariance)))) {
                break;
            }
        }
        if (iterates != null) {
            iterates.add(value(z).stopGradient());
        }
        return z;
    }

    private Polynomial times(Polynomial r, @Nullable Polynomial z) {
        return z == null ? r : tape.times(r, z);
    }

    /** Of the covariance's size: norm(p(A) - I)_F / sqrt(F). Waits for the device. */
    private double distanceFromIdentity(Polynomial p) {
        NDArray inside = tape.inside(p).stopGradient().toType(DataType.FLOAT64, true);
        long features = unit.getShape().get(0);
        double outside = p.number().toType(DataType.FLOAT64, true).getDouble() - 1;
        double left = Matrices.addToDiagonal(inside, -1).square().sum().getDouble();
        return Math.sqrt((outside * outside * (features - count()) + left) / features);
    }

    private long count() {
        return unit.getShape().get(1);
    }

    private NDArray value(Polynomial p) {
        NDArray rows = unit.matMul(p.matrix().div(rootOfNorm));
        return PolynomialTape.identityAndProduct(p.number().div(rootOfNorm), rows, unit.transpose());
    }

    /** Approximately the covariance to the power -1/2, (F, F). */
    public NDArray value() {
        return value;
    }

    /** All arrays that {@link #gradient} needs. */
    public NDList kept() {
        NDList kept = new NDList(norm, rootOfNorm, divisor, unit);
        kept.addAll(tape.kept());
        return kept;
    }

    /**
     * The gradient with respect to the samples, through the norm too.
     *
     * @param g gradient with respect to the value, in its shape and type
     * @return in the shape of the samples
     */
    public NDArray gradient(NDArray g) {
        NDArray ofUnit = g.add(g.transpose()).matMul(unit).divi(Scalars.times(rootOfNorm, 2));
        NDArray ofMatrix = unit.transpose().matMul(ofUnit);
        NDArray ofNumber = g.diagonal().sum().reshape(1).divi(rootOfNorm);
        NDArray ofGram = SmallProducts.compute(count(), () -> tape.gradient(root, ofNumber, ofMatrix));
        NDArray throughMatrix = root.matrix().mul(ofMatrix).sum();
        NDArray throughNorm = root.number()
                .mul(ofNumber)
                .addi(Scalars.times(throughMatrix, 3))
                .muli(-0.5)
                .subi(ofGram.mul(tape.gram()).sum())
                .subi(covariance.ofNumber().mul(covariance.number()));
        NDArray inside =
                Matrices.identityLike(tape.gram()).muli(covariance.number()).addi(tape.gram());
        NDArray ofNorm =
                switch (kind) {
                    case FROBENIUS -> inside;
                    case SCHATTEN4 -> inside.matMul(inside).matMul(inside);
                };
        NDArray within = ofGram.add(ofGram.transpose()).muli(0.5).addi(ofNorm.mul(throughNorm));
        return ofUnit.matMul(root.matrix()).addi(unit.matMul(within)).muli(2).divi(divisor);
    }
}
