package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.ui.lesson.Targets;
import io.github.deconvscope.ui.page.learn.LearnModel.Stage;
import io.github.deconvscope.ui.theme.Styled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/** Lessons as nodes in a grid, each in the row below the last of those that come before it, joined by arrows; under them those on their own. */
final class LessonMap extends GridPane {
    private static final double NARROWEST = 304;
    private static final double WIDEST = 492;
    /** How many lessons without arrows stand in a row. */
    private static final int ALONE_ACROSS = 2;

    private final List<LessonNode> nodes = new ArrayList<>();
    /** Bring the arrows to where the lessons are. */
    private final List<Consumer<ArrowWay>> arrows = new ArrayList<>();

    LessonMap() {
        getStyleClass().add("lesson-map");
        addEventHandler(KeyEvent.KEY_PRESSED, this::walk);
    }

    /** Arrow keys go to the nearest lesson on that side, by rows and columns: nodes drawn anew have no bounds until they are laid out. */
    private void walk(KeyEvent e) {
        int right = e.getCode() == KeyCode.RIGHT ? 1 : e.getCode() == KeyCode.LEFT ? -1 : 0;
        int down = e.getCode() == KeyCode.DOWN ? 1 : e.getCode() == KeyCode.UP ? -1 : 0;
        if (right == 0 && down == 0) {
            return;
        }
        e.consume();
        nodes.stream()
                .filter(Node::isFocusWithin)
                .findFirst()
                .flatMap(from -> nodes.stream()
                        .filter(node ->
                                node.open().isFocusTraversable() && way(from, node, right, down) < Double.MAX_VALUE)
                        .min(Comparator.comparingDouble(node -> way(from, node, right, down))))
                .ifPresent(node -> {
                    node.open().requestFocus();
                    Targets.revealOnceLaidOut(node);
                });
    }

    /** How far a lesson lies on one side of another, where a step aside counts as two; infinite if it does not lie there. */
    private static double way(LessonNode from, LessonNode to, int right, int down) {
        double x = (getColumnIndex(to) - getColumnIndex(from)) / 2.0;
        double y = getRowIndex(to) - getRowIndex(from);
        double ahead = x * right + y * down;
        return ahead > 0 ? ahead + 2 * Math.abs(x * down + y * right) : Double.POSITIVE_INFINITY;
    }

    /**
     * Draws lessons anew.
     *
     * @param cards all lessons
     * @param before for each the indices of those that come before it
     * @param next the one to go on with
     */
    void show(
            List<LearnModel.Card> cards,
            List<List<Integer>> before,
            Optional<Lesson> next,
            Consumer<Lesson> play,
            Consumer<Lesson> handout) {
        nodes.clear();
        arrows.clear();
        getChildren().clear();
        for (LearnModel.Card card : cards) {
            boolean current = next.isPresent() && card.entry().lesson().equals(next);
            nodes.add(new LessonNode(card, current, play, handout));
        }
        List<Set<Integer>> direct = direct(before);
        for (int i = 0; i < nodes.size(); i++) {
            for (int first : direct.get(i)) {
                draw(nodes.get(first), nodes.get(i), cards.get(first).stage() == Stage.DONE);
            }
        }
        place(rows(before));
    }

    /** Of those that come before each lesson, the ones that no longer way leads over: only they get an arrow. */
    static List<Set<Integer>> direct(List<List<Integer>> before) {
        List<Set<Integer>> all = new ArrayList<>();
        before.forEach(first -> all.add(new HashSet<>(first)));
        // As many rounds as the longest way has lessons find all.
        for (int round = 0; round < all.size(); round++) {
            for (Set<Integer> known : all) {
                List.copyOf(known).forEach(first -> known.addAll(all.get(first)));
            }
        }
        return before.stream()
                .map(firsts -> firsts.stream()
                        .filter(first -> firsts.stream()
                                .noneMatch(other -> all.get(other).contains(first)
                                        && !all.get(first).contains(other)))
                        .collect(Collectors.toSet()))
                .toList();
    }

    private void draw(LessonNode from, LessonNode to, boolean done) {
        LessonArrow arrow = new LessonArrow(done);
        getChildren().add(arrow);
        arrows.add(ways -> arrow.draw(
                ways.between(getRowIndex(from), place(from), getRowIndex(to), place(to), LessonArrow.HEAD / 2)));
    }

    /** Each lesson's row, from 0; the row between those that arrows join and those on their own is left free. */
    static int[] rows(List<List<Integer>> before) {
        int[] rows = new int[before.size()];
        Set<Integer> joined = new HashSet<>();
        // As many rounds as the longest way has lessons settle all; lessons that wait for one another, which are here
        // until they are checked, never settle.
        for (int round = 0; round < rows.length; round++) {
            for (int lesson = 0; lesson < rows.length; lesson++) {
                for (int first : before.get(lesson)) {
                    rows[lesson] = Math.max(rows[lesson], Math.min(rows[first] + 1, rows.length));
                    joined.addAll(List.of(first, lesson));
                }
            }
        }
        int alone = ALONE_ACROSS * (2 + Arrays.stream(rows).max().orElse(0));
        for (int lesson = 0; lesson < rows.length; lesson++) {
            if (!joined.contains(lesson)) {
                rows[lesson] = alone++ / ALONE_ACROSS;
            }
        }
        return rows;
    }

    /** The lessons of a row stand in the middle of the map, in the order of the list. */
    private void place(int[] rows) {
        Map<Integer, List<Integer>> byRow =
                IntStream.range(0, rows.length).boxed().collect(Collectors.groupingBy(lesson -> rows[lesson]));
        int across = byRow.values().stream().mapToInt(List::size).max().orElse(1);
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(50.0 / across);
        getColumnConstraints().setAll(Collections.nCopies(2 * across, column));
        setMinWidth(across * NARROWEST);
        setMaxWidth(across * WIDEST);
        byRow.forEach((row, lessons) -> {
            int start = across - lessons.size();
            for (int i = 0; i < lessons.size(); i++) {
                LessonNode node = nodes.get(lessons.get(i));
                add(node, start + 2 * i, row, 2, 1);
                setFillHeight(node, false);
                setValignment(node, VPos.TOP);
            }
            if (row > 0 && !byRow.containsKey(row - 1)) {
                Label alone = Styled.label("On their own", "caption");
                add(alone, start, row - 1, 2, 1);
            }
        });
    }

    /** Where a lesson lies: its bounds hold what is in it at the old place until that is laid out too. */
    private static Bounds place(LessonNode node) {
        return new BoundingBox(node.getLayoutX(), node.getLayoutY(), node.getWidth(), node.getHeight());
    }

    /** In the order of the lessons. */
    List<LessonNode> nodes() {
        return nodes;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        SortedMap<Integer, List<Bounds>> rows = new TreeMap<>();
        nodes.forEach(node -> rows.computeIfAbsent(getRowIndex(node), row -> new ArrayList<>())
                .add(place(node)));
        ArrowWay ways = new ArrowWay(rows, getWidth(), getHgap());
        arrows.forEach(arrow -> arrow.accept(ways));
    }
}
