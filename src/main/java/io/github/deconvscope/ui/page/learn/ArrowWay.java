package io.github.deconvscope.ui.page.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.DoubleStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;

/**
 * The ways of arrows from lesson to lesson, around the lessons of the rows between: straight down through a gap of each such row, and aslant
 * between the rows.
 *
 * @param rows where the lessons of each row lie, from the top
 * @param width of the map
 * @param gap between two lessons of a row
 */
record ArrowWay(SortedMap<Integer, List<Bounds>> rows, double width, double gap) {
    /** From below the one lesson to a point above the other, {@code above} pixels from it. */
    List<Point2D> between(int fromRow, Bounds from, int toRow, Bounds to, double above) {
        double x = from.getCenterX();
        List<Point2D> way = new ArrayList<>(List.of(new Point2D(x, from.getMaxY())));
        // Others of the row may be higher.
        addUnlessThere(way, new Point2D(x, bottom(rows.get(fromRow))));
        // Of lessons that wait for one another, one arrow goes up.
        for (List<Bounds> row :
                rows.subMap(fromRow + 1, Math.max(fromRow + 1, toRow)).values()) {
            x = freeIn(row, x, to.getCenterX());
            addUnlessThere(
                    way,
                    new Point2D(
                            x, row.stream().mapToDouble(Bounds::getMinY).min().orElseThrow()));
            addUnlessThere(way, new Point2D(x, bottom(row)));
        }
        way.add(new Point2D(to.getCenterX(), to.getMinY() - above));
        return way;
    }

    private static void addUnlessThere(List<Point2D> way, Point2D point) {
        if (!way.get(way.size() - 1).equals(point)) {
            way.add(point);
        }
    }

    private static double bottom(List<Bounds> row) {
        return row.stream().mapToDouble(Bounds::getMaxY).max().orElseThrow();
    }

    /** Where the row lets an arrow through, with the least way aside; where it does not at all, straight on. */
    private double freeIn(List<Bounds> row, double from, double to) {
        double aside = gap / 2;
        return DoubleStream.concat(
                        DoubleStream.of(from, to),
                        row.stream()
                                .flatMapToDouble(box -> DoubleStream.of(box.getMinX() - aside, box.getMaxX() + aside)))
                .filter(x -> x >= 0 && x <= width)
                .filter(x -> row.stream().noneMatch(box -> x > box.getMinX() - aside && x < box.getMaxX() + aside))
                .boxed()
                .min(Comparator.comparingDouble(x -> Math.abs(x - from) + Math.abs(x - to)))
                .orElse(from);
    }
}
