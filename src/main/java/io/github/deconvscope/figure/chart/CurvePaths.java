package io.github.deconvscope.figure.chart;

import java.awt.geom.Path2D;
import java.util.IdentityHashMap;
import java.util.Map;

/** The lines of a chart's curves in one painting: a long curve is thinned once, and its line is stroked and kept clear of words. */
final class CurvePaths {
    private final PlotArea area;
    private final double columns;
    private final Map<Series, Path2D> known = new IdentityHashMap<>();

    /** @param columns places across, a logical pixel, at which lines are drawn */
    CurvePaths(PlotArea area, double columns) {
        this.area = area;
        this.columns = columns;
    }

    /** The line of a curve; not to be changed. */
    Path2D of(Series curve) {
        return known.computeIfAbsent(curve, each -> each.path(area, columns));
    }
}
