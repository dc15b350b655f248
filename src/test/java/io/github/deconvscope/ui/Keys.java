package io.github.deconvscope.ui;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;

/** Events of a keyboard as a window gets them. */
public final class Keys {
    private Keys() {}

    /**
     * Sends one to where the toolkit would: to the node that has the focus, or to the scene if that node was removed and no other has the
     * focus yet. On the FX thread.
     */
    public static void send(Scene scene, KeyEvent event) {
        Node owner = scene.getFocusOwner();
        Event.fireEvent(owner != null && owner.getScene() == scene ? owner : scene, event);
    }
}
