package io.github.deconvscope.ui.page.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/**
 * Rows and columns of the lessons on the map. A lesson stands in the row below the lowest of its prerequisites, and as near below them as
 * the other lessons of its row allow. Lessons without arrows fill the rows below.
 */
final class MapLayout {
    /**
     * A place on the map.
     *
     * @param row from 0 at the top
     * @param column of its middle, in widths of a column from the left edge of the map
     */
    record Place(int row, double column) {}

    /**
     * A prerequisite.
     *
     * @param from index of the lesson that comes first
     * @param to index of the lesson that comes after it
     */
    record Arrow(int from, int to) {}

    private final List<? extends Iterable<Integer>> prerequisites;
    private final List<Arrow> arrows = new ArrayList<>();
    private final List<List<Integer>> rows = new ArrayList<>();
    private final int linkedRows;
    private final double[] columns;
    private final Place[] places;
    private final double width;

    /**
     * @param prerequisites for each lesson the indices of those that come before it; of a cycle one arrow is left out
     * @param across how many lessons without arrows stand in a row, at least 1
     */
    MapLayout(List<? extends Iterable<Integer>> prerequisites, int across) {
        this.prerequisites = prerequisites;
        int count = prerequisites.size();
        columns = new double[count];
        places = new Place[count];
        int[] depths = new int[count];
        for (int lesson = 0; lesson < count; lesson++) {
            depth(lesson, depths, new HashSet<>());
        }
        Set<Integer> linked = new TreeSet<>();
        arrows.forEach(arrow -> linked.addAll(List.of(arrow.from, arrow.to)));
        linked.forEach(lesson -> add(lesson, depths[lesson] - 1));
        linkedRows = rows.size();
        rows.forEach(row -> place(row, this::meanOfPrerequisites));
        double middle = (least() + most()) / 2;
        int alone = 0;
        for (int lesson = 0; lesson < count; lesson++) {
            if (!linked.contains(lesson)) {
                add(lesson, linkedRows + alone++ / across);
            }
        }
        rows.subList(linkedRows, rows.size()).forEach(row -> place(row, lesson -> middle));
        double left = least();
        width = count == 0 ? 0 : most() - left + 1;
        for (int row = 0; row < rows.size(); row++) {
            for (int lesson : rows.get(row)) {
                places[lesson] = new Place(row, columns[lesson] - left + 0.5);
            }
        }
    }

    /** Lessons on the longest way to a lesson, itself among them; 0 while not known. An arrow from a lesson on the way here would close a cycle. */
    private int depth(int lesson, int[] depths, Set<Integer> onTheWay) {
        if (depths[lesson] == 0 && onTheWay.add(lesson)) {
            int depth = 1;
            Set<Integer> before = new TreeSet<>();
            prerequisites.get(lesson).forEach(before::add);
            before.removeAll(onTheWay);
            for (int first : before) {
                arrows.add(new Arrow(first, lesson));
                depth = Math.max(depth, depth(first, depths, onTheWay) + 1);
            }
            onTheWay.remove(lesson);
            depths[lesson] = depth;
        }
        return depths[lesson];
    }

    private void add(int lesson, int row) {
        while (rows.size() <= row) {
            rows.add(new ArrayList<>());
        }
        rows.get(row).add(lesson);
    }

    /** Puts the lessons of a row where they wish to stand, but side by side, and then all so that they are right on average. */
    private void place(List<Integer> row, IntToDoubleFunction wish) {
        row.sort(Comparator.comparingDouble(wish::applyAsDouble));
        double next = Double.NEGATIVE_INFINITY;
        double off = 0;
        for (int lesson : row) {
            columns[lesson] = Math.max(next, wish.applyAsDouble(lesson));
            next = columns[lesson] + 1;
            off += columns[lesson] - wish.applyAsDouble(lesson);
        }
        for (int lesson : row) {
            columns[lesson] -= off / row.size();
        }
    }

    private double meanOfPrerequisites(int lesson) {
        return arrows.stream()
                .filter(arrow -> arrow.to == lesson)
                .mapToDouble(arrow -> columns[arrow.from])
                .average()
                .orElse(0);
    }

    private double least() {
        return Arrays.stream(columns).min().orElse(0);
    }

    private double most() {
        return Arrays.stream(columns).max().orElse(0);
    }

    /** Of each lesson, in the order given. */
    List<Place> places() {
        return List.of(places);
    }

    List<Arrow> arrows() {
        return arrows;
    }

    int rows() {
        return rows.size();
    }

    /** Rows that arrows join; those below hold the lessons without arrows. */
    int linkedRows() {
        return linkedRows;
    }

    /** Width of the map in widths of a column. */
    double width() {
        return width;
    }
}
