package io.github.deconvscope.ui.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/** Finds nodes by fx:id, also in containers whose content is not laid out yet. */
public final class Targets {
    /** Room left before a node that was scrolled into view. */
    private static final double MARGIN = 16;

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

    /** All ids below a node. */
    public static Set<String> ids(Node from) {
        Set<String> ids = new TreeSet<>();
        collect(from, ids);
        return ids;
    }

    private static void collect(Node node, Set<String> ids) {
        if (node.getId() != null) {
            ids.add(node.getId());
        }
        children(node).forEach(child -> collect(child, ids));
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

    /** Scrolls the panes around a node, as little as brings it into view; to its beginning where it is larger than they are. */
    public static void reveal(Node node) {
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (each instanceof ScrollPane scroll && scroll.getContent() != null) {
                Bounds all = scroll.getContent().getLayoutBounds();
                Bounds seen = scroll.getViewportBounds();
                Bounds at = scroll.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
                double down = shifted(-seen.getMinY(), seen.getHeight(), at.getMinY(), at.getMaxY());
                double right = shifted(-seen.getMinX(), seen.getWidth(), at.getMinX(), at.getMaxX());
                scroll.setVvalue(share(down, all.getHeight() - seen.getHeight()) * scroll.getVmax());
                scroll.setHvalue(share(right, all.getWidth() - seen.getWidth()) * scroll.getHmax());
            }
        }
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

    /** {@link #reveal}, once what was just added or changed has its place. */
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
                    reveal(node);
                }
            }
        };
        scene.addPostLayoutPulseListener(once);
        Platform.requestNextPulse();
    }

    /** Where a window of this length has to begin so that it shows what lies between low and high, and room around it. */
    private static double shifted(double begin, double length, double low, double high) {
        double last = Math.max(begin, high + MARGIN - length);
        return Math.min(last, low - MARGIN);
    }

    private static double share(double begin, double hidden) {
        return hidden <= 0 ? 0 : Math.max(0, Math.min(1, begin / hidden));
    }

    /** What lies in a node, also in a tab or pane that is not shown yet. */
    static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
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
