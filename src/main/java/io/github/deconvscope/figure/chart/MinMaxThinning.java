package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.Ink;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/**
 * Turns a curve into a path with at most two points per pixel column, the lowest and the highest, in their order. Every spike stays
 * visible, however many points there are; NaN breaks the path.
 */
final class MinMaxThinning {
    private final Path2D.Double path = new Path2D.Double();
    private final boolean steps;
    private boolean penDown;
    private double lastX;
    private double lastY;
    private int pointsInPiece;

    private long column = Long.MIN_VALUE;
    private double lowX;
    private double lowY;
    private int lowIndex;
    private double highX;
    private double highY;
    private int highIndex;

    private MinMaxThinning(boolean steps) {
        this.steps = steps;
    }

    /** Places across, a logical pixel of a drawing, at which a curve is drawn: more where it can be enlarged. */
    static double columnsPerPixel(Graphics2D g) {
        boolean vector = Boolean.TRUE.equals(g.getRenderingHint(Ink.LOSSLESS_IMAGES));
        return vector ? 3 : Math.max(1, Math.abs(g.getTransform().getScaleX()));
    }

    /**
     * @param points data
     * @param frame from data to pixels
     * @param columnsPerPixel 1 on the screen; the scale of the page in an export
     * @param steps hold each value until the next x
     */
    static Path2D path(Points points, PlotArea frame, double columnsPerPixel, boolean steps) {
        MinMaxThinning thinning = new MinMaxThinning(steps);
        int n = points.size();
        for (int i = 0; i < n; i++) {
            double x = frame.x(points.x(i));
            double y = frame.y(points.y(i));
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                thinning.gap();
            } else {
                thinning.add(i, x, y, (long) Math.floor(x * columnsPerPixel));
            }
        }
        thinning.gap();
        return thinning.path;
    }

    private void add(int index, double x, double y, long inColumn) {
        if (inColumn != column) {
            flush();
            column = inColumn;
            lowX = highX = x;
            lowY = highY = y;
            lowIndex = highIndex = index;
        } else if (y < lowY) {
            lowX = x;
            lowY = y;
            lowIndex = index;
        } else if (y > highY) {
            highX = x;
            highY = y;
            highIndex = index;
        }
    }

    private void flush() {
        if (column == Long.MIN_VALUE) {
            return;
        }
        if (lowIndex <= highIndex) {
            write(lowX, lowY);
            if (lowIndex != highIndex) {
                write(highX, highY);
            }
        } else {
            write(highX, highY);
            write(lowX, lowY);
        }
        column = Long.MIN_VALUE;
    }

    private void write(double x, double y) {
        if (!penDown) {
            path.moveTo(x, y);
            penDown = true;
            pointsInPiece = 0;
        } else {
            if (steps) {
                path.lineTo(x, lastY);
            }
            path.lineTo(x, y);
        }
        lastX = x;
        lastY = y;
        pointsInPiece++;
    }

    private void gap() {
        flush();
        if (penDown && pointsInPiece == 1) {
            // A point between two gaps would have no length and so no ink.
            path.moveTo(lastX - 0.75, lastY);
            path.lineTo(lastX + 0.75, lastY);
        }
        penDown = false;
    }
}
