package io.github.deconvscope.ui.theme;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/** Brings into view what scroll panes hide: they do not follow the keyboard by themselves. */
public final class Scrolling {
    /** Room left around what was scrolled into view, in pixels. */
    private static final double MARGIN = 16;

    private Scrolling() {}

    /** Scrolls the panes around a node, as little as brings it into view; to its beginning where it is larger than they are. */
    public static void reveal(Node node) {
        reveal(node, node.getLayoutBounds());
    }

    /** The same for a part of a node. @param part in the node's coordinates */
    public static void reveal(Node node, Bounds part) {
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (each instanceof ScrollPane scroll && scroll.getContent() != null) {
                Bounds all = scroll.getContent().getLayoutBounds();
                Bounds seen = scroll.getViewportBounds();
                Bounds at = scroll.getContent().sceneToLocal(node.localToScene(part));
                double down = shifted(-seen.getMinY(), seen.getHeight(), at.getMinY(), at.getMaxY());
                double right = shifted(-seen.getMinX(), seen.getWidth(), at.getMinX(), at.getMaxX());
                scroll.setVvalue(share(down, all.getHeight() - seen.getHeight()) * scroll.getVmax());
                scroll.setHvalue(share(right, all.getWidth() - seen.getWidth()) * scroll.getHmax());
            }
        }
    }

    /** Where a window of this length has to begin so that it shows what lies between low and high, and room around it. */
    private static double shifted(double begin, double length, double low, double high) {
        double last = Math.max(begin, high + MARGIN - length);
        return Math.min(last, low - MARGIN);
    }

    private static double share(double begin, double hidden) {
        return hidden <= 0 ? 0 : Math.max(0, Math.min(1, begin / hidden));
    }
}
