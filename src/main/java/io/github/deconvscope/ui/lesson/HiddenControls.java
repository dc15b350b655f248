package io.github.deconvscope.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;

/** Controls that a lesson hides for a classroom. They keep their place, so that nothing jumps. */
final class HiddenControls {
    private record Hidden(Node node, boolean traversable) {}

    private final List<Hidden> nodes = new ArrayList<>();

    void hide(LessonSpace space, List<String> ids) {
        for (String id : ids) {
            Targets.find(space.pageRoot(), id).ifPresent(node -> {
                nodes.add(new Hidden(node, node.isFocusTraversable()));
                node.setOpacity(0);
                node.setMouseTransparent(true);
                node.setFocusTraversable(false);
            });
        }
    }

    void restore() {
        for (Hidden hidden : nodes) {
            hidden.node.setOpacity(1);
            hidden.node.setMouseTransparent(false);
            hidden.node.setFocusTraversable(hidden.traversable);
        }
        nodes.clear();
    }
}
