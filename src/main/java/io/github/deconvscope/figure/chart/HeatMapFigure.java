package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.math.Floats;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A matrix as colours with its range on a bar beside it. Colours come from a table of 256; a 576 x 576 matrix takes about a millisecond.
 * Cells that hold no number have the colour of missing data, and a tooltip that says so.
 */
public final class HeatMapFigure implements WordedFigure {
    /** Width and height from which on a map has the names of its axes and values. */
    public static final double SMALLEST_WITH_NAMES = 170;

    /** Names of rows, as a share of the height of the cells. */
    private static final double ROOM_FOR_NAMES = 0.35;

    private final Words words;
    private final LabelledMatrix matrix;
    private final ValueRange range;
    /** Of signed values. */
    private final ColorMap wanted;
    /** That of signed values, or one that begins at zero if there are none below. */
    private final ColorMap map;

    private final Drawing drawing;

    /**
     * What is drawn beside the colours.
     *
     * @param numbers in the cells, where they fit
     * @param ticks at rows and columns
     * @param counts whether values count something: colours and bar go from 0 to the largest
     */
    private record Drawing(boolean numbers, boolean ticks, boolean counts) {}

    private HeatMapFigure(Builder builder) {
        matrix = builder.matrix();
        wanted = builder.map;
        range = builder.range != null ? builder.range : builder.usualRange();
        map = shown(wanted, range);
        drawing = new Drawing(builder.numbers, builder.ticks, builder.counts);
        words = new Words(
                builder.title,
                builder.caption,
                builder.altText.isEmpty()
                        ? "Heat map of " + matrix.inWords() + ", " + colours(range)
                        : builder.altText);
    }

    /** As another, in other colours. */
    private HeatMapFigure(HeatMapFigure one, ValueRange range) {
        words = new Words(one.title(), one.caption(), one.altText().replace(colours(one.range), colours(range)));
        matrix = one.matrix;
        wanted = one.wanted;
        this.range = range;
        map = shown(wanted, range);
        drawing = one.drawing;
    }

    /** As another, with the words, colours and their ends of a style. */
    private HeatMapFigure(HeatMapFigure one, FigureLook look) {
        words = one.words;
        matrix = one.matrix.styled(look);
        wanted = one.wanted;
        double min = look.values().min().orElse(one.range.min());
        double max = look.values().max().orElse(one.range.max());
        look.requireRising("values", min, max);
        range = new ValueRange(min, max);
        map = look.map(shown(wanted, range));
        drawing = one.drawing;
    }

    @Override
    public HeatMapFigure styled(FigureLook look) {
        return new HeatMapFigure(this, look);
    }

    @Override
    public String measures() {
        return matrix.valueLabel().isEmpty() ? "" : "heat map of " + matrix.valueLabel() + " in " + wanted;
    }

    private static ColorMap shown(ColorMap map, ValueRange range) {
        return map.diverging() && range.min() >= 0 ? ColorMap.VIRIDIS : map;
    }

    private static String colours(ValueRange range) {
        return "colours from " + Numbers.shown(range.min()) + " to " + Numbers.shown(range.max()) + ".";
    }

    /**
     * Starts a heat map.
     *
     * @param values row by row, {@code rows * columns} of them; copied
     */
    public static Builder of(String title, float[] values, int rows, int columns) {
        return new Builder(title, values.clone(), rows, columns);
    }

    /** As {@link #of(String, float[], int, int)}, shown in single precision. */
    public static Builder of(String title, double[] values, int rows, int columns) {
        return new Builder(title, Floats.of(values), rows, columns);
    }

    @Override
    public Words words() {
        return words;
    }

    public ValueRange range() {
        return range;
    }

