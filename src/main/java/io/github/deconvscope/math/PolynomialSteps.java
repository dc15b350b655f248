package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * The coupled iteration with the polynomials of an {@link IterationForm}, in the arithmetic of a lane: M = Z Y, T = c0 I + c1 M + c2 M^2 + ...,
 * Y = Y T, Z = T Z. Each product is rounded as the lane does, and T once; one of fourth degree is L ((M^2 + p M + b) (M^2 + e) + f), as
 * the layers compute it, whose factors are rounded too.
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
