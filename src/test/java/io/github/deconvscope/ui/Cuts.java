package io.github.deconvscope.ui;

import io.github.deconvscope.ui.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/**
 * Finds what does not fit in a window: text that is shortened, controls that leave the room of what they lie in, and bars that scroll sideways.
 * Not looked at are rows of tables, whose columns a person widens, labels made to lose their beginning, which hold paths, boxes made to lose the middle of a name that their tooltip has, and what no pane lays out, such as
 * the covers of a lesson.
 */
public final class Cuts {
    /** Pixels that a border may stick out. */
    private static final double TOLERANCE = 1;

    private final List<String> found = new ArrayList<>();

    private Cuts() {}

    /** Lays the scene out and tells what does not fit below a node of it. */
    public static List<String> below(Node root) {
        settle(root.getScene());
        Cuts cuts = new Cuts();
        cuts.look(root, root.localToScene(root.getLayoutBounds()));
        return cuts.found;
    }

    /** Lays out until wrapped texts know their height. */
    public static void settle(Scene scene) {
        // A snapshot styles what needs it, and lays out; applyCss styles every node anew.
        SnapshotParameters pixel = new SnapshotParameters();
        pixel.setViewport(new Rectangle2D(0, 0, 1, 1));
        for (int i = 0; i < 3; i++) {
            scene.getRoot().snapshot(pixel, null);
        }
    }

    /** @param room what can be seen or scrolled to, in the scene */
    private void look(Node node, Bounds room) {
        if (!node.isVisible() || !node.isManaged() || node instanceof TableView) {
            return;
        }
        if (node instanceof ScrollBar bar) {
            if (bar.getOrientation() == Orientation.HORIZONTAL) {
                found.add("a bar that scrolls sideways in " + name(bar.getParent()));
            }
            return;
        }
        if (node.getStyleClass().contains("tab-down-button")) {
            found.add("tabs that have no room");
            return;
        }
        Bounds here = node.localToScene(node.getLayoutBounds());
        if (node instanceof Labeled labeled) {
            lookAtText(labeled);
        }
        if ((node instanceof Control || node instanceof Text) && here.getWidth() > 0 && !within(here, room)) {
            found.add(name(node) + " leaves its room: " + words(here) + " in " + words(room));
            return;
        }
        if (node instanceof Parent parent) {
            Bounds inner = inner(parent, here, room);
            parent.getChildrenUnmodifiable().forEach(child -> look(child, inner));
        }
    }

    private static Bounds inner(Parent parent, Bounds here, Bounds room) {
        if (parent instanceof ScrollPane || parent instanceof VirtualFlow) {
            return new BoundingBox(here.getMinX(), -1e6, here.getWidth(), 2e6);
        }
        boolean lays = parent instanceof HBox || parent instanceof VBox || parent instanceof FlowPane;
        return lays && parent.isManaged() ? common(here, room) : room;
    }

    /** What a pane has of its room: one that needs more than it gets is larger than what can be seen. */
    private static Bounds common(Bounds pane, Bounds room) {
        double left = Math.max(pane.getMinX(), room.getMinX());
        double top = Math.max(pane.getMinY(), room.getMinY());
        return new BoundingBox(
                left,
                top,
                Math.max(0, Math.min(pane.getMaxX(), room.getMaxX()) - left),
                Math.max(0, Math.min(pane.getMaxY(), room.getMaxY()) - top));
    }

    private void lookAtText(Labeled labeled) {
        String whole = labeled.getText();
        if (whole == null
                || whole.isBlank()
                || labeled.getTextOverrun() == OverrunStyle.LEADING_ELLIPSIS
                || isWholeInTooltip(labeled)
                || labeled.getContentDisplay() == ContentDisplay.GRAPHIC_ONLY
                || labeled.isMnemonicParsing() && whole.contains("_")
                || labeled instanceof IndexedCell<?> cell && cell.isEmpty()) {
            return;
        }
        for (Node child : labeled.getChildrenUnmodifiable()) {
            if (child instanceof Text text
                    && text.getStyleClass().contains("text")
                    && text.isVisible()
                    && !text.getText().equals(whole)) {
                found.add(name(labeled) + " says \"" + text.getText() + "\" of \"" + whole + "\"");
            }
        }
    }

    /** Whether the middle of a long name is left out in a box whose tooltip has all of it. */
    private static boolean isWholeInTooltip(Labeled labeled) {
        return labeled.getTextOverrun() == OverrunStyle.CENTER_ELLIPSIS
                && labeled.getParent() instanceof Control box
                && Tip.getText(box).startsWith(labeled.getText() + "\n");
    }

    private static boolean within(Bounds bounds, Bounds room) {
        return bounds.getMinX() >= room.getMinX() - TOLERANCE
                && bounds.getMaxX() <= room.getMaxX() + TOLERANCE
                && bounds.getMinY() >= room.getMinY() - TOLERANCE
                && bounds.getMaxY() <= room.getMaxY() + TOLERANCE;
    }

    private static String words(Bounds bounds) {
        return "%.0f..%.0f x %.0f..%.0f"
                .formatted(bounds.getMinX(), bounds.getMaxX(), bounds.getMinY(), bounds.getMaxY());
    }

    private static String name(Node node) {
        StringBuilder name = new StringBuilder();
        for (Node at = node; at != null && name.length() < 60; at = at.getParent()) {
            name.append(name.isEmpty() ? "" : " in ")
                    .append(at.getId() == null ? at.getClass().getSimpleName() + at.getStyleClass() : "#" + at.getId());
            if (at.getId() != null) {
                break;
            }
        }
        return name.toString();
    }
}
