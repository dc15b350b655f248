package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The labels beside and below the cells of a heat map: rows with their names where there is room for those, else their numbers; columns with
 * their numbers.
 *
 * @param beside logical pixels that they take on the left
 * @param below logical pixels that they take below
 */
record HeatMapTicks(List<Tick> rowTicks, List<Tick> columnTicks, double beside, double below) {
    /** A labelled row or column. */
    record Tick(int index, String label, Font font) {}

    static final HeatMapTicks NONE = new HeatMapTicks(List.of(), List.of(), 0, 0);

    private static final double LENGTH = 4;
    private static final int MOST = 6;
    /** Names of rows take this share of the width. */
    private static final double MOST_FOR_NAMES = 0.3;

    /** @param rowLabel name of a row; null if rows have none */
    static HeatMapTicks of(
            int rows, int columns, @Nullable IntFunction<String> rowLabel, double width, FigureStyle style) {
        Font numbers = Ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1, style);
        Font words = Ink.font(FigureFonts.TEXT, Ink.CAPTION - 1, style);
        IntFunction<String> name = rowLabel == null ? Integer::toString : rowLabel;
        boolean named = rowLabel != null
                && places(rows).stream().allMatch(row -> Ink.width(name.apply(row), words) <= MOST_FOR_NAMES * width);
        List<Tick> beside = places(rows).stream()
                .map(row -> named ? new Tick(row, name.apply(row), words) : new Tick(row, "" + row, numbers))
                .toList();
        double widest = beside.stream()
                .mapToDouble(tick -> Ink.width(tick.label(), tick.font()))
                .max()
                .orElse(0);
        List<Tick> below = places(columns).stream()
                .map(column -> new Tick(column, "" + column, numbers))
                .toList();
        return new HeatMapTicks(beside, below, widest + LENGTH + 2, LENGTH + Ink.lineHeight(numbers));
    }

    /** At most six, equally far apart and where possible at the starts of equal parts. */
    private static List<Integer> places(int count) {
        int least = (count + MOST - 1) / MOST;
        int step = IntStream.rangeClosed(least, 2 * least)
                .filter(each -> count % each == 0)
                .findFirst()
                .orElse(least);
        return IntStream.range(0, count).filter(i -> i % step == 0).boxed().toList();
    }

    void paint(Ink ink, Rectangle2D cells, int rows, int columns) {
        Color axis = ink.palette().axis();
        Color text = ink.palette().muted();
        for (Tick tick : rowTicks) {
            double y = cells.getY() + (tick.index() + 0.5) * cells.getHeight() / rows;
            ink.line(cells.getX() - LENGTH, y, cells.getX(), y, axis, 1);
            ink.textAt(tick.label(), tick.font(), text, cells.getX() - LENGTH - 2, y, 1);
        }
        for (Tick tick : columnTicks) {
            double x = cells.getX() + (tick.index() + 0.5) * cells.getWidth() / columns;
            ink.line(x, cells.getMaxY(), x, cells.getMaxY() + LENGTH, axis, 1);
            double y = cells.getMaxY() + LENGTH + Ink.lineHeight(tick.font()) / 2;
            ink.textAt(tick.label(), tick.font(), text, x, y, 0.5);
        }
    }
}
