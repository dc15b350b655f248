package io.github.deconvscope.ui.lesson;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;

/** Controls that a lesson hides for a classroom, on every page it comes to. They keep their place, so that nothing jumps. */
final class HiddenControls {
    /** What was hidden, and whether a key could reach it. */
    private final Map<Node, Boolean> traversable = new HashMap<>();

    private final Map<Node, Double> opacity = new HashMap<>();

    /** Hides those on the page in view that are not hidden yet. */
    void hide(Node page, List<String> ids) {
        for (String id : ids) {
            Targets.find(page, id).ifPresent(node -> {
                opacity.putIfAbsent(node, node.getOpacity());
                node.setOpacity(0);
                node.setMouseTransparent(true);
                takeFromKeys(node);
            });
        }
    }

    private void takeFromKeys(Node node) {
        traversable.putIfAbsent(node, node.isFocusTraversable());
        node.setFocusTraversable(false);
        Targets.children(node).forEach(this::takeFromKeys);
    }

    void restore() {
        opacity.forEach((node, before) -> {
            node.setOpacity(before);
            node.setMouseTransparent(false);
        });
        traversable.forEach(Node::setFocusTraversable);
        opacity.clear();
        traversable.clear();
    }
}
