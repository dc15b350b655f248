package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * The uncoupled Newton-Schulz iteration, in the arithmetic of a {@link Lane}: P tends to the inverse square root of S, the covariance over its trace.
 * Unlike the coupled one it holds P alone, and so does not correct rounding errors; {@link NewtonSchulz} has the formulas of both.
 */
final class UncoupledSteps implements NewtonSchulz.Steps {
    private final int n;
    private final Lane lane;
    private final double norm;
    private final double[] s;
    private double[] p;

    UncoupledSteps(double[] covariance, int n, Lane lane) {
        this.n = n;
        this.lane = lane;
        double[] rounded = Arrays.stream(covariance).map(lane::round).toArray();
        double trace = 0;
        for (int i = 0; i < rounded.length; i += n + 1) {
            trace = lane == Lane.DOUBLE ? trace + rounded[i] : lane.add((float) trace, (float) rounded[i]);
        }
        norm = lane.round(trace);
        s = LaneMatrix.over(rounded, norm, lane);
        p = SquareMatrix.identity(n);
    }

    @Override
    // lesson:start uncoupled
    public void step() {
        double[] cube = product(product(p, p), p);
        double[] next = product(cube, s);
        for (int i = 0; i < next.length; i++) {
            next[i] = lane.round(lane.round(1.5 * p[i]) - lane.round(0.5 * next[i]));
        }
        p = next;
    }
    // lesson:end uncoupled

    private double[] product(double[] a, double[] b) {
        return LaneMatrix.product(a, b, n, lane);
    }

    @Override
    public double[] whitening() {
        return LaneMatrix.overRoot(p, norm, lane);
    }

    /** P^2 S, rounded: the uncoupled iteration has no Y that rounding could separate from the covariance times Z. */
    @Override
    public double[] zy() {
        return product(product(p, p), s);
    }

    @Override
    public double norm() {
        return norm;
    }
}
