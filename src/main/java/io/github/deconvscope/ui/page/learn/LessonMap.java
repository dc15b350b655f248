package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.ui.lesson.Targets;
import io.github.deconvscope.ui.page.learn.LearnModel.Stage;
import io.github.deconvscope.ui.page.learn.MapLayout.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.transform.Rotate;

/** Lessons as nodes, below those that come before them, joined by arrows. As wide as its place, and as high as its rows. */
final class LessonMap extends Pane {
    private static final double NARROWEST = 280;
    private static final double WIDEST = 460;
    private static final double BETWEEN_COLUMNS = 32;
    private static final double BETWEEN_ROWS = 28;
    private static final double BESIDE = 16;
    private static final double HEAD = 5;
    /** How many lessons without arrows stand in a row. */
    private static final int ALONE_ACROSS = 2;

    /** An arrow as drawn. */
    private record Drawn(MapLayout.Arrow arrow, Line line, Polygon head) {}

    private final Label alone = new Label("On their own");
    private final List<LessonNode> nodes = new ArrayList<>();
    private final List<Drawn> arrows = new ArrayList<>();
    private MapLayout layout = new MapLayout(List.of(), 1);

    LessonMap() {
        getStyleClass().add("lesson-map");
        alone.getStyleClass().add("caption");
        addEventHandler(KeyEvent.KEY_PRESSED, this::walk);
    }

    /** Arrow keys go to the nearest lesson on that side, by rows and columns: nodes drawn anew have no bounds until they are laid out. */
    private void walk(KeyEvent e) {
        Point2D way =
                switch (e.getCode()) {
                    case UP -> new Point2D(0, -1);
                    case DOWN -> new Point2D(0, 1);
                    case LEFT -> new Point2D(-1, 0);
                    case RIGHT -> new Point2D(1, 0);
                    default -> null;
                };
        if (way == null) {
            return;
        }
        e.consume();
        nodes.stream()
                .filter(Node::isFocusWithin)
                .findFirst()
                .flatMap(from -> nodes.stream()
                        .filter(node -> node.open().isFocusTraversable() && ahead(from, node, way) > 0)
                        .min(Comparator.comparingDouble(node -> ahead(from, node, way) + 2 * aside(from, node, way))))
                .ifPresent(node -> {
                    node.open().requestFocus();
                    Targets.revealOnceLaidOut(node);
                });
    }

    private Point2D between(LessonNode from, LessonNode to) {
        Place a = layout.places().get(nodes.indexOf(from));
        Place b = layout.places().get(nodes.indexOf(to));
        return new Point2D(b.column() - a.column(), b.row() - a.row());
    }

    private double ahead(LessonNode from, LessonNode to, Point2D way) {
        return between(from, to).dotProduct(way);
    }

    private double aside(LessonNode from, LessonNode to, Point2D way) {
        return Math.abs(between(from, to).crossProduct(way).getZ());
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
        layout = new MapLayout(before, ALONE_ACROSS);
        nodes.clear();
        arrows.clear();
        for (LearnModel.Card card : cards) {
            boolean current = next.isPresent() && card.entry().lesson().equals(next);
            nodes.add(new LessonNode(card, current, play, handout));
        }
        for (MapLayout.Arrow arrow : layout.arrows()) {
            arrows.add(draw(arrow, cards.get(arrow.from()).stage() == Stage.DONE));
        }
        getChildren().clear();
        arrows.forEach(arrow -> getChildren().addAll(arrow.line(), arrow.head()));
        getChildren().add(alone);
        getChildren().addAll(nodes);
        alone.setVisible(layout.linkedRows() > 0 && layout.linkedRows() < layout.rows());
        requestLayout();
    }

