package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * The coupled iteration with other polynomials than that of Newton and Schulz, in the arithmetic of a {@link Lane}. An {@link IterationForm} gives
 * the coefficients c0, c1, ... of each iteration:
 *
 * <pre>M = Z Y,  T = c0 I + c1 M + c2 M^2 + ...,  Y = Y T,  Z = T Z</pre>
 *
 * Each product of matrices is rounded as the lane does, then T. A T of fourth degree is computed from two products, as the layers do
 * ({@link QuarticFactor}); the two factors of the last one are rounded too.
 */
final class PolynomialSteps implements NewtonSchulz.Steps {
    private final int n;
    private final IterationForm form;
    private final Lane lane;
    private final double norm;
    private double[] y;
    private double[] z;
    private double[] pending;
    private double[] zy;
    private int iteration;

    PolynomialSteps(double[] covariance, int n, IterationForm form, Lane lane) {
        this.n = n;
        this.form = form;
        this.lane = lane;
        double[] rounded = Arrays.stream(covariance).map(lane::round).toArray();
        double squares = 0;
        for (double value : rounded) {
            squares =
                    lane == Lane.DOUBLE ? squares + value * value : lane.add((float) squares, (float) (value * value));
        }
        norm = lane.round(Math.sqrt(squares));
        y = LaneMatrix.over(rounded, norm, lane);
    }

    @Override
    public void step() {
        iteration++;
        double[] t = factor(zy(), form.factor(iteration));
        z = z == null ? t : product(t, z);
        pending = t;
        zy = null;
    }

    private double[] factor(double[] m, double[] c) {
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

    private double[] product(double[] a, double[] b) {
        return LaneMatrix.product(a, b, n, lane);
    }

    @Override
    public double[] zy() {
        if (zy == null) {
            y = pending == null ? y : product(y, pending);
            zy = z == null ? y : product(z, y);
            pending = null;
        }
        return zy;
    }

    @Override
    public double[] whitening() {
        return LaneMatrix.overRoot(z == null ? SquareMatrix.identity(n) : z, norm, lane);
    }

    @Override
    public double norm() {
        return norm;
    }
}
