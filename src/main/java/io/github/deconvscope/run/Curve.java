package io.github.deconvscope.run;

import java.util.Arrays;

/**
 * A lossless series of points that only grows. One thread appends; any thread reads, without locks: a {@link Snapshot} never changes.
 */
public final class Curve {
    private volatile Snapshot snapshot = new Snapshot(new double[256], new double[256], 0);

    /**
     * The points there were at one moment. The arrays may be longer than {@code size} and are shared: read them, never write.
     *
     * @param x step or epoch of each point, ascending
     * @param y value of each point; NaN and infinities are kept
     * @param size number of points
     */
    public record Snapshot(double[] x, double[] y, int size) {
        /** The last value, or NaN if there is none. */
        public double last() {
            return size == 0 ? Double.NaN : y[size - 1];
        }
    }

    /** Adds a point at the end. For the one writing thread only. */
    public void append(double x, double y) {
        Snapshot now = snapshot;
        double[] xs = now.x;
        double[] ys = now.y;
        if (now.size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * xs.length);
            ys = Arrays.copyOf(ys, 2 * ys.length);
        }
        // Readers of older snapshots never look at this index, so the arrays can be shared; the volatile write
        // publishes the point.
        xs[now.size] = x;
        ys[now.size] = y;
        snapshot = new Snapshot(xs, ys, now.size + 1);
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public int size() {
        return snapshot.size;
    }
}