    private static Drawn draw(MapLayout.Arrow arrow, boolean done) {
        Line line = new Line();
        line.getStyleClass().add("lesson-arrow");
        Polygon head = new Polygon(0, 0, -HEAD, -1.8 * HEAD, HEAD, -1.8 * HEAD);
        head.getStyleClass().add("lesson-arrow-head");
        for (Node part : List.of(line, head)) {
            part.setManaged(false);
            part.setMouseTransparent(true);
            part.pseudoClassStateChanged(PseudoClass.getPseudoClass("done"), done);
        }
        return new Drawn(arrow, line, head);
    }

    /** In the order of the lessons. */
    List<LessonNode> nodes() {
        return nodes;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return layout.width() * (NARROWEST + BETWEEN_COLUMNS) - BETWEEN_COLUMNS + 2 * BESIDE;
    }

    @Override
    protected double computePrefWidth(double height) {
        return computeMinWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        double[] tops = tops(pitch(width));
        return tops[tops.length - 1];
    }

    private double pitch(double width) {
        double room = (width - 2 * BESIDE + BETWEEN_COLUMNS) / Math.max(1, layout.width());
        return Math.max(NARROWEST, Math.min(WIDEST, room - BETWEEN_COLUMNS)) + BETWEEN_COLUMNS;
    }

    /** Upper edge of each row, and the lower edge of the last. */
    private double[] tops(double pitch) {
        double[] heights = new double[layout.rows()];
        for (int i = 0; i < nodes.size(); i++) {
            int row = layout.places().get(i).row();
            heights[row] = Math.max(heights[row], nodes.get(i).prefHeight(pitch - BETWEEN_COLUMNS));
        }
        double[] tops = new double[heights.length + 1];
        for (int row = 0; row < heights.length; row++) {
            if (row == layout.linkedRows() && alone.isVisible()) {
                tops[row] += alone.prefHeight(-1);
            }
            tops[row + 1] = tops[row] + Math.ceil(heights[row]) + BETWEEN_ROWS;
        }
        return tops;
    }

    @Override
    protected void layoutChildren() {
        double pitch = pitch(getWidth());
        double[] tops = tops(pitch);
        double used = layout.width() * pitch - BETWEEN_COLUMNS;
        double left = Math.max(BESIDE, (getWidth() - used) / 2) - BETWEEN_COLUMNS / 2;
        for (int i = 0; i < nodes.size(); i++) {
            Place place = layout.places().get(i);
            double width = pitch - BETWEEN_COLUMNS;
            nodes.get(i)
                    .resizeRelocate(
                            Math.round(left + place.column() * pitch - width / 2),
                            tops[place.row()],
                            Math.round(width),
                            Math.ceil(nodes.get(i).prefHeight(width)));
        }
        arrows.forEach(this::place);
        for (int i = 0; i < nodes.size() && alone.isVisible(); i++) {
            if (layout.places().get(i).row() == layout.linkedRows()) {
                double height = alone.prefHeight(-1);
                LessonNode first = nodes.get(i);
                alone.resizeRelocate(first.getLayoutX(), first.getLayoutY() - height - 4, alone.prefWidth(-1), height);
                break;
            }
        }
    }

    /** Straight from below the one lesson to above the other. */
    private void place(Drawn drawn) {
        LessonNode from = nodes.get(drawn.arrow().from());
        LessonNode to = nodes.get(drawn.arrow().to());
        Point2D start = new Point2D(from.getLayoutX() + from.getWidth() / 2, from.getLayoutY() + from.getHeight());
        Point2D tip = new Point2D(to.getLayoutX() + to.getWidth() / 2, to.getLayoutY() - 1);
        Point2D way = tip.subtract(start).normalize();
        Point2D end = tip.subtract(way.multiply(HEAD));
        Line line = drawn.line();
        line.setStartX(start.getX());
        line.setStartY(start.getY());
        line.setEndX(end.getX());
        line.setEndY(end.getY());
        drawn.head().setLayoutX(tip.getX());
        drawn.head().setLayoutY(tip.getY());
        drawn.head().getTransforms().setAll(new Rotate(Math.toDegrees(Math.atan2(way.getY(), way.getX())) - 90));
    }
}
