package io.github.deconvscope.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;

/**
 * Lays the panels of a page out in rows that share its height. Where the page is narrow the panels of all rows, but for those that stay
 * together, stand two by two, and one below the other where it is narrower still; the page then scrolls.
 */
public final class PanelGrid {
    private static final double NARROW = 760;
    private static final double NARROWEST = 440;
    private static final int COLUMNS = 12;
    private static final double LEAST_WHEN_NARROW = 200;

    /**
     * A row of panels.
     *
     * @param least smallest height in pixels
     * @param weight share of the page's height, relative to the other rows
     * @param together whether the panels stay in one row on a narrow page
     * @param panels from left to right
     * @param spans how many of 12 columns each takes
     */
    public record Row(double least, double weight, boolean together, List<Node> panels, List<Integer> spans) {
        /** Panels of equal width, which may be rearranged. */
        public static Row of(double least, double weight, Node... panels) {
            int span = COLUMNS / panels.length;
            return new Row(least, weight, false, List.of(panels), java.util.Collections.nCopies(panels.length, span));
        }
    }

    private final GridPane grid;
    private final List<Row> wide;
    private final List<Row> narrow;
    private int columns;

    /** Puts the panels of the rows into a grid. */
    public PanelGrid(GridPane grid, List<Row> rows) {
        this(grid, rows, rows);
    }

    /**
     * Puts the panels of the rows into a grid.
     *
     * @param narrow the same panels for a narrow page, in the order in which they are to stand there
     */
    public PanelGrid(GridPane grid, List<Row> wide, List<Row> narrow) {
        this.grid = grid;
        this.wide = List.copyOf(wide);
        this.narrow = List.copyOf(narrow);
        grid.getChildren()
                .setAll(wide.stream().flatMap(row -> row.panels.stream()).toList());
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            column.setHalignment(HPos.LEFT);
            grid.getColumnConstraints().add(column);
        }
    }

    /** Fits the panels to a width in pixels. */
    public void fit(double width) {
        int now = width < NARROWEST ? 1 : width < NARROW ? 2 : COLUMNS;
        if (columns == now) {
            return;
        }
        columns = now;
        grid.getRowConstraints().clear();
        List<Node> loose = new ArrayList<>();
        int next = 0;
        for (Row row : now == COLUMNS ? wide : narrow) {
            if (now == 1 || now == 2 && !row.together) {
                loose.addAll(row.panels);
            } else {
                place(row, next++);
            }
        }
        for (int i = 0; i < loose.size(); i += now) {
            List<Node> beside = loose.subList(i, Math.min(i + now, loose.size()));
            place(Row.of(LEAST_WHEN_NARROW, 1, beside.toArray(Node[]::new)), next++);
        }
    }

    private void place(Row row, int index) {
        int column = 0;
        for (int i = 0; i < row.panels.size(); i++) {
            GridPane.setConstraints(row.panels.get(i), column, index, row.spans.get(i), 1);
            column += row.spans.get(i);
        }
        RowConstraints height = new RowConstraints();
        height.setMinHeight(row.least);
        height.setPrefHeight(row.least * 1.5 * row.weight);
        height.setVgrow(Priority.ALWAYS);
        grid.getRowConstraints().add(height);
    }
}
