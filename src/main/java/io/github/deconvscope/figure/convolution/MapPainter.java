package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.math.ConvolutionAxis;
import io.github.deconvscope.math.StretchedInput.Origin;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.function.IntPredicate;

/** Paints a {@link MapFigure}; one object per call of {@link MapFigure#paint}. */
final class MapPainter {
    private final MapPlan plan;
    private final Ink ink;
    private final Palette palette;
    private final MapLayout layout;
    private final CellInk cells;
    private final WeightColors colors;

    MapPainter(MapPlan plan, Ink ink, MapLayout layout, FigureStyle style) {
        this.plan = plan;
        this.ink = ink;
        this.palette = ink.palette();
        this.layout = layout;
        this.cells = new CellInk(ink, layout.cell, layout.cell, plan.values, layout.filling);
        this.colors = WeightColors.of(plan.geometry, style.theme());
    }

    void paint() {
        if (plan.turn > 0 && plan.turn < 1) {
            for (int i = 0; i < plan.values.length; i++) {
                paintTurning(i);
            }
        } else if (plan.stretch < 1 && plan.origins != null) {
            // Zeros fade in on their places, below the elements that move to theirs.
            ink.faint(plan.stretch, () -> paintCells(i -> origin(i) != Origin.INPUT));
            paintCells(i -> origin(i) == Origin.INPUT);
        } else {
            paintCells(i -> true);
            paintGrid();
        }
        for (int m = 0; m < plan.maps && plan.turn % 1 == 0; m++) {
            ink.frame(layout.map(m), palette.axis(), 1);
        }
        paintWindow();
        paintRing();
    }

    private void paintCells(IntPredicate which) {
        Color[] grounds = new Color[plan.values.length];
        Rectangle2D[] places = new Rectangle2D[plan.values.length];
        boolean moving = plan.stretch < 1 && plan.origins != null;
        for (int i = 0; i < grounds.length; i++) {
            if (which.test(i)) {
                grounds[i] = ground(i);
                places[i] = place(i);
            }
        }
        if (moving || cells.hasNumbers()) {
            fillGrounds(grounds, places);
        } else {
            for (int m = 0; m < plan.maps; m++) {
                cells.grounds(layout.x(m, 0), layout.y(m, 0), plan.size.height(), plan.size.width(), argb(grounds, m));
            }
        }
        if (cells.hasPattern()) {
            paintPatterns(grounds, places);
        }
        for (int i = 0; i < grounds.length && cells.hasNumbers(); i++) {
            if (places[i] != null) {
                boolean zero = origin(i) != Origin.INPUT;
                boolean quiet = zero || plan.lit != null && plan.lit[i] == Links.DARK || cutOff(i);
                Color readable = CellInk.readableOn(grounds[i]);
                Color color = quiet ? Ink.mix(readable, grounds[i], zero ? 0.5 : 0.35) : readable;
                cells.number(plan.values[i], places[i].getX(), places[i].getY(), color);
            }
        }
    }

    private void fillGrounds(Color[] grounds, Rectangle2D[] places) {
        cells.hardEdges(true);
        for (int i = 0; i < grounds.length; i++) {
            if (places[i] != null) {
                cells.ground(places[i].getX(), places[i].getY(), grounds[i]);
            }
        }
        cells.hardEdges(false);
    }

    /** The grounds of one map in the order in which they are shown. */
    private int[] argb(Color[] grounds, int map) {
        int[] argb = new int[plan.size.cells()];
        for (int i = 0; i < argb.length; i++) {
            int index = map * argb.length + i;
            argb[i] = grounds[plan.turned() ? plan.mirrored(index) : index].getRGB();
        }
        return argb;
    }

    private void paintPatterns(Color[] grounds, Rectangle2D[] places) {
        Path2D hatch = new Path2D.Double();
        Path2D dots = new Path2D.Double();
        Path2D cut = new Path2D.Double();
        for (int i = 0; i < grounds.length; i++) {
            if (places[i] == null) {
                continue;
            }
            double x = places[i].getX();
            double y = places[i].getY();
            if (origin(i) == Origin.PADDING) {
                cells.addHatch(hatch, x, y);
            } else if (origin(i) == Origin.INSERTED) {
                cells.addDots(dots, x, y);
            }
            if (cutOff(i)) {
                cut.moveTo(x, y + layout.cell);
                cut.lineTo(x + layout.cell, y);
            }
        }
        cells.hardEdges(true);
        ink.stroke(hatch, Ink.mix(palette.surface(), palette.text(), 0.14), 1);
        cells.hardEdges(false);
        ink.fill(dots, Ink.mix(palette.surface(), palette.text(), 0.55));
        ink.stroke(cut, palette.muted(), 1);
    }

