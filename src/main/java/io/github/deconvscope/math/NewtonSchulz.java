package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;

/**
 * The Newton-Schulz iteration towards the inverse square root of a covariance, and its kin ({@link IterationForm}), one step at a time, in the
 * arithmetic of a {@link Lane}. Coupled
 * (Ye et al., "Network Deconvolution", ICLR 2020, algorithm 1):
 *
 * <pre>Y0 = Cov / norm(Cov)_F, Z0 = I;   T = (3 I - Z Y) / 2,  Y = Y T,  Z = T Z;   D_k = Z_k / sqrt(norm(Cov)_F)</pre>
 *
 * Z_0 = I makes the first product with it needless, and Y is only brought up to date when another step is taken. In fp16 and bf16 every
 * intermediate value is rounded: each product, each sum (from the first to the last term), the norm, the quotients. Where fp16 adds up in fp32
 * a sum is rounded once, when it is complete.
 *
 * <p>Uncoupled (Huang et al., "Iterative Normalization", CVPR 2019):
 *
 * <pre>S = Cov / trace(Cov), P0 = I;   P = 1.5 P - 0.5 P^3 S;   D_k = P_k / sqrt(trace(Cov))</pre>
 *
 * In exact arithmetic it is the same polynomial in Cov but for the divisor. Near convergence, however, it amplifies rounding errors: the
 * error of P that couples two eigenvectors with the eigenvalue ratio r^2 is multiplied by 1 - (r + r^2) / 2, which exceeds 1 in size for
 * ratios above 2.44. The coupled iteration does not amplify them (Higham, Functions of Matrices, SIAM 2008, section 6.4).
 */
public final class NewtonSchulz {
    private final Steps steps;
    private final int n;
    private int iteration;

    /**
     * @param covariance symmetric, {@code n x n}, row-major
     * @param lane the arithmetic; the covariance is rounded to it first
     */
    public NewtonSchulz(double[] covariance, int n, IterationForm form, Lane lane) {
        if (covariance.length != n * n) {
            throw new InvalidInputException(covariance.length + " values are no " + n + " x " + n + " covariance.");
        }
        this.n = n;
        this.steps = switch (form) {
            case COUPLED -> new CoupledSteps(covariance, n, lane);
            case UNCOUPLED -> new UncoupledSteps(covariance, n, lane);
            default -> new PolynomialSteps(covariance, n, form, lane);
        };
    }

    /** Number of iterations done so far. */
    public int iteration() {
        return iteration;
    }

    /** Number of dimensions. */
    public int dimension() {
        return n;
    }

    /** One more iteration. */
    public void step() {
        steps.step();
        iteration++;
    }

    /** D after the iterations so far, {@code n x n}; a new array. */
    public double[] whitening() {
        return steps.whitening();
    }

    /**
     * The residual as estimated from the iterates alone: norm(I - Z Y)_F / sqrt(F) of the rounded Z and Y. Costs nothing, as Z Y is what
     * the next step begins with. It equals the residual of D, see {@link Whiteness#residual}, only while Y is still the covariance times Z;
     * once rounding has broken that, the estimate keeps falling although D no longer gets whiter. Of the uncoupled iteration, which has no
     * Y, it is that of P^2 S.
     */
    public double ownResidual() {
        return Whiteness.distanceFromIdentity(steps.zy(), n);
    }

    /** What Cov was divided by, norm(Cov)_F or trace(Cov), as the lane computes it; infinite or 0 where it leaves the range of the lane. */
    public double norm() {
        return steps.norm();
    }

    /** D after {@code iterations} coupled steps. */
    public static double[] whitening(double[] covariance, int n, int iterations, Lane lane) {
        return whitening(covariance, n, iterations, IterationForm.COUPLED, lane);
    }

    /** D after {@code iterations} steps. */
    public static double[] whitening(double[] covariance, int n, int iterations, IterationForm form, Lane lane) {
        NewtonSchulz newtonSchulz = new NewtonSchulz(covariance, n, form, lane);
        for (int k = 0; k < iterations; k++) {
            newtonSchulz.step();
        }
        return newtonSchulz.whitening();
    }

    /**
     * What {@code iterations} exact steps of Newton-Schulz do to the direction of an eigenvalue.
     *
     * @param eigenvalue of the covariance, at most {@code norm}
     * @param norm what Cov is divided by, above 0
     * @return the gain, which tends to 1/sqrt(eigenvalue) from below
     */
    public static double gain(double eigenvalue, double norm, int iterations) {
        return gain(eigenvalue, norm, iterations, IterationForm.COUPLED);
    }

    /** The same of another form: every iterate is a polynomial in Cov, so each direction goes its own way, y = lambda/norm, z = 1, y = y t, z = t z. */
    public static double gain(double eigenvalue, double norm, int iterations, IterationForm form) {
        double y = eigenvalue / norm;
        double z = 1;
        for (int k = 1; k <= iterations; k++) {
            double[] factor = form.factor(k);
            double m = z * y;
            double t = 0;
            for (int i = factor.length - 1; i >= 0; i--) {
                t = t * m + factor[i];
            }
            y *= t;
            z *= t;
        }
        return z / Math.sqrt(norm);
    }

    /** What a covariance, {@code n x n}, is divided by before it is iterated: at least its largest eigenvalue. */
    public static double norm(IterationForm form, double[] covariance, int n) {
        return form == IterationForm.UNCOUPLED
                ? SquareMatrix.trace(covariance, n)
                : SquareMatrix.frobeniusNorm(covariance);
    }

    /** {@link IterationForm#boost} / sqrt(norm), norm what Cov is divided by: no direction can have a larger gain after k iterations. */
    public static double ceiling(double norm, int iterations, IterationForm form) {
        return form.boost(iterations) / Math.sqrt(norm);
    }

    /** One form of the iteration, in one arithmetic. */
    interface Steps {
        void step();

        double[] whitening();

        /** Z Y, as held. */
        double[] zy();

        double norm();
    }
}
