package io.github.deconvscope.figure.export;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;

/** Writes outlines in a format that has lines and cubic Bezier curves. */
interface OutlinePen {
    void move(double x, double y);

    void line(double x, double y);

    /** A curve to (x, y) with two points of control. */
    void curve(double x1, double y1, double x2, double y2, double x, double y);

    void close();

    /** Writes an outline; a quadratic curve as the cubic one that is the same. */
    default void outline(Shape shape) {
        double[] c = new double[6];
        Point2D last = new Point2D.Double();
        for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            int points = 0;
            switch (at.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> move(c[0], c[1]);
                case PathIterator.SEG_LINETO -> line(c[0], c[1]);
                case PathIterator.SEG_QUADTO -> {
                    curve(
                            last.getX() + (c[0] - last.getX()) * 2 / 3,
                            last.getY() + (c[1] - last.getY()) * 2 / 3,
                            c[2] + (c[0] - c[2]) * 2 / 3,
                            c[3] + (c[1] - c[3]) * 2 / 3,
                            c[2],
                            c[3]);
                    points = 1;
                }
                case PathIterator.SEG_CUBICTO -> {
                    curve(c[0], c[1], c[2], c[3], c[4], c[5]);
                    points = 2;
                }
                default -> {
                    close();
                    continue;
                }
            }
            last.setLocation(c[2 * points], c[2 * points + 1]);
        }
    }
}