    private void paintGrid() {
        for (int m = 0; m < plan.maps && cells.hasPattern(); m++) {
            cells.grid(layout.x(m, 0), layout.y(m, 0), plan.size.height(), plan.size.width(), palette.grid());
        }
    }

    private Origin origin(int index) {
        return plan.origins == null ? Origin.INPUT : plan.origins[index % plan.size.cells()];
    }

    private Rectangle2D place(int index) {
        int shown = plan.turned() ? plan.mirrored(index) : index;
        if (plan.stretch >= 1 || plan.origins == null || origin(index) != Origin.INPUT) {
            return layout.cell(shown);
        }
        int map = index / plan.size.cells();
        double row = index % plan.size.cells() / plan.size.width();
        double column = index % plan.size.width();
        return new Rectangle2D.Double(
                layout.x(map, interpolated(column, plan.geometry.settings().horizontal(), plan.size.width())),
                layout.y(map, interpolated(row, plan.geometry.settings().vertical(), plan.size.height())),
                layout.cell,
                layout.cell);
    }

    /** Between its place in the bare input, centred, and its place in the stretched one. */
    private double interpolated(double stretched, ConvolutionAxis axis, int whole) {
        double bare = (whole - axis.input()) / 2.0 + (stretched - axis.before()) / (axis.inserted() + 1);
        return bare + (stretched - bare) * plan.stretch;
    }

    /** On its way around the middle of its map, which shrinks so that no corner sticks out; the number stays upright. */
    private void paintTurning(int index) {
        Rectangle2D map = layout.map(index / plan.size.cells());
        Rectangle2D at = layout.cell(index);
        double angle = Math.PI * plan.turn;
        double shrink = 1 / (Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle)));
        double dx = (at.getCenterX() - map.getCenterX()) * shrink;
        double dy = (at.getCenterY() - map.getCenterY()) * shrink;
        double x = map.getCenterX() + dx * Math.cos(angle) - dy * Math.sin(angle);
        double y = map.getCenterY() + dx * Math.sin(angle) + dy * Math.cos(angle);
        double half = layout.cell / 2;
        AffineTransform upright = ink.graphics().getTransform();
        ink.graphics().translate(x, y);
        ink.graphics().rotate(angle);
        ink.graphics().scale(shrink, shrink);
        Color ground = ground(index);
        cells.ground(-half, -half, ground);
        ink.stroke(new Rectangle2D.Double(-half, -half, layout.cell, layout.cell), palette.axis(), 0.75);
        ink.graphics().setTransform(upright);
        cells.number(plan.values[index], x - half, y - half, CellInk.readableOn(ground));
    }

    private boolean cutOff(int index) {
        int cell = index % plan.size.cells();
        return cell / plan.size.width() >= plan.reached().height()
                || cell % plan.size.width() >= plan.reached().width();
    }

    private Color ground(int index) {
        boolean input = origin(index) == Origin.INPUT;
        boolean dark = plan.lit == null || plan.lit[index] == Links.DARK;
        if (plan.kernel) {
            Color own = colors.get(index);
            return plan.lit == null || !dark ? own : Ink.mix(own, palette.surface(), 0.75);
        }
        if (dark) {
            Color quiet = input ? cells.valueColor(plan.values[index], palette) : zeroColor(index);
            return plan.lit == null ? quiet : Ink.mix(quiet, palette.surface(), 0.5);
        }
        Color own = plan.lit[index] == Links.SEVERAL
                ? Ink.mix(palette.surface(), palette.accent(), 0.3)
                : colors.get(plan.lit[index]);
        return input ? own : Ink.mix(own, palette.surface(), 0.55);
    }

    /** Where cells are too small for hatching and dots, zeros of the padding are grey and those of the stride are not. */
    private Color zeroColor(int index) {
        boolean gray = origin(index) == Origin.PADDING && !cells.hasPattern();
        return gray ? Ink.mix(palette.surface(), palette.text(), 0.12) : palette.surface();
    }

    private void paintWindow() {
        for (int m = 0; m < plan.maps && plan.window != null; m++) {
            Rectangle2D frame = new Rectangle2D.Double(
                    layout.x(m, plan.window[1]),
                    layout.y(m, plan.window[0]),
                    plan.window[3] * layout.cell,
                    plan.window[2] * layout.cell);
            ink.frame(frame, palette.surface(), 4.5);
            ink.frame(frame, palette.accent(), 2.5);
        }
    }

    private void paintRing() {
        if (plan.ring < 0) {
            return;
        }
        Rectangle2D at = layout.cell(plan.turned() ? plan.mirrored(plan.ring) : plan.ring);
        ink.frame(at, palette.accent(), 2.5);
        if (plan.pinned) {
            ink.frame(
                    new Rectangle2D.Double(at.getX() - 3.5, at.getY() - 3.5, at.getWidth() + 7, at.getHeight() + 7),
                    palette.accent(),
                    1.5);
        }
    }
}
