package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.lab.convolution.Overlap;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows in one dimension why transposed convolutions cause checkerboards: above, the kernel that each input adds to the output; below, how
 * many of them overlap at each output. After Odena, Dumoulin and Olah, <i>Deconvolution and Checkerboard Artifacts</i>, Distill 2016.
 */
public final class OverlapFigure implements Figure {
    private static final double GAP = 4;
    private static final int MOST_TICKS = 5;

    private final Overlap overlap;

    public OverlapFigure(Overlap overlap) {
        this.overlap = overlap;
    }

    /** The same in two dimensions: a map of the counts. */
    public static Figure twoDimensional(Overlap overlap) {
        int[] counts = overlap.counts2d();
        double[] values = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            values[i] = counts[i];
        }
        int side = overlap.outputs();
        return HeatMapFigure.of("Hits of every output in two dimensions", values, side, side)
                .caption(overlap.sentence())
                .map(ColorMap.VIRIDIS)
                .counts()
                .valueLabel("hits")
                .titles("output row", "output column")
                .numbers(true)
                .build();
    }

    @Override
    public String title() {
        return "Overlap in one dimension";
    }

    @Override
    public String caption() {
        return overlap.sentence();
    }

    @Override
    public String altText() {
        StringBuilder text = new StringBuilder(overlap.sentence())
                .append(" Hits of outputs 0 to ")
                .append(overlap.outputs() - 1)
                .append(':');
        for (int count : overlap.counts()) {
            text.append(' ').append(count);
        }
        return text.append('.').toString();
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Layout at = new Layout(width, height, style);
            Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
            ink.textAt("each input stamps the kernel", text, ink.palette().muted(), 3, at.line / 2, 0);
            paintStamps(ink, at, style);
            String below = "hits of each output";
            ink.textAt(below, text, ink.palette().muted(), 3, at.barsTop - GAP - at.line / 2, 0);
            paintBars(ink, at, style);
        } finally {
            ink.close();
        }
    }

    private void paintStamps(Ink ink, Layout at, FigureStyle style) {
        double thick = at.stamps / overlap.inputs();
        for (int i = 0; i < overlap.inputs(); i++) {
            double y = at.line + GAP + i * thick;
            Color color = i % 2 == 0 ? stampColor(style, 40) : stampColor(style, 215);
            for (int k = 0; k < overlap.kernel(); k++) {
                double x = at.x(i * overlap.stride() + k);
                Rectangle2D cell = new Rectangle2D.Double(x, y + 1, at.cell, thick - 2);
                ink.fill(cell, color);
                ink.stroke(cell, ink.palette().surface(), 1);
            }
        }
    }

    private static Color stampColor(FigureStyle style, int index) {
        Color full = new Color(ColorMap.BLUE_WHITE_ORANGE.argb(index));
        return style.theme() == FigureTheme.DARK ? Ink.mix(full, Color.BLACK, 0.25) : full;
    }

    private void paintBars(Ink ink, Layout at, FigureStyle style) {
        int[] counts = overlap.counts();
        int most = overlap.most();
        Font font = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
        int step = Math.max(1, (most + MOST_TICKS - 1) / MOST_TICKS);
        for (int hits = 0; hits <= most; hits += step) {
            double y = at.barsTop + at.bars * (1 - (double) hits / Math.max(1, most));
            ink.line(at.x(0) - 4, y, at.x(counts.length), y, ink.palette().grid(), 1);
            ink.textAt(Integer.toString(hits), font, ink.palette().muted(), at.x(0) - 6, y, 1);
        }
        int every = (int) Math.ceil(Ink.width("000", font) / at.cell);
        for (int o = 0; o < counts.length; o++) {
            double tall = at.bars * counts[o] / Math.max(1, most);
            double y = at.barsTop + at.bars - tall;
            Color color = new Color(ink.map(ColorMap.VIRIDIS).argb(255 * counts[o] / Math.max(1, most)));
            ink.fill(at.x(o) + 1, y, Math.max(1, at.cell - 2), tall, color);
            if (o % every == 0) {
                ink.textAt(
                        Integer.toString(o),
                        font,
                        ink.palette().muted(),
                        at.x(o) + at.cell / 2,
                        at.barsTop + at.bars + 9,
                        0.5);
            }
        }
        double floor = at.barsTop + at.bars;
        ink.line(at.x(0), floor, at.x(counts.length), floor, ink.palette().axis(), 1);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double middle = (at.x(0) + at.x(counts.length)) / 2;
        ink.textAt("output", text, ink.palette().text(), middle, floor + 16 + at.line / 2, 0.5);
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Layout at = new Layout(width, height, style);
        int output = (int) Math.floor((x - at.x(0)) / at.cell);
        if (output < 0 || output >= overlap.outputs() || y < at.line || y > height) {
            return Optional.empty();
        }
        int hits = overlap.counts()[output];
        return Optional.of(
                new FigureHit("overlap", output, 0, "output " + output + " is hit " + PlainWords.count(hits, "time")));
    }

    @Override
    public DataTable table() {
        List<List<Object>> rows = new ArrayList<>();
        int[] counts = overlap.counts();
        for (int o = 0; o < counts.length; o++) {
            rows.add(List.of(o, counts[o]));
        }
        return DataTable.of(List.of("output", "hits"), rows);
    }

    private final class Layout {
        private final double left;
        private final double line;
        private final double cell;
        private final double stamps;
        private final double barsTop;
        private final double bars;

        Layout(double width, double height, FigureStyle style) {
            left = Ink.width("00", Ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1, style)) + 8;
            line = Ink.lineHeight(Ink.font(FigureFonts.TEXT, Ink.CAPTION, style));
            cell = Math.max(1, Math.min(40 * style.fontScale(), (width - left - 5) / overlap.outputs()));
            double room = Math.max(10, height - 3 * line - 18 - 2 * GAP);
            stamps = Math.min(room * 0.55, overlap.inputs() * 20.0);
            barsTop = 2 * line + stamps + 2 * GAP;
            bars = Math.min(room - stamps, 120);
        }

        double x(int output) {
            return left + output * cell;
        }
    }
}
