package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.StretchedInput.Origin;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Maps as cells with numbers: the input with its zeros, a kernel, an output. Zeros of the padding are hatched, zeros of the stride dotted.
 * Highlighted elements have the colour of the weight they are multiplied with.
 */
public final class MapFigure implements Figure {
    /** Room that a frame takes on each side. */
    private static final double FRAME = 8;

    private final MapPlan plan;
    /** Whether the cells grow to the width, as on a page of its own. */
    private final boolean filling;

    MapFigure(MapPlan plan) {
        this(plan, false);
    }

    private MapFigure(MapPlan plan, boolean filling) {
        this.plan = plan;
        this.filling = filling;
    }

    @Override
    public Figure forFile() {
        return new MapFigure(plan, true);
    }

    @Override
    public double preferredHeight(double width) {
        return filling
                ? MapLayout.fillingHeight(plan.maps, plan.size, plan.fixedColumns, width)
                : Figure.super.preferredHeight(width);
    }

    /**
     * Starts a figure.
     *
     * @param part name of the part in hits; the row of a hit is map times height plus row
     * @param heading role and name, such as {@code Input x}
     * @param geometry of the operation, which gives the weights their colours
     */
    static MapPlan of(String part, String heading, ConvolutionGeometry geometry) {
        return new MapPlan(part, heading, geometry);
    }

    @Override
    public String title() {
        return plan.heading;
    }

    @Override
    public String caption() {
        return plan.note;
    }

    @Override
    public String altText() {
        StringBuilder text =
                new StringBuilder(plan.heading).append(", ").append(plan.note).append(". ");
        if (plan.values.length > 64) {
            DoubleSummaryStatistics ends = Arrays.stream(plan.values).summaryStatistics();
            return text.append(plan.values.length)
                    .append(" numbers from ")
                    .append(Numbers.shown(ends.getMin()))
                    .append(" to ")
                    .append(Numbers.shown(ends.getMax()))
                    .append('.')
                    .toString();
        }
        for (int i = 0; i < plan.values.length; i++) {
            if (i % plan.size.width() == 0) {
                text.append(i == 0 ? "" : "; ")
                        .append("row ")
                        .append(i / plan.size.width() % plan.size.height())
                        .append(':');
            }
            text.append(' ').append(Numbers.shown(plan.values[i]));
        }
        return text.append('.').toString();
    }

    /** The value of an element. */
    public double value(int index) {
        return plan.values[index];
    }

    /** Bounds of a cell, for an editor that is laid over it. */
    public Rectangle2D cell(int index, double width, double height, FigureStyle style) {
        return layout(width, height, style).cell(plan.turned() ? plan.mirrored(index) : index);
    }

    /** The width beyond which the maps grow no more, if the figure is this high. */
    public double naturalWidth(double height, FigureStyle style) {
        return MapLayout.naturalWidth(plan.maps, plan.size, plan.fixedColumns, height, Heading.height(style), style);
    }

    /** The height beyond which the maps grow no more, however wide the figure is. */
    public double largestHeight(FigureStyle style) {
        int rows = plan.fixedColumns > 0 ? (plan.maps + plan.fixedColumns - 1) / plan.fixedColumns : plan.maps;
        return MapLayout.largestHeight(rows, plan.size, Heading.tallest(style), style);
    }

    /** One small map takes less than the width of a page: its cells should not look lost. */
    @Override
    public double preferredWidth() {
        double most = Figure.super.preferredWidth();
        return plan.maps > 1 ? most : Math.max(most / 2, Math.min(most, MapLayout.usualWidth(plan.size) + 2 * FRAME));
    }

    @Override
    public double preferredAspect() {
        double width = preferredWidth() - 2 * FRAME;
        return width / MapLayout.preferredHeight(plan.maps, plan.size, plan.fixedColumns, width);
    }

    private MapLayout layout(double width, double height, FigureStyle style) {
        double head = Heading.height(style, plan.note, width);
        return new MapLayout(plan.maps, plan.size, plan.fixedColumns, width, height, head, style, filling);
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        int at = layout(width, height, style).at(plan.maps, x, y);
        if (at < 0) {
            return Optional.empty();
        }
        int index = plan.turned() ? plan.mirrored(at) : at;
        return Optional.of(
                new FigureHit(plan.part, index / plan.size.width(), index % plan.size.width(), elementText(index)));
    }

    private String elementText(int index) {
        if (plan.origins != null && plan.origins[index % plan.size.cells()] == Origin.PADDING) {
            return "0, added around by the padding";
        }
        if (plan.origins != null && plan.origins[index % plan.size.cells()] == Origin.INSERTED) {
            return "0, inserted between two inputs by the stride";
        }
        return plan.name.apply(index) + " = " + Numbers.full(plan.values[index]);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Heading.paint(ink, style, plan.heading, plan.note, width);
            MapLayout layout = layout(width, height, style);
            new MapPainter(plan, ink, layout, style).paint();
        } finally {
            ink.close();
        }
    }

    @Override
    public boolean headsItself() {
        return true;
    }

    @Override
    public DataTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < plan.values.length; i++) {
            int cell = i % plan.size.cells();
            String origin =
                    plan.origins == null ? "value" : plan.origins[cell].name().toLowerCase(Locale.ROOT);
            rows.add(List.of(
                    i / plan.size.cells(), cell / plan.size.width(), cell % plan.size.width(), plan.values[i], origin));
        }
        return DataTable.of(List.of("map", "row", "column", "value", "origin"), rows);
    }
}
