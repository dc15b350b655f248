package io.github.deconvscope.figure.chart;

import java.util.Objects;

/**
 * A curve of a chart.
 *
 * @param name for the legend and the hover; may be long, the legend shortens it
 * @param points the data
 * @param key what the curve stands for, which decides how it looks
 * @param drawing line, points or both
 * @param faint drawn pale and left out of the legend: raw data behind its smoothed curve
 */
public record Series(String name, Points points, SeriesKey key, Drawing drawing, boolean faint) {
    public Series {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(points, "points");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(drawing, "drawing");
    }

    /** How points become ink. */
    public enum Drawing {
        LINE,
        POINTS,
        LINE_AND_POINTS,
        /** Holds each value until the next x. */
        STEPS
    }

    public static Series line(String name, Points points, SeriesKey key) {
        return new Series(name, points, key, Drawing.LINE, false);
    }

    public static Series points(String name, Points points, SeriesKey key) {
        return new Series(name, points, key, Drawing.POINTS, false);
    }

    /** This curve with another drawing. */
    public Series as(Drawing other) {
        return new Series(name, points, key, other, faint);
    }

    /** This curve, pale and out of the legend. */
    public Series asFaint() {
        return new Series(name, points, key, drawing, true);
    }

    /** This curve through other points. */
    Series with(Points others) {
        return new Series(name, others, key, drawing, faint);
    }

    /** This curve smoothed; see {@link Points#smoothed}. */
    public Series smoothed(double weight) {
        return new Series(name, points.smoothed(weight), key, drawing, false);
    }
}
