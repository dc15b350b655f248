package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Objects;

/**
 * The area between two curves over the same x, such as the spread of several seeds.
 *
 * @param name for the hover and the table
 * @param low lower edge
 * @param high upper edge, as many points as {@code low}
 * @param key whose colour it has
 */
public record Band(String name, Points low, Points high, SeriesKey key) {
    public Band {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        if (low.size() != high.size()) {
            throw new IllegalArgumentException("band " + name + " has " + low.size() + " points below and "
                    + high.size() + " above: both edges need the same");
        }
    }

    /** @param columns places across, a logical pixel, at which the edges are drawn */
    void paint(Ink ink, FigureStyle style, PlotArea area, double columns) {
        if (low.size() == 1) {
            // One point has no width: the whisker of its interval is seen, where an area would not be.
            double x = area.x(low.x(0));
            Color color = key.color(style);
            double[] ends = {area.y(low.y(0)), area.y(high.y(0))};
            if (Double.isFinite(ends[0] + ends[1])) {
                ink.line(x, ends[0], x, ends[1], color, 1.25);
                for (double end : ends) {
                    ink.line(x - 4, end, x + 4, end, color, 1.25);
                }
            }
            return;
        }
        Path2D path = new Path2D.Double();
        Path2D upper = MinMaxThinning.path(high, area, columns, false);
        path.append(upper, false);
        if (path.getCurrentPoint() == null) {
            // No point, or none that is finite: there is no area.
            return;
        }
        path.append(reversed(low, area, columns), true);
        path.closePath();
        ink.faint(0.2, () -> ink.fill(path, key.color(style)));
    }

    private static Path2D reversed(Points points, PlotArea area, double columns) {
        int last = points.size() - 1;
        Points backwards = Points.of(points.size(), i -> points.x(last - i), i -> points.y(last - i));
        return MinMaxThinning.path(backwards, area, columns, false);
    }
}
