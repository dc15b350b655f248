package io.github.deconvscope.ui.page.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Where each lesson stands on the map, in rows and columns: below every lesson that comes before it, in columns chosen so that arrows are
 * short and run through no lesson. Lessons that no arrow touches fill rows of their own below the others. Layers by longest path, free
 * places where an arrow crosses a row, order by barycentres: K. Sugiyama, S. Tagawa, M. Toda, IEEE Trans. SMC 11(2), 1981.
 */
final class MapLayout {
    /** Times the rows are ordered downwards and upwards; more changes nothing on graphs of this size. */
    private static final int SWEEPS = 4;

    /** How much of a column an arrow takes that crosses a row. */
    private static final double LANE = 0.25;

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
     * @param route from the one to the other, one place a row
     */
    record Arrow(int from, int to, List<Place> route) {}

    private final List<Set<Integer>> before = new ArrayList<>();
    private final List<List<Node>> rows = new ArrayList<>();
    private final List<Node> lessons = new ArrayList<>();
    private final List<List<Node>> chains = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private int linkedRows;
    private double width;

    /** A lesson, or the lane of an arrow through a row. */
    private static final class Node {
        private final int row;
        private final double width;
        private final List<Node> above = new ArrayList<>();
        private final List<Node> below = new ArrayList<>();
        private double column;

        Node(int row, double width) {
            this.row = row;
            this.width = width;
        }

        private static double mean(List<Node> nodes, double otherwise) {
            return nodes.stream().mapToDouble(node -> node.column).average().orElse(otherwise);
        }
    }

    /**
     * @param before for each lesson the indices of those that come before it; where they form a circle, one arrow of it is left out
     * @param columns how many lessons stand beside one another where no arrow says so, at least 1
     */
    MapLayout(List<? extends Iterable<Integer>> before, int columns) {
        int[] depth = depths(before);
        boolean[] linked = new boolean[depth.length];
        for (int i = 0; i < depth.length; i++) {
            for (int first : this.before.get(i)) {
                linked[i] = true;
                linked[first] = true;
            }
        }
        placeLinked(depth, linked);
        placeAlone(linked, columns);
        shift();
    }

    /** Longest way to each lesson. Lessons are taken in their order once all before them are; a circle is cut where it is met. */
    private int[] depths(List<? extends Iterable<Integer>> wanted) {
        int count = wanted.size();
        int[] depth = new int[count];
        boolean[] taken = new boolean[count];
        for (Iterable<Integer> each : wanted) {
            Set<Integer> first = new HashSet<>();
            each.forEach(first::add);
            before.add(first);
        }
        for (int done = 0; done < count; done++) {
            int next = next(taken);
            before.get(next).removeIf(first -> !taken[first]);
            for (int first : before.get(next)) {
                depth[next] = Math.max(depth[next], depth[first] + 1);
            }
            taken[next] = true;
        }
        return depth;
    }

