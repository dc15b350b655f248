package io.github.deconvscope.ui.page.training;

import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;

/**
 * Lays the views of a run out: loss and layers, the layer's matrices, accuracy and time. Where there is little room the matrices stand two
 * by two and the page scrolls.
 */
final class ViewGrid {
    static final double NARROW = 700;
    private static final int COLUMNS = 12;

    private final GridPane grid;
    private final Node loss;
    private final Node layers;
    private final List<Node> matrices;
    private final Node accuracy;
    private final Node time;
    private Boolean narrow;

    ViewGrid(GridPane grid, Node loss, Node layers, List<Node> matrices, Node accuracy, Node time) {
        this.grid = grid;
        this.loss = loss;
        this.layers = layers;
        this.matrices = matrices;
        this.accuracy = accuracy;
        this.time = time;
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
        int perRow = now ? 2 : 4;
        int span = COLUMNS / perRow;
        int matrixRows = matrices.size() / perRow;
        place(loss, 0, 0, 9);
        place(layers, 9, 0, 3);
        for (int i = 0; i < matrices.size(); i++) {
            place(matrices.get(i), i % perRow * span, 1 + i / perRow, span);
        }
        place(accuracy, 0, 1 + matrixRows, 6);
        place(time, 6, 1 + matrixRows, 6);
        grid.getRowConstraints().clear();
        row(200, 36);
        for (int i = 0; i < matrixRows; i++) {
            row(now ? 220 : 190, 36);
        }
        row(150, 28);
    }

    private static void place(Node node, int column, int row, int span) {
        GridPane.setConstraints(node, column, row, span, 1);
    }

    private void row(double least, double percent) {
        RowConstraints row = new RowConstraints();
        row.setMinHeight(least);
        row.setPrefHeight(least * percent / 28);
        row.setVgrow(Priority.ALWAYS);
        grid.getRowConstraints().add(row);
    }
}
