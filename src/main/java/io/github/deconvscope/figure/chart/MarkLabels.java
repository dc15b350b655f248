package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The words on the marks of a chart, moved down where they would lie on one another. */
final class MarkLabels {
    private static final int MOST_ROWS = 6;

    private MarkLabels() {}

    static void paint(Ink ink, PlotArea area, List<ChartMark> marks) {
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION - 1);
        List<Rectangle2D> taken = new ArrayList<>();
        for (ChartMark mark : marks) {
            if (mark.text().isEmpty() || !inside(area, mark)) {
                continue;
            }
            String text = Ink.shortened(mark.text(), font, area.bounds().getWidth() / 2);
            Rectangle2D place = place(area, mark, Ink.width(text, font), Ink.lineHeight(font));
            for (int row = 0; row < MOST_ROWS && overlaps(place, taken); row++) {
                place.setRect(place.getX(), place.getMaxY(), place.getWidth(), place.getHeight());
            }
            taken.add(place);
            ink.faint(0.8, () -> ink.fill(place, ink.palette().surface()));
            ink.textAt(text, font, ink.palette().muted(), place.getX() + 2, place.getCenterY(), 0);
        }
    }

    private static boolean inside(PlotArea area, ChartMark mark) {
        double fraction = mark.vertical()
                ? area.xScale().fraction(mark.value())
                : area.yScale().fraction(mark.value());
        return fraction >= -1e-9 && fraction <= 1 + 1e-9;
    }

    /** Beside a vertical line at the top, on a level line at the right end. */
    private static Rectangle2D place(PlotArea area, ChartMark mark, double wide, double high) {
        Rectangle2D plot = area.bounds();
        if (mark.vertical()) {
            double x = area.x(mark.value());
            boolean fits = x + 6 + wide <= plot.getMaxX();
            return new Rectangle2D.Double(fits ? x + 2 : x - wide - 6, plot.getY(), wide + 4, high);
        }
        double above = area.y(mark.value()) - high;
        double y = above >= plot.getY() ? above : area.y(mark.value());
        return new Rectangle2D.Double(plot.getMaxX() - wide - 6, y, wide + 4, high);
    }

    private static boolean overlaps(Rectangle2D place, List<Rectangle2D> taken) {
        return taken.stream().anyMatch(other -> other.intersects(place));
    }
}
