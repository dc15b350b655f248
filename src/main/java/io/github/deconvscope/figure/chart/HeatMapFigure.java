package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A matrix as colours with its range on a bar beside it. Colours come from a table of 256; a 576 x 576 matrix takes about a millisecond.
 * Cells that hold no number have the colour of missing data and say so under the pointer.
 */
public final class HeatMapFigure implements Figure {
    private static final double BAR_WIDTH = 12;
    private static final double SMALLEST_WITH_NAMES = 170;
    private static final double SMALLEST_CELL_WITH_NUMBER = 26;

    private final String title;
    private final String caption;
    private final String altText;
    private final String part;
    private final float[] values;
    private final int rows;
    private final int columns;
    private final ValueRange range;
    private final ColorMap map;
    private final String valueLabel;
    private final String rowTitle;
    private final String columnTitle;
    private final IntFunction<String> rowLabel;
    private final IntFunction<String> columnLabel;
    private final boolean numbers;
    private final boolean bar;

    private HeatMapFigure(Builder builder) {
        title = builder.title;
        caption = builder.caption;
        part = builder.part;
        values = builder.values;
        rows = builder.rows;
        columns = builder.columns;
        map = builder.map;
        range = builder.range != null
                ? builder.range
                : map.diverging() ? ValueRange.symmetricAround(values) : ValueRange.magnitude(values);
        valueLabel = builder.valueLabel;
        rowTitle = builder.rowTitle;
        columnTitle = builder.columnTitle;
        rowLabel = builder.rowLabel;
        columnLabel = builder.columnLabel;
        numbers = builder.numbers;
        bar = builder.bar;
        altText = builder.altText.isEmpty() ? describe() : builder.altText;
    }

    /**
     * Starts a heat map.
     *
     * @param values row by row, {@code rows * columns} of them; copied
     */
    public static Builder of(String title, float[] values, int rows, int columns) {
        return new Builder(title, values.clone(), rows, columns);
    }

    /** As {@link #of(String, float[], int, int)}, shown and told in single precision. */
    public static Builder of(String title, double[] values, int rows, int columns) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        return new Builder(title, single, rows, columns);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String caption() {
        return caption;
    }

    @Override
    public String altText() {
        return altText;
    }

    public ValueRange range() {
        return range;
    }