    /** The first lesson that waits for none; where all wait for one another, one of the circle. */
    private int next(boolean[] taken) {
        int waiting = -1;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                if (waitsFor(i, taken) < 0) {
                    return i;
                }
                waiting = waiting < 0 ? i : waiting;
            }
        }
        Set<Integer> seen = new HashSet<>();
        while (seen.add(waiting)) {
            waiting = waitsFor(waiting, taken);
        }
        return waiting;
    }

    private int waitsFor(int lesson, boolean[] taken) {
        return before.get(lesson).stream()
                .filter(first -> !taken[first])
                .findFirst()
                .orElse(-1);
    }

    private void placeLinked(int[] depth, boolean[] linked) {
        for (int i = 0; i < depth.length; i++) {
            lessons.add(linked[i] ? add(depth[i], 1) : null);
        }
        for (int i = 0; i < depth.length; i++) {
            for (int first : before.get(i)) {
                connect(first, i);
            }
        }
        linkedRows = rows.size();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            downwards();
            for (int row = linkedRows - 1; row >= 0; row--) {
                straighten(rows.get(row), node -> Node.mean(node.below, node.column));
            }
        }
        downwards();
    }

    private void downwards() {
        for (int row = 0; row < linkedRows; row++) {
            straighten(rows.get(row), node -> Node.mean(node.above, node.column));
        }
    }

    private Node add(int row, double width) {
        while (rows.size() <= row) {
            rows.add(new ArrayList<>());
        }
        Node node = new Node(row, width);
        node.column = rows.get(row).size();
        rows.get(row).add(node);
        return node;
    }

    private void connect(int first, int then) {
        List<Node> chain = new ArrayList<>(List.of(lessons.get(first)));
        for (int row = lessons.get(first).row + 1; row < lessons.get(then).row; row++) {
            chain.add(add(row, LANE));
        }
        chain.add(lessons.get(then));
        for (int i = 1; i < chain.size(); i++) {
            chain.get(i - 1).below.add(chain.get(i));
            chain.get(i).above.add(chain.get(i - 1));
        }
        chains.add(chain);
        arrows.add(new Arrow(first, then, List.of()));
    }

    /**
     * Orders a row by where its nodes would like to stand, and puts each as near to there as the others allow: least squares with a
     * minimal distance, by pooling adjacent violators.
     */
    private static void straighten(List<Node> row, ToDoubleFunction<Node> wish) {
        row.forEach(node -> node.column = wish.applyAsDouble(node));
        row.sort(Comparator.comparingDouble(node -> node.column));
        int count = row.size();
        double[] start = new double[count];
        for (int i = 1; i < count; i++) {
            start[i] = start[i - 1] + (row.get(i - 1).width + row.get(i).width) / 2;
        }
        double[] mean = new double[count];
        int[] size = new int[count];
        int pools = 0;
        for (int i = 0; i < count; i++) {
            mean[pools] = row.get(i).column - start[i];
            size[pools++] = 1;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                int both = size[pools - 2] + size[pools - 1];
                mean[pools - 2] = (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) / both;
                size[pools - 2] = both;
                pools--;
            }
        }
        for (int pool = 0, i = 0; pool < pools; pool++) {
            for (int k = 0; k < size[pool]; k++, i++) {
                row.get(i).column = mean[pool] + start[i];
            }
        }
    }

    /** Lessons without arrows, row by row, centred below the others. */
    private void placeAlone(boolean[] linked, int columns) {
        double[] middle = linkedRows == 0
                ? new double[] {0}
                : rows.stream()
                        .flatMap(List::stream)
                        .mapToDouble(node -> node.column)
                        .toArray();
        double centre = (Arrays.stream(middle).min().getAsDouble()
                        + Arrays.stream(middle).max().getAsDouble())
                / 2;
        int alone = (int) lessons.stream().filter(Objects::isNull).count();
        int across = Math.max(1, Math.min(columns, alone));
        int placed = 0;
        for (int i = 0; i < linked.length; i++) {
            if (!linked[i]) {
                Node node = add(linkedRows + placed / across, 1);
                node.column = centre - (across - 1) / 2.0 + placed % across;
                lessons.set(i, node);
                placed++;
            }
        }
    }

    private void shift() {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        for (List<Node> row : rows) {
            for (Node node : row) {
                left = Math.min(left, node.column - node.width / 2);
                right = Math.max(right, node.column + node.width / 2);
            }
        }
        double from = left;
        width = rows.isEmpty() ? 0 : right - left;
        lessons.forEach(node -> places.add(new Place(node.row, node.column - from)));
        for (int i = 0; i < chains.size(); i++) {
            Arrow arrow = arrows.get(i);
            List<Place> route = chains.get(i).stream()
                    .map(node -> new Place(node.row, node.column - from))
                    .toList();
            arrows.set(i, new Arrow(arrow.from(), arrow.to(), route));
        }
    }

    /** Of each lesson, in the order given. */
    List<Place> places() {
        return places;
    }

    /** All prerequisites, less one of each circle. */
    List<Arrow> arrows() {
        return arrows;
    }

    /** How many rows there are. */
    int rows() {
        return rows.size();
    }

    /** Rows that arrows join; those below hold the lessons that no arrow touches. */
    int linkedRows() {
        return linkedRows;
    }

    /** Width of the map in widths of a column. */
    double width() {
        return width;
    }
}
