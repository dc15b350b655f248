package io.github.deconvscope.ui.lesson;

import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;

/** A ring around a node of the page and a short arrow to it from the side of the lesson. Follows the node wherever the layout puts it; the mouse goes through. */
final class Spotlight extends Pane {
    private static final double GAP = 3;
    private static final double HEAD = 7;
    /** The arrow is no longer: it would cross the panes between the lesson and what it points at. */
    private static final double LONGEST = 34;

    private final Rectangle ring = new Rectangle();
    private final Line line = new Line();
    private final Polygon head = new Polygon(0, 0, HEAD * 1.6, -HEAD, HEAD * 1.6, HEAD);
    private Revealed revealed;

    /**
     * What was scrolled into view, and in which layout: a window of another size, or figures that came later, move it away again; a person
     * who scrolls may look elsewhere.
     */
    private record Revealed(Node node, double width, double height, double own, double content) {}

    Spotlight() {
        setManaged(false);
        setMouseTransparent(true);
        setId("lessonSpotlight");
        getStyleClass().add("lesson-spotlight");
        ring.getStyleClass().add("ring");
        line.getStyleClass().add("arrow");
        head.getStyleClass().add("arrow-head");
        getChildren().addAll(ring, line, head);
    }

    /**
     * Puts ring and arrow where the target is now.
     *
     * @param target what is pointed at
     * @param from the arrow comes from there
     */
    void follow(Optional<Node> target, Node from) {
        boolean seen = target.isPresent() && Targets.isSeen(target.get()) && from != null && from.getScene() != null;
        ring.setVisible(seen);
        line.setVisible(seen);
        head.setVisible(seen);
        if (!seen) {
            revealed = null;
            return;
        }
        Node node = target.get();
        Revealed now = new Revealed(
                node,
                getScene().getWidth(),
                getScene().getHeight(),
                node.localToScene(node.getLayoutBounds()).getHeight(),
                Targets.contentHeight(node));
        if (!now.equals(revealed)) {
            revealed = now;
            Targets.reveal(node);
        }
        Bounds at = Targets.visiblePart(node, this);
        if (at.getWidth() < 1 || at.getHeight() < 1) {
            ring.setVisible(false);
            line.setVisible(false);
            head.setVisible(false);
            return;
        }
        ring.setX(Math.round(at.getMinX() - GAP) + 0.5);
        ring.setY(Math.round(at.getMinY() - GAP) + 0.5);
        ring.setWidth(Math.round(at.getWidth() + 2 * GAP));
        ring.setHeight(Math.round(at.getHeight() + 2 * GAP));
        Bounds dock = sceneToLocal(from.localToScene(from.getLayoutBounds()));
        double y = at.getCenterY();
        double end = ring.getX() + ring.getWidth() + 2;
        double start = Math.min(dock.getMinX(), end + LONGEST);
        boolean room = start - end > 2 * HEAD;
        line.setVisible(room);
        head.setVisible(room);
        line.setStartX(start);
        line.setStartY(y);
        line.setEndX(end + HEAD);
        line.setEndY(y);
        head.relocate(end, y - HEAD);
    }
}
