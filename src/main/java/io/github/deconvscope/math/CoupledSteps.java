package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * The coupled Newton-Schulz iteration, in the arithmetic of a {@link Lane}: Y and Z side by side, {@link NewtonSchulz} has the formulas. Each product
 * of matrices is rounded as the lane does, then T. Y is computed only when it is asked for, with the next Z Y.
 */
class CoupledSteps implements NewtonSchulz.Steps {
    final int n;
    final Lane lane;
    private final double norm;
    private double[] y;
    private double[] z;
    private double[] pending;
    private double[] zy;

    CoupledSteps(double[] covariance, int n, Lane lane) {
        this.n = n;
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

    // lesson:start step
    /** T, by which the next step multiplies. @param zy not to be changed */
    double[] factor(double[] zy) {
        double[] t = new double[n * n];
        for (int i = 0; i < t.length; i++) {
            t[i] = lane.round(((i % (n + 1) == 0 ? 3 : 0) - zy[i]) / 2);
        }
        return t;
    }

    @Override
    public final void step() {
        double[] t = factor(zy());
        z = z == null ? t : product(t, z);
        pending = t;
        zy = null;
    }

    @Override
    public final double[] zy() {
        if (zy == null) {
            y = pending == null ? y : product(y, pending);
            zy = z == null ? y : product(z, y);
            pending = null;
        }
        return zy;
    }
    // lesson:end step

    final double[] product(double[] a, double[] b) {
        return LaneMatrix.product(a, b, n, lane);
    }

    @Override
    public final double[] whitening() {
        return LaneMatrix.overRoot(z == null ? SquareMatrix.identity(n) : z, norm, lane);
    }

    @Override
    public final double norm() {
        return norm;
    }
}
