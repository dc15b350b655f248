package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Comparator;
import java.util.List;

/**
 * Paints the curves of a line chart.
 */
record CurvePainter(
        Ink ink, FigureStyle style, PlotArea area, List<Series> series, CurveLooks looks, CurvePaths lines) {
    private static final double MARKER_DISTANCE = 80;

    /** Pale curves lie under all others; solid lines under dashed ones and those under points, so that equal curves all stay visible. */
    void paint() {
        series.stream().filter(Series::faint).forEach(this::paint);
        series.stream()
                .filter(s -> !s.faint())
                .sorted(Comparator.comparingInt(this::layer))
                .forEach(this::paint);
    }

    private int layer(Series s) {
        boolean dashed = looks.of(s).dash().length > 0;
        return s.drawing() == Series.Drawing.POINTS ? 2 : dashed ? 1 : 0;
    }

    private void paint(Series s) {
        if (s.faint()) {
            ink.faint(Legend.faintness(style), () -> paintLineAndMarkers(s));
        } else {
            paintLineAndMarkers(s);
        }
    }

    private void paintLineAndMarkers(Series s) {
        Color color = s.key().color(style);
        if (s.drawing() != Series.Drawing.POINTS) {
            Path2D path = lines.of(s);
            double width = ink.line(s.faint() ? 1 : Ink.CURVE);
            ink.stroke(
                    path,
                    color,
                    s.faint()
                            ? new BasicStroke((float) width)
                            : SeriesKey.stroke(width, looks.of(s).dash()));
        }
        // A line of one point would not be seen.
        boolean lone = s.points().size() == 1;
        if (lone || s.drawing() == Series.Drawing.POINTS || s.drawing() == Series.Drawing.LINE_AND_POINTS) {
            paintMarkers(s, color, 0);
        } else if (looks.of(s).marked()) {
            paintMarkers(s, color, MARKER_DISTANCE);
        }
    }

    /** @param distance of markers along a line, in logical pixels; 0 marks every point */
    private void paintMarkers(Series s, Color color, double distance) {
        double size = ink.line(distance == 0 && s.points().size() > 400 ? 3.5 : 6.5);
        // Those of different curves stand beside one another where the curves lie on one another.
        double next = area.bounds().getX() + distance * (0.3 + 0.37 * series.indexOf(s) % 1);
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < s.points().size(); i++) {
            double x = area.x(s.points().x(i));
            double y = area.y(s.points().y(i));
            boolean drawn = Math.abs(x - lastX) < 0.5 && Math.abs(y - lastY) < 0.5;
            boolean due = distance == 0 || x >= next;
            if (Double.isFinite(x)
                    && Double.isFinite(y)
                    && due
                    && !drawn
                    && area.bounds().intersects(x - 2, y - 2, 4, 4)) {
                ink.fill(looks.of(s).marker().around(x, y, size / 2), color);
                next = x + distance;
                lastX = x;
                lastY = y;
            }
        }
    }
}
