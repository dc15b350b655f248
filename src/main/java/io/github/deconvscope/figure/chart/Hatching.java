package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Slanted lines over a bar, which tell it from its neighbours without colour. */
final class Hatching {
    private Hatching() {}

    /**
     * @param bar colour of the bar; that of the lines lies between it and the ground, so that no format needs transparency for them
     * @param mirrored whether the lines fall to the right
     */
    static void paint(Ink ink, Rectangle2D bounds, Color bar, boolean mirrored) {
        Path2D lines = new Path2D.Double();
        double h = bounds.getHeight();
        for (double x = bounds.getX(); x < bounds.getMaxX() + h; x += 7) {
            double skip = Math.max(0, x - bounds.getMaxX());
            double cut = Math.max(0, bounds.getX() - (x - h));
            if (skip < h - cut) {
                double top = mirrored ? bounds.getMaxY() - skip : bounds.getY() + skip;
                double bottom = mirrored ? bounds.getY() + cut : bounds.getMaxY() - cut;
                lines.moveTo(x - skip, top);
                lines.lineTo(x - h + cut, bottom);
            }
        }
        ink.stroke(lines, Ink.mix(bar, ink.palette().surface(), 0.55), 1);
    }
}
