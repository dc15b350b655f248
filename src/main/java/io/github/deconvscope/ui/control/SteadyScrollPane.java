package io.github.deconvscope.ui.control;

import io.github.deconvscope.ui.theme.DirectScrollPane;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;

/**
 * A scroll pane whose content stays where it is on the screen when a note comes or goes in it, above it or below it: what has the keyboard
 * focus if that is in sight, otherwise what is uppermost in sight. A form that is not scrolled and has no focus keeps its top in sight. A
 * {@link ScrollPane} keeps a share of the content's height instead, so that a form moves under the mouse as soon as its room changes.
 */
public final class SteadyScrollPane extends DirectScrollPane {
    private static final double LEAST_MOVE = 0.5;

    /** Upper edge in the scene after the last layout; NaN before the first. */
    private double top = Double.NaN;

    @Override
    protected void layoutChildren() {
        Node anchor = Double.isNaN(top) ? null : anchor();
        double before = anchor == null ? 0 : top + within(anchor).getMinY();
        super.layoutChildren();
        top = localToScene(0, 0).getY();
        if (anchor == null) {
            return;
        }
        // The skin's own pane gives the content its new size.
        getContent().getParent().layout();
        double moved = top + within(anchor).getMinY() - before;
        double hidden =
                getContent().getLayoutBounds().getHeight() - getViewportBounds().getHeight();
        if (Math.abs(moved) > LEAST_MOVE && hidden > 0) {
            setVvalue(Math.max(0, Math.min(1, getVvalue() + moved / hidden)));
        }
    }

    private Node anchor() {
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        if (focused != null && focused != getContent() && contains(focused) && inSight(focused)) {
            return focused;
        }
        return getVvalue() > 0 && getContent() instanceof Parent content ? uppermost(content) : null;
    }

    private boolean contains(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == getContent()) {
                return true;
            }
        }
        return false;
    }

    /** The smallest node at the upper edge of the viewport or, where that is empty, the first below it. */
    private Node uppermost(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child.isVisible() && child.isManaged() && inSight(child)) {
                return child instanceof Parent inner ? uppermost(inner) : child;
            }
        }
        return parent;
    }

    private boolean inSight(Node node) {
        Bounds bounds = within(node);
        return bounds.getMaxY() > 0 && bounds.getMinY() < getHeight();
    }

    private Bounds within(Node node) {
        return sceneToLocal(node.localToScene(node.getLayoutBounds()));
    }
}
