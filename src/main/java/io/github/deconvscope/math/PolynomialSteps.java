package io.github.deconvscope.math;

/**
 * The coupled iteration with other polynomials than that of Newton and Schulz. An {@link IterationForm} gives the coefficients c0, c1, ... of each
 * iteration:
 *
 * <pre>M = Z Y,  T = c0 I + c1 M + c2 M^2 + ...,  Y = Y T,  Z = T Z</pre>
 *
 * A T of fourth degree is computed from two products, as the layers do ({@link QuarticFactor}); the two factors of the last one are rounded too.
 */
final class PolynomialSteps extends CoupledSteps {
    private final IterationForm form;
    private int iteration;

    PolynomialSteps(double[] covariance, int n, IterationForm form, Lane lane) {
        super(covariance, n, lane);
        this.form = form;
    }

    @Override
    double[] factor(double[] m) {
        iteration++;
        double[] c = form.factor(iteration);
        double[] square = c.length > 2 ? product(m, m) : m;
        if (c.length < 5) {
            return sum(square, c.length > 2 ? c[2] : 0, m, c[1], c[0]);
        }
        QuarticFactor quartic = QuarticFactor.of(c);
        double[] p = sum(square, 1, m, quartic.p(), quartic.b());
        double[] q = sum(square, 1, m, 0, quartic.e());
        return sum(product(p, q), quartic.leading(), m, 0, quartic.leading() * quartic.f());
    }

    /** a A + b B + c I, rounded once. */
    private double[] sum(double[] first, double a, double[] second, double b, double c) {
        double[] sum = new double[n * n];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = lane.round(a * first[i] + b * second[i] + (i % (n + 1) == 0 ? c : 0));
        }
        return sum;
    }
}
