package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.ui.theme.Scrolling;
import io.github.deconvscope.ui.theme.Styled;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/** A ring around a node of the page. Follows the node wherever the layout puts it; the mouse goes through. */
final class Spotlight extends Pane {
    private static final double GAP = 3;

    private final Rectangle ring = Styled.of(new Rectangle(), "ring");
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
        getChildren().add(ring);
    }

    /**
     * Puts the ring where the target is now.
     *
     * @param target what is pointed at
     */
    void follow(Optional<Node> target) {
        boolean seen = target.isPresent() && Targets.isSeen(target.get());
        ring.setVisible(seen);
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
            Scrolling.reveal(node);
        }
        Bounds at = Targets.visiblePart(node, this);
        if (at.getWidth() < 1 || at.getHeight() < 1) {
            ring.setVisible(false);
            return;
        }
        ring.setX(Math.round(at.getMinX() - GAP) + 0.5);
        ring.setY(Math.round(at.getMinY() - GAP) + 0.5);
        ring.setWidth(Math.round(at.getWidth() + 2 * GAP));
        ring.setHeight(Math.round(at.getHeight() + 2 * GAP));
    }
}
