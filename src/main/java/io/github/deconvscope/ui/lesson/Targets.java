package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.ui.control.Holder;
import io.github.deconvscope.ui.theme.Scrolling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TitledPane;

/** Finds nodes by fx:id, also in containers whose content is not laid out or not in the scene yet. */
public final class Targets {
    private Targets() {}

    /** The first node with this id. */
    public static Optional<Node> find(Node from, String id) {
        if (id.equals(from.getId())) {
            return Optional.of(from);
        }
        for (Node child : children(from)) {
            Optional<Node> found = find(child, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether neither the node nor anything around it is hidden. */
    static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null;
    }

    /** The bounds of a node in another one's coordinates, less what scroll panes cut off; empty if it is hidden. */
    static Bounds visiblePart(Node node, Node in) {
        if (!isSeen(node)) {
            return new BoundingBox(0, 0, 0, 0);
        }
        Bounds bounds = in.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        double minX = bounds.getMinX();
        double minY = bounds.getMinY();
        double maxX = bounds.getMaxX();
        double maxY = bounds.getMaxY();
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (each instanceof ScrollPane) {
                Bounds port = in.sceneToLocal(each.localToScene(each.getLayoutBounds()));
                minX = Math.max(minX, port.getMinX());
                minY = Math.max(minY, port.getMinY());
                maxX = Math.min(maxX, port.getMaxX());
                maxY = Math.min(maxY, port.getMaxY());
            }
        }
        return new BoundingBox(minX, minY, Math.max(0, maxX - minX), Math.max(0, maxY - minY));
    }

    /** The first node in this one that takes the focus, itself included. */
    static Optional<Node> focusable(Node from) {
        if (!from.isVisible() || from.isDisabled()) {
            return Optional.empty();
        }
        return from.isFocusTraversable()
                ? Optional.of(from)
                : children(from).stream()
                        .flatMap(child -> focusable(child).stream())
                        .findFirst();
    }

    /** Height of what the panes around a node scroll, together. */
    static double contentHeight(Node node) {
        double height = 0;
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (each instanceof ScrollPane scroll && scroll.getContent() != null) {
                height += scroll.getContent().getLayoutBounds().getHeight();
            }
        }
        return height;
    }

    /** {@link Scrolling#reveal(Node)}, once what was just added or changed has its place. */
    public static void revealOnceLaidOut(Node node) {
        Scene scene = node.getScene();
        if (scene == null) {
            return;
        }
        Runnable once = new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                if (node.getScene() == scene) {
                    Scrolling.reveal(node);
                }
            }
        };
        scene.addPostLayoutPulseListener(once);
        Platform.requestNextPulse();
    }

    /** What lies in a node, also in a tab or pane that is not shown yet. */
    static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        if (node instanceof Holder holder) {
            children.addAll(holder.held());
        }
        if (node instanceof ScrollPane scroll && scroll.getContent() != null) {
            children.add(scroll.getContent());
        } else if (node instanceof TitledPane titled && titled.getContent() != null) {
            children.add(titled.getContent());
        } else if (node instanceof SplitPane split) {
            children.addAll(split.getItems());
        } else if (node instanceof TabPane tabs) {
            tabs.getTabs().stream()
                    .map(Tab::getContent)
                    .filter(java.util.Objects::nonNull)
                    .forEach(children::add);
        } else if (node instanceof Parent parent) {
            children.addAll(parent.getChildrenUnmodifiable());
        }
        return children;
    }
}
