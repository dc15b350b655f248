package io.github.deconvscope.run.feed;

import java.util.Arrays;

/**
 * A lossless series of points whose x always ascend. One thread appends; any thread reads, without locks: a {@link Snapshot} never
 * changes. A record that goes back, as that of a run continued from a checkpoint may, replaces what it repeats.
 */
public final class Curve {
    private volatile Snapshot snapshot = new Snapshot(new double[256], new double[256], 0);

    /**
     * The points there were at one moment. The arrays may be longer than {@code size} and are shared: read them, never write.
     *
     * @param x step or epoch of each point, strictly ascending
     * @param y value of each point; NaN and infinities are kept
     * @param size number of points
     */
    public record Snapshot(double[] x, double[] y, int size) {
        /** The last value, or NaN if there is none. */
        public double last() {
            return size == 0 ? Double.NaN : y[size - 1];
        }

        /** The points before {@code end}, in arrays of their own if that is fewer: those of this snapshot stay as they are. */
        private Snapshot before(double end) {
            if (size == 0 || x[size - 1] < end) {
                return this;
            }
            int found = Arrays.binarySearch(x, 0, size, end);
            int kept = found >= 0 ? found : -found - 1;
            return new Snapshot(Arrays.copyOf(x, x.length), Arrays.copyOf(y, y.length), kept);
        }
    }

    /**
     * Adds a point at the end; points at {@code x} and beyond are dropped first. For the one writing thread only.
     *
     * @throws IllegalArgumentException if {@code x} is NaN
     */
    public void append(double x, double y) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("a point without a step has no place on a curve");
        }
        dropFrom(x);
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

    /** Drops the points at {@code x} and beyond. For the one writing thread only. */
    public void dropFrom(double x) {
        snapshot = snapshot.before(x);
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public int size() {
        return snapshot.size;
    }
}
