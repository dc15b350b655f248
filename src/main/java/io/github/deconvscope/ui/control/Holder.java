package io.github.deconvscope.ui.control;

import java.util.List;
import javafx.scene.Node;

/**
 * Holds nodes that join the scene only when they are first seen. JavaFX styles hidden nodes like others: those of folded sections and of
 * figures without a run were half of all that there is when the window opens.
 */
public interface Holder {
    /** What is held and not in the scene yet. */
    List<Node> held();
}