    @Override
    public HeatMapFigure alongside(List<? extends Figure> frames) {
        double min = range.min();
        double max = range.max();
        for (Figure frame : frames) {
            ValueRange other = ((HeatMapFigure) frame).range;
            min = Math.min(min, other.min());
            max = Math.max(max, other.max());
        }
        boolean signed = wanted.diverging() && min < 0;
        return new HeatMapFigure(this, signed ? ValueRange.symmetric(Math.max(-min, max)) : new ValueRange(min, max));
    }

    /** The value at a cell. */
    public float value(int row, int column) {
        return matrix.at(row, column);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Rectangle2D cells = cells(width, height, style);
            new CellPixels(matrix, range, map).paint(ink, cells);
            ink.stroke(cells, ink.palette().axis(), 1);
            boolean named = named(width, height, style);
            if (named) {
                HeatMapTicks ticks = ticks(named, width, style);
                paintTitles(ink, cells, ticks.below());
                ticks.paint(ink, cells, matrix.rows(), matrix.columns());
            }
            if (drawing.numbers()) {
                new CellNumbers(matrix, range, map).paint(ink, cells);
            }
            bar(named).paint(ink, style, cells);
        } finally {
            ink.close();
        }
    }

    /** Where the cells lie in a figure of this size; all cells are equally large squares where there is room for that. */
    public Rectangle2D cells(double width, double height, FigureStyle style) {
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        double line = Ink.lineHeight(text);
        boolean named = named(width, height, style);
        HeatMapTicks ticks = ticks(named, width, style);
        double left = 4 + ticks.beside();
        double bottom = (matrix.columnTitle().isEmpty() || !named ? 4 : line + 4) + ticks.below();
        boolean headed = !matrix.valueLabel().isEmpty() || !matrix.rowTitle().isEmpty();
        double top = named && headed ? line + 2 : 6;
        double right = bar(named).room(style);
        double cell = Math.max(
                1e-3, Math.min((width - left - right) / matrix.columns(), (height - top - bottom) / matrix.rows()));
        double w = cell * matrix.columns();
        double h = cell * matrix.rows();
        double x = left + Math.max(0, width - left - right - w) / 2;
        double y = top + Math.max(0, height - top - bottom - h) / 2;
        return new Rectangle2D.Double(x, y, w, h);
    }

    private HeatMapTicks ticks(boolean named, double width, FigureStyle style) {
        return named && drawing.ticks()
                ? HeatMapTicks.of(matrix.rows(), matrix.columns(), matrix.rowLabel(), width, style)
                : HeatMapTicks.NONE;
    }

    private ColorBar bar(boolean named) {
        return new ColorBar(range, map, named ? matrix.valueLabel() : "", drawing.counts());
    }

    /** In a very small figure names would leave no room for what they name. */
    private static boolean named(double width, double height, FigureStyle style) {
        return Math.min(width, height) >= SMALLEST_WITH_NAMES * style.fontScale();
    }

    /** Bounds of one cell, for a highlight drawn over the figure. */
    public Rectangle2D cell(int row, int column, double width, double height, FigureStyle style) {
        Rectangle2D all = cells(width, height, style);
        double w = all.getWidth() / matrix.columns();
        double h = all.getHeight() / matrix.rows();
        return new Rectangle2D.Double(all.getX() + column * w, all.getY() + row * h, w, h);
    }

    private void paintTitles(Ink ink, Rectangle2D cells, double ticks) {
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double half = Ink.lineHeight(font) / 2;
        String across = matrix.columnTitle().isEmpty() ? "" : matrix.columnTitle() + " \u2192";
        String below = Ink.shortened(across, font, cells.getWidth() + 2 * half);
        ink.textAt(below, font, ink.palette().muted(), cells.getCenterX(), cells.getMaxY() + ticks + 2 + half, 0.5);
        String down = matrix.rowTitle().isEmpty() ? "" : "\u2193 " + matrix.rowTitle();
        String above = Ink.shortened(down, font, cells.getWidth());
        ink.textAt(above, font, ink.palette().muted(), cells.getX(), cells.getY() - 2 - half, 0);
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Rectangle2D cells = cells(width, height, style);
        if (!cells.contains(x, y)) {
            return Optional.empty();
        }
        int row = Math.min(matrix.rows() - 1, (int) ((y - cells.getY()) / cells.getHeight() * matrix.rows()));
        int column = Math.min(matrix.columns() - 1, (int) ((x - cells.getX()) / cells.getWidth() * matrix.columns()));
        return Optional.of(new FigureHit(matrix.part(), row, column, cellText(row, column)));
    }

    /** The tooltip of a cell: its value with all digits, and its row and column. */
    public String cellText(int row, int column) {
        return matrix.inWords(row, column);
    }

    @Override
    public double preferredAspect() {
        double cells = (double) matrix.columns() / matrix.rows()
                + (drawing.ticks() && matrix.rowLabel() != null ? ROOM_FOR_NAMES : 0);
        return Math.max(0.5, Math.min(4, cells * 1.15 + 0.1));
    }

    @Override
    public DataTable table() {
        return matrix.table();
    }

    /** Collects the parts of a heat map. Not for sharing between threads. */
    public static final class Builder extends ChartBuilder<Builder> {
        private final float[] values;
        private final int rows;
        private final int columns;
        private String part = "cells";
        private ValueRange range;
        private ColorMap map = ColorMap.BLUE_WHITE_ORANGE;
        private String valueLabel = "";
        private String rowTitle = "";
        private String columnTitle = "";
        private @Nullable IntFunction<String> rowLabel;
        private @Nullable IntFunction<String> columnLabel;
        private boolean numbers;
        private boolean ticks = true;
        private boolean counts;

        private Builder(String title, float[] values, int rows, int columns) {
            super(title);
            if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
                throw new IllegalArgumentException("a heat map of " + rows + " x " + columns + " needs "
                        + (long) rows * columns + " values, not " + values.length);
            }
            this.values = values;
            this.rows = rows;
            this.columns = columns;
        }

        @Override
        Builder self() {
            return this;
        }

        private LabelledMatrix matrix() {
            return new LabelledMatrix(
                    part, values, rows, columns, valueLabel, rowTitle, columnTitle, rowLabel, columnLabel);
        }

        private ValueRange usualRange() {
            if (counts) {
                return ValueRange.counts(values);
            }
            return map.diverging() ? ValueRange.around(values) : ValueRange.magnitude(values);
        }

        /** What a hit calls the cells; {@code cells} if not set. */
        public Builder part(String name) {
            part = name;
            return this;
        }

        /** The values at the ends of the colours; without it a round range that holds the data. */
        public Builder range(ValueRange fixed) {
            range = fixed;
            return this;
        }

        /** The values count something: colours and bar go from 0 to the largest. */
        public Builder counts() {
            counts = true;
            return this;
        }

        public Builder map(ColorMap colors) {
            map = colors;
            return this;
        }

        /** What a value is, with its unit: heads the colour bar and starts the hover text. */
        public Builder valueLabel(String label) {
            valueLabel = label;
            return this;
        }

        /** What rows and columns are, beside and below the cells. */
        public Builder titles(String ofRows, String ofColumns) {
            rowTitle = ofRows;
            columnTitle = ofColumns;
            return this;
        }

        /** What row i and column j are, for the hover, as in {@code channel 1, ky 1, kx 0}. */
        public Builder labels(IntFunction<String> ofRow, IntFunction<String> ofColumn) {
            rowLabel = ofRow;
            columnLabel = ofColumn;
            return this;
        }

        /** Writes the numbers into the cells where they fit. */
        public Builder numbers(boolean shown) {
            numbers = shown;
            return this;
        }

        /** Whether rows and columns are numbered or named beside the cells; leave it out where something else names them. */
        public Builder ticks(boolean shown) {
            ticks = shown;
            return this;
        }

        public HeatMapFigure build() {
            return new HeatMapFigure(this);
        }
    }
}
