package io.github.deconvscope.figure.chart;

import java.util.Objects;

/**
 * A labelled straight line across a chart: the end of the warm-up, a skipped step, a bound.
 *
 * @param vertical at an x; otherwise at a y
 * @param value where
 * @param text what it is; empty for a bare line
 */
public record ChartMark(boolean vertical, double value, String text) {
    public ChartMark {
        Objects.requireNonNull(text, "text");
    }

    public static ChartMark atX(double x, String text) {
        return new ChartMark(true, x, text);
    }

    public static ChartMark atY(double y, String text) {
        return new ChartMark(false, y, text);
    }
}
