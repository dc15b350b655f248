package io.github.deconvscope.ui;

import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Events of a mouse as a node gets them. */
public final class Mouse {
    private Mouse() {}

    /**
     * Sends one; on the FX thread.
     *
     * @param x in the node, pixels
     * @param y in the node, pixels
     * @param clicks how many in a row
     * @param down whether the first button is held
     */
    public static void send(Node to, EventType<MouseEvent> type, double x, double y, int clicks, boolean down) {
        // Without a source the coordinates are those of the scene.
        Point2D at = to.localToScene(x, y);
        to.fireEvent(new MouseEvent(
                type,
                at.getX(),
                at.getY(),
                at.getX(),
                at.getY(),
                MouseButton.PRIMARY,
                clicks,
                false,
                false,
                false,
                false,
                down,
                false,
                false,
                false,
                false,
                true,
                null));
    }
}