    /** The value at a cell. */
    public float value(int row, int column) {
        return values[row * columns + column];
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Rectangle2D cells = cells(width, height, style);
            paintCells(ink, cells);
            ink.stroke(cells, ink.palette().axis(), 1);
            boolean named = named(width, height, style);
            if (named) {
                paintTitles(ink, cells);
            }
            if (numbers) {
                paintNumbers(ink, cells);
            }
            if (bar) {
                paintBar(ink, style, cells, named ? valueLabel : "");
            }
        } finally {
            ink.close();
        }
    }

    /** Where the cells lie in a figure of this size; all cells are equally large squares where there is room for that. */
    public Rectangle2D cells(double width, double height, FigureStyle style) {
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        double line = Ink.lineHeight(text);
        double left = 4;
        boolean named = named(width, height, style);
        double bottom = columnTitle.isEmpty() || !named ? 4 : line + 4;
        double top = named && (bar && !valueLabel.isEmpty() || !rowTitle.isEmpty()) ? line + 2 : 6;
        double right = bar ? barRoom(named ? valueLabel : "", style) : 4;
        double cell = Math.max(1e-3, Math.min((width - left - right) / columns, (height - top - bottom) / rows));
        double w = cell * columns;
        double h = cell * rows;
        double x = left + Math.max(0, width - left - right - w) / 2;
        double y = top + Math.max(0, height - top - bottom - h) / 2;
        return new Rectangle2D.Double(x, y, w, h);
    }

    /** In a very small figure names would leave no room for what they name. */
    private static boolean named(double width, double height, FigureStyle style) {
        return Math.min(width, height) >= SMALLEST_WITH_NAMES * style.fontScale();
    }

    /** Bounds of one cell, for a highlight drawn over the figure. */
    public Rectangle2D cell(int row, int column, double width, double height, FigureStyle style) {
        Rectangle2D all = cells(width, height, style);
        double w = all.getWidth() / columns;
        double h = all.getHeight() / rows;
        return new Rectangle2D.Double(all.getX() + column * w, all.getY() + row * h, w, h);
    }

    private double barRoom(String heading, FigureStyle style) {
        Font font = Ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1, style);
        double widest = 0;
        for (double value : barTicks()) {
            widest = Math.max(widest, Ink.width(Numbers.shown(value), font));
        }
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        double name = heading.isEmpty() ? 0 : Math.min(Ink.width(heading, text), 90 * style.fontScale());
        return 12 + Math.max(BAR_WIDTH + 8 + widest, name) + 4;
    }

    private double[] barTicks() {
        double middle = (range.min() + range.max()) / 2;
        return new double[] {range.min(), middle, range.max()};
    }

    private void paintCells(Ink ink, Rectangle2D at) {
        Graphics2D g = ink.graphics();
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        color(pixels, ink.palette().missing().getRGB());
        boolean lossless = Boolean.TRUE.equals(g.getRenderingHint(Ink.LOSSLESS_IMAGES));
        int wide = (int) Math.ceil(at.getWidth() * Math.abs(g.getTransform().getScaleX()));
        int high = (int) Math.ceil(at.getHeight() * Math.abs(g.getTransform().getScaleY()));
        if (!lossless && (wide < columns || high < rows)) {
            image = reduced(pixels, Math.max(1, Math.min(wide, columns)), Math.max(1, Math.min(high, rows)));
        }
        ink.image(image, at);
    }

    private void color(int[] pixels, int missing) {
        int[] table = map.table();
        double min = range.min();
        float low = (float) min;
        float perEntry = (float) (ColorMap.SIZE / (range.max() - min));
        for (int i = 0; i < pixels.length; i++) {
            float value = values[i];
            if (value != value) {
                pixels[i] = missing;
                continue;
            }
            int index = (int) ((value - low) * perEntry);
            pixels[i] = table[index < 0 ? 0 : index > ColorMap.SIZE - 1 ? ColorMap.SIZE - 1 : index];
        }
    }

    /** Fewer pixels, each the mean of the cells it stands for, so that none is skipped. */
    private BufferedImage reduced(int[] pixels, int wide, int high) {
        int[] red = new int[wide * high];
        int[] green = new int[wide * high];
        int[] blue = new int[wide * high];
        int[] count = new int[wide * high];
        for (int row = 0; row < rows; row++) {
            int line = (int) ((long) row * high / rows) * wide;
            for (int column = 0; column < columns; column++) {
                int rgb = pixels[row * columns + column];
                int to = line + column * wide / columns;
                red[to] += rgb >> 16 & 255;
                green[to] += rgb >> 8 & 255;
                blue[to] += rgb & 255;
                count[to]++;
            }
        }
        BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        int[] to = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < to.length; i++) {
            int n = count[i];
            to[i] = red[i] / n << 16 | green[i] / n << 8 | blue[i] / n;
        }
        return image;
    }

    private void paintTitles(Ink ink, Rectangle2D cells) {
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double half = Ink.lineHeight(font) / 2;
        String across = columnTitle.isEmpty() ? "" : columnTitle + " \u2192";
        String below = Ink.shortened(across, font, cells.getWidth() + 2 * half);
        ink.textAt(below, font, ink.palette().muted(), cells.getCenterX(), cells.getMaxY() + 2 + half, 0.5);
        String above = Ink.shortened(rowTitle.isEmpty() ? "" : "\u2193 " + rowTitle, font, cells.getWidth());
        ink.textAt(above, font, ink.palette().muted(), cells.getX(), cells.getY() - 2 - half, 0);
    }

    private void paintNumbers(Ink ink, Rectangle2D cells) {
        double cell = cells.getWidth() / columns;
        if (cell < SMALLEST_CELL_WITH_NUMBER) {
            return;
        }
        Font font = ink.font(FigureFonts.NUMBERS, Math.min(Ink.CAPTION, cell / 3.6));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float value = value(row, column);
                String text = Ink.shortened(Numbers.shown(value), font, cell - 2);
                ink.textAt(
                        text,
                        font,
                        readableOn(value),
                        cells.getX() + (column + 0.5) * cell,
                        cells.getY() + (row + 0.5) * cell,
                        0.5);
            }
        }
    }

    private Color readableOn(float value) {
        if (Float.isNaN(value)) {
            return Color.WHITE;
        }
        Color under = new Color(map.argb(range.index(value)));
        double light = 0.299 * under.getRed() + 0.587 * under.getGreen() + 0.114 * under.getBlue();
        return light > 140 ? Color.BLACK : Color.WHITE;
    }

    private void paintBar(Ink ink, FigureStyle style, Rectangle2D cells, String name) {
        double x = cells.getMaxX() + 12;
        double h = cells.getHeight();
        double y = cells.getY();
        BufferedImage image = new BufferedImage(1, ColorMap.SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < ColorMap.SIZE; i++) {
            image.setRGB(0, ColorMap.SIZE - 1 - i, map.argb(i));
        }
        Rectangle2D at = new Rectangle2D.Double(x, y, BAR_WIDTH, h);
        ink.image(image, at);
        ink.stroke(at, ink.palette().axis(), 1);
        Font font = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
        double[] ticks = barTicks();
        for (int i = 0; i < ticks.length; i++) {
            double level = y + h * (1 - i / 2.0);
            double half = Ink.capHeight(font) / 2;
            double inside = i == 0 ? level - half : i == 2 ? level + half : level;
            if (i != 1 || h > 48 * style.fontScale()) {
                ink.line(
                        x + BAR_WIDTH,
                        level,
                        x + BAR_WIDTH + 3,
                        level,
                        ink.palette().axis(),
                        1);
                ink.textAt(Numbers.shown(ticks[i]), font, ink.palette().muted(), x + BAR_WIDTH + 6, inside, 0);
            }
        }
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        String heading = Ink.shortened(name, text, barRoom(name, style) - 14);
        ink.textAt(heading, text, ink.palette().text(), x, y - 2 - Ink.lineHeight(text) / 2, 0);
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Rectangle2D cells = cells(width, height, style);
        if (!cells.contains(x, y)) {
            return Optional.empty();
        }
        int row = Math.min(rows - 1, (int) ((y - cells.getY()) / cells.getHeight() * rows));
        int column = Math.min(columns - 1, (int) ((x - cells.getX()) / cells.getWidth() * columns));
        return Optional.of(new FigureHit(part, row, column, tell(row, column)));
    }

    /** All digits of a cell and where it is, as under the pointer. */
    public String tell(int row, int column) {
        float value = value(row, column);
        String number = Float.isNaN(value) ? "not a number" : Numbers.full(value);
        String name = valueLabel.isEmpty() ? "" : valueLabel + " ";
        return name + number + " at row " + place(row, rowLabel) + ", column " + place(column, columnLabel);
    }

    private static String place(int index, IntFunction<String> label) {
        String named = label == null ? "" : label.apply(index);
        return named.isEmpty() ? Integer.toString(index) : index + " = " + named;
    }

    @Override
    public double preferredAspect() {
        double cells = (double) columns / rows;
        return Math.max(0.5, Math.min(4, bar ? cells * 1.15 + 0.1 : cells));
    }

    /** The matrix itself: a column for the row's name, then one for each column. */
    @Override
    public DataTable table() {
        return new DataTable() {
            @Override
            public List<String> columns() {
                String[] names = new String[columns + 1];
                names[0] = rowTitle.isEmpty() ? "row" : rowTitle;
                for (int i = 0; i < columns; i++) {
                    names[i + 1] = columnLabel == null || columnLabel.apply(i).isEmpty()
                            ? Integer.toString(i)
                            : columnLabel.apply(i);
                }
                return List.of(names);
            }

            @Override
            public int rowCount() {
                return rows;
            }

            @Override
            public Object value(int row, int column) {
                if (column == 0) {
                    return rowLabel == null || rowLabel.apply(row).isEmpty() ? (Object) row : rowLabel.apply(row);
                }
                return HeatMapFigure.this.value(row, column - 1);
            }
        };
    }

    private String describe() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        String what = valueLabel.isEmpty() ? "values" : valueLabel;
        return "Heat map of " + rows + " rows and " + columns + " columns; " + what + " from " + Numbers.shown(low)
                + " to " + Numbers.shown(high) + ", colours from " + Numbers.shown(range.min()) + " to "
                + Numbers.shown(range.max()) + ".";
    }

    /** Collects the parts of a heat map. Not for sharing between threads. */
    public static final class Builder {
        private final String title;
        private final float[] values;
        private final int rows;
        private final int columns;
        private String caption = "";
        private String altText = "";
        private String part = "cells";
        private ValueRange range;
        private ColorMap map = ColorMap.BLUE_WHITE_ORANGE;
        private String valueLabel = "";
        private String rowTitle = "";
        private String columnTitle = "";
        private IntFunction<String> rowLabel;
        private IntFunction<String> columnLabel;
        private boolean numbers;
        private boolean bar = true;

        private Builder(String title, float[] values, int rows, int columns) {
            if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
                throw new IllegalArgumentException("a heat map of " + rows + " x " + columns + " needs "
                        + (long) rows * columns + " values, not " + values.length);
            }
            this.title = title;
            this.values = values;
            this.rows = rows;
            this.columns = columns;
        }

        public Builder caption(String text) {
            caption = text;
            return this;
        }

        /** The picture in words; without it size and range are told. */
        public Builder altText(String text) {
            altText = text;
            return this;
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

        /** Whether the colour bar is drawn; leave it out only where a neighbour shows the same one. */
        public Builder bar(boolean shown) {
            bar = shown;
            return this;
        }

        public HeatMapFigure build() {
            return new HeatMapFigure(this);
        }
    }
}
