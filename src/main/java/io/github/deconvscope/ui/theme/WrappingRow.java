package io.github.deconvscope.ui.theme;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/**
 * A row of controls that goes on in a further row where its width is not enough. Unlike a {@link javafx.scene.layout.FlowPane} it fills each row:
 * children with {@link HBox#setHgrow} share what is left of it, as in an {@link HBox}. Labels that wrap, and of those that grow fields, sliders and
 * panes, may shrink to {@link #LEAST} or their smallest width before the row breaks; other children keep their preferred width.
 */
public class WrappingRow extends HBox {
    /** Pixels to which a child that may shrink does so before it goes to the next row. */
    private static final double LEAST = 80;

    /**
     * One of the rows.
     *
     * @param widths of the nodes, in pixels
     */
    private record Line(List<Node> nodes, double[] widths, double least, double preferred) {}

    private final HeightsByWidth heights = new HeightsByWidth();

    /** An empty row. */
    public WrappingRow() {}

    /** A row of these. */
    public WrappingRow(Node... children) {
        super(children);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    public void requestLayout() {
        // Also called by the constructor of the superclass.
        if (heights != null) {
            heights.clear();
        }
        super.requestLayout();
    }

    @Override
    protected double computeMinWidth(double height) {
        return around(true)
                + getManagedChildren().stream()
                        .mapToDouble(WrappingRow::needed)
                        .max()
                        .orElse(0);
    }

    @Override
    protected double computePrefWidth(double height) {
        List<Node> all = getManagedChildren();
        double sum = all.stream().mapToDouble(node -> node.prefWidth(-1)).sum();
        return around(true) + sum + getSpacing() * Math.max(0, all.size() - 1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return heights.least(width, w -> height(w, Line::least));
    }

    @Override
    protected double computePrefHeight(double width) {
        return heights.preferred(width, w -> height(w, Line::preferred));
    }

    private double height(double width, ToDoubleFunction<Line> of) {
        return height(lines(width < 0 ? prefWidth(-1) : width), of);
    }

    private double height(List<Line> lines, ToDoubleFunction<Line> of) {
        return around(false) + lines.stream().mapToDouble(of).sum() + getSpacing() * Math.max(0, lines.size() - 1);
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double y = snapPositionY(insets.getTop());
        List<Line> lines = lines(getWidth());
        double more = (getHeight() - height(lines, Line::preferred)) / Math.max(1, lines.size());
        for (Line line : lines) {
            double height = isFillHeight() ? Math.max(line.least, line.preferred + more) : line.preferred;
            double x = snapPositionX(insets.getLeft());
            for (int i = 0; i < line.nodes.size(); i++) {
                layoutInArea(
                        line.nodes.get(i),
                        x,
                        y,
                        line.widths[i],
                        height,
                        0,
                        Insets.EMPTY,
                        true,
                        isFillHeight(),
                        HPos.LEFT,
                        getAlignment().getVpos());
                x += line.widths[i] + getSpacing();
            }
            y += height + getSpacing();
        }
    }

    private double around(boolean horizontal) {
        Insets insets = getInsets();
        return horizontal ? snappedLeftInset() + snappedRightInset() : insets.getTop() + insets.getBottom();
    }

    private List<Line> lines(double width) {
        double room = width - around(true);
        List<Line> lines = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        double taken = 0;
        for (Node node : getManagedChildren()) {
            double needed = needed(node);
            if (!nodes.isEmpty() && taken + getSpacing() + needed > room + 0.5) {
                lines.add(line(nodes, room));
                nodes = new ArrayList<>();
                taken = 0;
            }
            taken += needed + (nodes.isEmpty() ? 0 : getSpacing());
            nodes.add(node);
        }
        if (!nodes.isEmpty()) {
            lines.add(line(nodes, room));
        }
        return lines;
    }

    /** First all get what they prefer, as far as there is room, then those that grow share the rest. */
    private Line line(List<Node> nodes, double room) {
        double[] widths = new double[nodes.size()];
        double left = room - getSpacing() * (nodes.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = needed(nodes.get(i));
            left -= widths[i];
        }
        for (int i = 0; i < widths.length; i++) {
            double more = Math.max(0, Math.min(left, nodes.get(i).prefWidth(-1) - widths[i]));
            widths[i] += more;
            left -= more;
        }
        long growing = nodes.stream().filter(WrappingRow::grows).count();
        double least = 0;
        double preferred = 0;
        for (int i = 0; i < widths.length; i++) {
            Node node = nodes.get(i);
            if (grows(node)) {
                widths[i] += left / growing;
            }
            widths[i] = Math.min(snapSizeX(widths[i]), Math.max(0, room));
            double at = node.getContentBias() == null ? -1 : widths[i];
            least = Math.max(least, snapSizeY(node.minHeight(at)));
            preferred = Math.max(preferred, snapSizeY(Math.max(node.minHeight(at), node.prefHeight(at))));
        }
        return new Line(nodes, widths, least, preferred);
    }

    private static double needed(Node node) {
        double preferred = node.prefWidth(-1);
        boolean shrinks = node instanceof Labeled labeled ? labeled.isWrapText() : grows(node);
        return Math.ceil(shrinks ? Math.min(preferred, Math.max(LEAST, node.minWidth(-1))) : preferred);
    }

    private static boolean grows(Node node) {
        return HBox.getHgrow(node) == Priority.ALWAYS;
    }
}
