package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunComparison.Row;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;

/** The table of what differs between runs and how they ended: a line each, a column a run. */
final class DifferenceTable {
    private static final double LABELS = 144;
    private static final double NARROWEST = 84;
    private static final double SCROLL_BAR = 16;

    private final TableView<Row> table;

    DifferenceTable(TableView<Row> table) {
        this.table = table;
        table.widthProperty().subscribe(width -> share());
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
            share();
        }
        List<String> names =
                shortened(runs.entries().stream().map(RunEntry::displayName).toList());
        for (int i = 0; i < runs.entries().size(); i++) {
            title(table.getColumns().get(i + 1), names.get(i), runs.entries().get(i));
        }
        table.getItems().setAll(runs.rows());
    }

    /** The labels get what they need, the runs share the rest; many runs scroll. */
    private void share() {
        int runs = table.getColumns().size() - 1;
        if (runs < 1) {
            return;
        }
        double rest = table.getWidth() - LABELS - SCROLL_BAR;
        for (int i = 1; i <= runs; i++) {
            table.getColumns().get(i).setPrefWidth(Math.max(NARROWEST, rest / runs));
        }
    }

    /** Names without what all of them start with: the narrow columns would show little else. */
    static List<String> shortened(List<String> names) {
        if (names.size() < 2) {
            return names;
        }
        String first = names.get(0);
        int common = first.length();
        for (String name : names) {
            common = Math.min(common, name.length() - 1);
            int same = 0;
            while (same < common && name.charAt(same) == first.charAt(same)) {
                same++;
            }
            common = same;
        }
        int cut = first.lastIndexOf('-', common - 1) + 1;
        return cut == 0
                ? names
                : names.stream().map(name -> "\u2026" + name.substring(cut)).toList();
    }

    private static void title(TableColumn<Row, ?> column, String shown, RunEntry entry) {
        Label name = Styled.wrapped(breakable(shown), "run-title");
        name.setMaxWidth(Double.MAX_VALUE);
        name.prefWidthProperty().bind(column.widthProperty().subtract(12));
        Tip.setText(name, entry.displayName() + "\n" + entry.path());
        column.setGraphic(name);
    }

    /** A hair space behind what joins the words of a name lets a narrow column break it there; else it breaks in the middle of a word. */
    private static String breakable(String name) {
        return name.replaceAll("([-_.])(?=.)", "$1\u200a");
    }

    private static TableColumn<Row, Row> labels() {
        TableColumn<Row, Row> column = new TableColumn<>("");
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(LABELS);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(owner -> new TableCell<>() {
            @Override
            protected void updateItem(Row row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty ? null : row.label());
                Tip.setText(this, empty ? null : row.help());
            }
        });
        return column;
    }

    private static TableColumn<Row, Object> values(int run) {
        TableColumn<Row, Object> column = new TableColumn<>();
        column.setSortable(false);
        column.setReorderable(false);
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
                    Tip.setText(this, null);
                } else {
                    setText(
                            getTableRow().getItem() == null
                                    ? null
                                    : getTableRow().getItem().shown(value));
                    Tip.setText(this, value instanceof Double number ? Numbers.full(number) : value.toString());
                }
            }
        });
        return column;
    }
}
