package io.github.deconvscope.ui.page.training;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;

/**
 * Lays the views of a run out: loss and layers, the layer's matrices, then the smaller charts. Where there is little room they stand two by
 * two and the page scrolls.
 */
final class ViewGrid {
    static final double NARROW = 700;
    private static final int COLUMNS = 12;

    private final GridPane grid;
    private final Node loss;
    private final Node layers;
    private final List<Node> matrices;
    private final List<Node> charts;
    private Boolean narrow;

    ViewGrid(GridPane grid, Node loss, Node layers, List<Node> matrices, List<Node> charts) {
        this.grid = grid;
        this.loss = loss;
        this.layers = layers;
        this.matrices = matrices;
        this.charts = charts;
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            column.setHalignment(HPos.LEFT);
            grid.getColumnConstraints().add(column);
        }
    }

    /** Fits the views to a width in pixels. */
    void fit(double width) {
        boolean now = width < NARROW;
        if (narrow != null && narrow == now) {
            return;
        }
        narrow = now;
        place(loss, 0, 0, 9);
        place(layers, 9, 0, 3);
        grid.getRowConstraints().clear();
        row(190, 33);
        if (now) {
            List<Node> all = new ArrayList<>(matrices);
            all.addAll(charts);
            placeAll(all, 6, 1, 200, 33);
        } else {
            placeAll(charts, 4, placeAll(matrices, 4, 1, 190, 36), 160, 31);
        }
    }

    /** Places nodes row by row and returns the first free row. */
    private int placeAll(List<Node> nodes, int span, int firstRow, double least, double percent) {
        int perRow = COLUMNS / span;
        for (int i = 0; i < nodes.size(); i++) {
            place(nodes.get(i), i % perRow * span, firstRow + i / perRow, span);
        }
        int rows = (nodes.size() + perRow - 1) / perRow;
        for (int i = 0; i < rows; i++) {
            row(least, percent);
        }
        return firstRow + rows;
    }

    private static void place(Node node, int column, int row, int span) {
        GridPane.setConstraints(node, column, row, span, 1);
    }

    private void row(double least, double percent) {
        RowConstraints row = new RowConstraints();
        row.setMinHeight(least);
        row.setPrefHeight(10 * percent);
        row.setVgrow(Priority.ALWAYS);
        grid.getRowConstraints().add(row);
    }
}
