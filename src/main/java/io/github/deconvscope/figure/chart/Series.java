package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import java.awt.geom.Path2D;
import java.util.Objects;
import java.util.Optional;

/**
 * A curve of a chart.
 *
 * @param name for the legend and the hover; may be long, the legend shortens it
 * @param points the data
 * @param key what the curve stands for, which decides how it looks
 * @param drawing line, points or both
 * @param faint drawn pale, with one entry in the legend for all such: raw data behind its smoothed curve
 * @param leaving what a curve does after its last point, said at an arrow to the end of the axis, as in {@code diverges}; empty if it just ends
 * @param average what a smoothed curve is the average of; empty for a curve of values as they are
 */
public record Series(
        String name,
        Points points,
        SeriesKey key,
        Drawing drawing,
        boolean faint,
        String leaving,
        Optional<Average> average) {
    public Series {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(points, "points");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(drawing, "drawing");
        Objects.requireNonNull(leaving, "leaving");
        Objects.requireNonNull(average, "average");
    }

    /**
     * The origin of a smoothed curve, whose points are averages and not values of a step.
     *
     * @param raw the values, point by point as the curve's
     * @param weight of the past, see {@link Points#smoothed}
     */
    public record Average(Points raw, double weight) {
        /** As in {@code smoothed by 0.9}. */
        String words() {
            return "smoothed by " + Numbers.shown(weight);
        }
    }

    /** How the points of a curve are drawn. */
    public enum Drawing {
        LINE,
        POINTS,
        LINE_AND_POINTS,
        /** Holds each value until the next x. */
        STEPS
    }

    public static Series line(String name, Points points, SeriesKey key) {
        return new Series(name, points, key, Drawing.LINE, false, "", Optional.empty());
    }

    public static Series points(String name, Points points, SeriesKey key) {
        return new Series(name, points, key, Drawing.POINTS, false, "", Optional.empty());
    }

    /** This curve under another name. */
    Series named(String other) {
        return new Series(other, points, key, drawing, faint, leaving, average);
    }

    /** This curve with another drawing. */
    public Series as(Drawing other) {
        return new Series(name, points, key, other, faint, leaving, average);
    }

    /** This curve, which goes off the upper end of the axis after its last point. @param does as in {@code diverges} */
    public Series leaving(String does) {
        return new Series(name, points, key, drawing, faint, does, average);
    }

    /** The line through its points, or its steps, thinned to what so many places across each logical pixel can show. */
    Path2D path(PlotArea area, double columns) {
        return MinMaxThinning.path(points, area, columns, drawing == Drawing.STEPS);
    }

    /** This curve, pale; the legend has one entry for all such. */
    public Series asFaint() {
        return new Series(name, points, key, drawing, true, leaving, average);
    }

    /** This curve smoothed; see {@link Points#smoothed}. */
    public Series smoothed(double weight) {
        return smoothed(weight, points);
    }

    /** This curve smoothed, with the average taken of other points: its own without those to be left out. */
    Series smoothed(double weight, Points others) {
        return new Series(
                name,
                others.smoothed(weight),
                key,
                drawing,
                false,
                leaving,
                weight == 0 ? average : Optional.of(new Average(points, weight)));
    }
}
