package io.github.deconvscope.figure.training;

import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.run.Curve;

/** The curves of a run as points of a chart, without copying them. */
public final class CurvePoints {
    private CurvePoints() {}

    /** The points a curve has now; it may grow on. */
    public static Points of(Curve curve) {
        Curve.Snapshot now = curve.snapshot();
        return view(now.x(), now.y(), now.size());
    }

    /** The values of one curve over those of another: epochs over their last steps. As many as both have. */
    public static Points over(Curve x, Curve y) {
        Curve.Snapshot xs = x.snapshot();
        Curve.Snapshot ys = y.snapshot();
        return view(xs.y(), ys.y(), Math.min(xs.size(), ys.size()));
    }

    private static Points view(double[] xs, double[] ys, int size) {
        return new Points() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public double x(int index) {
                return xs[index];
            }

            @Override
            public double y(int index) {
                return ys[index];
            }
        };
    }
}
