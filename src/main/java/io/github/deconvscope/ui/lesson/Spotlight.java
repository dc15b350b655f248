package io.github.deconvscope.ui.lesson;

import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;

/** A ring around a node of the page and an arrow to it from the lesson. Follows the node wherever the layout puts it; the mouse goes through. */
final class Spotlight extends Pane {
    private static final double GAP = 3;
    private static final double HEAD = 7;

    private final Rectangle ring = new Rectangle();
    private final Line line = new Line();
    private final Polygon head = new Polygon(0, 0, HEAD * 1.6, -HEAD, HEAD * 1.6, HEAD);
    private Node scrolledTo;

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
     * @param from the arrow starts at its left edge
     */
    void follow(Optional<Node> target, Node from) {
        boolean seen = target.isPresent() && isSeen(target.get()) && from != null && from.getScene() != null;
        ring.setVisible(seen);
        line.setVisible(seen);
        head.setVisible(seen);
        if (!seen) {
            scrolledTo = null;
            return;
        }
        Node node = target.get();
        if (scrolledTo != node) {
            scrolledTo = node;
            reveal(node);
        }
        Bounds at = visiblePart(node);
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
        double start = dock.getMinX();
        double end = ring.getX() + ring.getWidth() + 2;
        boolean room = start - end > 4 * HEAD;
        line.setVisible(room);
        head.setVisible(room);
        line.setStartX(start);
        line.setStartY(y);
        line.setEndX(end + HEAD);
        line.setEndY(y);
        head.relocate(end, y - HEAD);
    }

    private static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null;
    }

    /** The bounds of the node in this pane, less what scroll panes cut off. */
    private Bounds visiblePart(Node node) {
        Bounds bounds = sceneToLocal(node.localToScene(node.getLayoutBounds()));
        double minX = bounds.getMinX();
        double minY = bounds.getMinY();
        double maxX = bounds.getMaxX();
        double maxY = bounds.getMaxY();
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (each instanceof ScrollPane) {
                Bounds port = sceneToLocal(each.localToScene(each.getLayoutBounds()));
                minX = Math.max(minX, port.getMinX());
                minY = Math.max(minY, port.getMinY());
                maxX = Math.min(maxX, port.getMaxX());
                maxY = Math.min(maxY, port.getMaxY());
            }
        }
        return new javafx.geometry.BoundingBox(minX, minY, Math.max(0, maxX - minX), Math.max(0, maxY - minY));
    }

    /** Scrolls the panes around a node so that it is in view. */
    private static void reveal(Node node) {
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (each instanceof ScrollPane scroll && scroll.getContent() != null) {
                Node content = scroll.getContent();
                double hidden = content.getLayoutBounds().getHeight()
                        - scroll.getViewportBounds().getHeight();
                if (hidden > 0) {
                    Point2D top = content.sceneToLocal(node.localToScene(0, 0));
                    double wanted = (top.getY() - 16) / hidden;
                    scroll.setVvalue(Math.max(0, Math.min(1, wanted)) * scroll.getVmax());
                }
            }
        }
    }
}
