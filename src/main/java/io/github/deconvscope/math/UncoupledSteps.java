package io.github.deconvscope.math;

/** The uncoupled iteration, in the arithmetic of a lane; see {@link NewtonSchulz}. */
final class UncoupledSteps implements NewtonSchulz.Steps {
    private final int n;
    private final Lane lane;
    private final double norm;
    private final double[] s;
    private double[] p;

    UncoupledSteps(double[] covariance, int n, Lane lane) {
        this.n = n;
        this.lane = lane;
        s = covariance.clone();
        double trace = 0;
        for (int i = 0; i < s.length; i++) {
            s[i] = lane.round(s[i]);
            if (i % (n + 1) == 0) {
                trace = lane == Lane.DOUBLE ? trace + s[i] : lane.add((float) trace, (float) s[i]);
            }
        }
        norm = lane.round(trace);
        for (int i = 0; i < s.length; i++) {
            s[i] = lane.round(s[i] / norm);
        }
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
        double root = lane.round(Math.sqrt(norm));
        double[] d = new double[p.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = lane.round(p[i] / root);
        }
        return d;
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
