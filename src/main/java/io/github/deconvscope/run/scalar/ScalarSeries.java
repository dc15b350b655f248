package io.github.deconvscope.run.scalar;

import io.github.deconvscope.base.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A named curve of a run with every axis it can be drawn over. The arrays have one length and are shared: read them, never write.
 * Its points ascend along {@link #axis}, strictly unless that is a clock, and they never go back along the other axes.
 *
 * @param name such as {@code loss}; the same name means the same thing in all runs
 * @param step optimizer steps; NaN where it is not known
 * @param epoch passes through the data, with fractions; NaN where it is not known
 * @param seconds computing time since the start; NaN where it is not known
 * @param value NaN and infinities are kept
 * @param band the range that each value summarizes, if that is known
 */
public record ScalarSeries(
        String name, double[] step, double[] epoch, double[] seconds, double[] value, Optional<Band> band) {
    /** What the lower edge of a band is called as a curve: its curve's name with this behind. As Weights and Biases does. */
    public static final String LOW = "__MIN";
    /** The same of the upper edge. */
    public static final String HIGH = "__MAX";

    /**
     * The lowest and highest of the values that each point summarizes.
     *
     * @param low one a point; NaN where it is not known
     * @param high one a point
     */
    public record Band(double[] low, double[] high) {}

    /** @throws IllegalArgumentException if the arrays differ in length, or the points have no axis or do not ascend along it */
    public ScalarSeries {
        int size = value.length;
        boolean sameLength = step.length == size
                && epoch.length == size
                && seconds.length == size
                && band.map(edges -> edges.low.length == size && edges.high.length == size)
                        .orElse(true);
        if (!sameLength) {
            throw new IllegalArgumentException("the axes of " + name + " are not of one length");
        }
        if (size > 0) {
            Axis main = Axis.of(step, epoch, seconds);
            for (Axis axis : Axis.values()) {
                double[] x = axis.of(List.of(step, epoch, seconds));
                if (goesBack(x, axis == main && axis != Axis.TIME)) {
                    throw new IllegalArgumentException("the points of " + name + " do not ascend by " + axis.id());
                }
            }
        }
    }

    /** A curve without a band. */
    public ScalarSeries(String name, double[] step, double[] epoch, double[] seconds, double[] value) {
        this(name, step, epoch, seconds, value, Optional.empty());
    }

    /** What a curve is drawn over. */
    public enum Axis implements Choice {
        STEP("step", "step"),
        EPOCH("epoch", "epoch"),
        TIME("time", "computing time");

        private final Words words;

        Axis(String id, String label) {
            this.words = new Words(id, label);
        }

        @Override
        public Words words() {
            return words;
        }

        boolean isBefore(Axis other) {
            return compareTo(other) < 0;
        }

        private double[] of(List<double[]> axes) {
            return axes.get(ordinal());
        }

        /** The first axis on which every point has a place. */
        private static Axis of(double[] step, double[] epoch, double[] seconds) {
            List<double[]> axes = List.of(step, epoch, seconds);
            for (Axis axis : values()) {
                if (Arrays.stream(axis.of(axes)).noneMatch(Double::isNaN)) {
                    return axis;
                }
            }
            throw new IllegalArgumentException("no axis has a place for every point");
        }
    }

    /** Whether points on an axis go back, or, if {@code strictly}, stay where they are; unknown places are passed over. */
    static boolean goesBack(double[] x, boolean strictly) {
        double before = Double.NaN;
        for (double at : x) {
            if (at < before || strictly && at == before) {
                return true;
            }
            before = Double.isNaN(at) ? before : at;
        }
        return false;
    }

    /** The axis that the points are in order of: the first on which all have a place. */
    public Axis axis() {
        return Axis.of(step, epoch, seconds);
    }

    /** The positions of the points on one axis. */
    public double[] along(Axis axis) {
        return axis.of(List.of(step, epoch, seconds));
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

    /** The edges of the band as curves of their own, the lower first; none if there is no band. */
    public List<ScalarSeries> edges() {
        return band.map(edges -> List.of(
                        new ScalarSeries(name + LOW, step, epoch, seconds, edges.low),
                        new ScalarSeries(name + HIGH, step, epoch, seconds, edges.high)))
                .orElse(List.of());
    }
}
