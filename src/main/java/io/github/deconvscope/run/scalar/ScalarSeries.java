package io.github.deconvscope.run.scalar;

import java.util.Arrays;

/**
 * A named curve of a run with every axis it can be drawn over. The arrays have one length and are shared: read them, never write.
 *
 * @param name such as {@code loss}; the same name means the same thing in all runs
 * @param step optimizer steps, ascending; NaN where it is not known
 * @param epoch passes through the data, with fractions; NaN where it is not known
 * @param seconds computing time since the start; NaN where it is not known
 * @param value NaN and infinities are kept
 */
public record ScalarSeries(String name, double[] step, double[] epoch, double[] seconds, double[] value) {
    public ScalarSeries {
        if (step.length != value.length || epoch.length != value.length || seconds.length != value.length) {
            throw new IllegalArgumentException("the axes of " + name + " are not of one length");
        }
    }

    /** What a curve is drawn over. */
    public enum Axis {
        STEP("step", "step"),
        EPOCH("epoch", "epoch"),
        TIME("time", "computing time");

        private final String id;
        private final String label;

        Axis(String id, String label) {
            this.id = id;
            this.label = label;
        }

        public String id() {
            return id;
        }

        public String label() {
            return label;
        }
    }

    /** The positions of the points on one axis. */
    public double[] along(Axis axis) {
        switch (axis) {
            case STEP:
                return step;
            case EPOCH:
                return epoch;
            default:
                return seconds;
        }
    }

    /** Whether at least one point has a place on an axis. */
    public boolean has(Axis axis) {
        return Arrays.stream(along(axis)).anyMatch(x -> !Double.isNaN(x));
    }

    public int size() {
        return value.length;
    }

    /** The last value; NaN if there is none. */
    public double last() {
        return value.length == 0 ? Double.NaN : value[value.length - 1];
    }

    /**
     * The same curve smoothed by an exponential moving average with bias correction, as TensorBoard does it; values that are not finite
     * stay as they are and do not enter the average.
     *
     * @param weight of what came before, 0 (none) up to below 1
     */
    public ScalarSeries smoothed(double weight) {
        if (!(weight >= 0 && weight < 1)) {
            throw new IllegalArgumentException("The smoothing is " + weight + "; it has to be at least 0 and below 1.");
        }
        double[] smooth = new double[value.length];
        double average = 0;
        double correction = 1;
        for (int i = 0; i < value.length; i++) {
            if (Double.isFinite(value[i])) {
                average = weight * average + (1 - weight) * value[i];
                correction *= weight;
                smooth[i] = average / (1 - correction);
            } else {
                smooth[i] = value[i];
            }
        }
        return new ScalarSeries(name, step, epoch, seconds, smooth);
    }
}
