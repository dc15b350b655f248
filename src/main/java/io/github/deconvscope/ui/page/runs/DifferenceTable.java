package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunComparison.Row;
import io.github.deconvscope.run.library.RunEntry;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/** The table of what differs between runs and how they ended: a line each, a column a run. */
final class DifferenceTable {
    private final TableView<Row> table;

    DifferenceTable(TableView<Row> table) {
        this.table = table;
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setRowFactory(owner -> new TableRow<>() {
            @Override
            protected void updateItem(Row row, boolean empty) {
                super.updateItem(row, empty);
                getStyleClass().remove("set-row");
                if (!empty && !row.measured()) {
                    getStyleClass().add("set-row");
                }
            }
        });
    }

    void show(RunComparison runs) {
        if (table.getColumns().size() != runs.entries().size() + 1) {
            table.getColumns().clear();
            table.getColumns().add(labels());
            for (int i = 0; i < runs.entries().size(); i++) {
                table.getColumns().add(values(i));
            }
        }
        for (int i = 0; i < runs.entries().size(); i++) {
            title(table.getColumns().get(i + 1), runs.entries().get(i));
        }
        table.getItems().setAll(runs.rows());
    }

    private static void title(TableColumn<Row, ?> column, RunEntry entry) {
        Label name = new Label(entry.displayName());
        // The end tells runs apart that were started together.
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        name.maxWidthProperty().bind(column.widthProperty().subtract(20));
        name.setTooltip(new Tooltip(entry.displayName() + "\n" + entry.path()));
        column.setGraphic(name);
    }

    private static TableColumn<Row, Row> labels() {
        TableColumn<Row, Row> column = new TableColumn<>("");
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(136);
        column.setMinWidth(96);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(owner -> new TableCell<>() {
            @Override
            protected void updateItem(Row row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty ? null : row.label());
                setTooltip(empty ? null : new Tooltip(row.help()));
            }
        });
        return column;
    }

    private static TableColumn<Row, Object> values(int run) {
        TableColumn<Row, Object> column = new TableColumn<>();
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(124);
        column.setMinWidth(64);
        column.setCellValueFactory(
                row -> new ReadOnlyObjectWrapper<>(row.getValue().values().get(run)));
        column.setCellFactory(owner -> new TableCell<>() {
            {
                getStyleClass().add("number-cell");
            }

            @Override
            protected void updateItem(Object value, boolean empty) {
                super.updateItem(value, empty);
                if (empty || value instanceof Double none && none.isNaN()) {
                    setText(null);
                    setTooltip(null);
                } else if (value instanceof Double number) {
                    setText(Numbers.shown(number));
                    setTooltip(new Tooltip(Numbers.full(number)));
                } else {
                    setText(value.toString());
                    setTooltip(new Tooltip(value.toString()));
                }
            }
        });
        return column;
    }
}
