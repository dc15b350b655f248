package io.github.deconvscope.figure.chart;

/** The smallest and the largest of the numbers that can be drawn on an axis; NaN before the first. */
final class Extent {
    private final boolean positiveOnly;
    double low = Double.NaN;
    double high = Double.NaN;

    Extent(boolean positiveOnly) {
        this.positiveOnly = positiveOnly;
    }

    boolean has(double value) {
        return Math.abs(value) <= Double.MAX_VALUE && (!positiveOnly || value > 0);
    }

    void add(double value) {
        if (has(value)) {
            low = value >= low ? low : value;
            high = value <= high ? high : value;
        }
    }
}
