package io.github.deconvscope.ui.control;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.ObservableListBase;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/**
 * The numbers of a figure, with every digit. Only the rows in view are read, so that a table of a million rows opens at once. Ctrl+C
 * copies the chosen rows with their headings, for a spreadsheet.
 */
public final class DataTableView extends TableView<Integer> {
    private static final Font HEADING = Font.font("Noto Sans", FontWeight.BOLD, 14);
    private static final double NARROWEST = 60;
    private static final double WIDEST = 360;
    private static final double PADDING = 28;
    /** Rows that decide how wide a column is: the first, so that a long table opens at once. */
    private static final int ROWS_MEASURED = 30;

    private DataTable data;

    public DataTableView() {
        setPlaceholder(new Label("No numbers."));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Shows a table; the place where a person reads stays if the table has the same shape. */
    public void show(DataTable now) {
        List<String> headings = data == null ? List.of() : data.columns();
        data = now;
        if (!headings.equals(now.columns())) {
            getColumns()
                    .setAll(IntStream.range(0, now.columns().size())
                            .mapToObj(this::column)
                            .toList());
        } else {
            widen();
        }
        if (getItems().size() != now.rowCount()) {
            setItems(new RowNumbers(now.rowCount()));
        }
        refresh();
    }

    private TableColumn<Integer, String> column(int index) {
        TableColumn<Integer, String> column = new TableColumn<>(data.columns().get(index));
        column.setSortable(false);
        column.setPrefWidth(width(index));
        column.setCellValueFactory(cell -> new SimpleStringProperty(text(cell.getValue(), index)));
        return column;
    }

    /** A column that was made for shorter words is read whole too; none becomes narrower, so that nothing jumps as numbers change. */
    private void widen() {
        for (int i = 0; i < getColumns().size(); i++) {
            double needed = width(i);
            if (needed > getColumns().get(i).getPrefWidth()) {
                getColumns().get(i).setPrefWidth(needed);
            }
        }
    }

    /** So wide that heading and numbers are read whole, where they are not very long. */
    private double width(int column) {
        String longest = IntStream.range(0, Math.min(ROWS_MEASURED, data.rowCount()))
                .mapToObj(row -> text(row, column))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        double widest = Math.max(widthOf(data.columns().get(column)), widthOf(longest));
        return Math.max(NARROWEST, Math.min(WIDEST, widest + PADDING));
    }

    private static double widthOf(String words) {
        Text text = new Text(words);
        text.setFont(HEADING);
        return text.getLayoutBounds().getWidth();
    }

    private String text(int row, int column) {
        Object value = data.value(row, column);
        if (value instanceof Double number) {
            return Numbers.full(number);
        }
        return value instanceof Float number
                ? Numbers.full(number.floatValue())
                : value == null ? "" : value.toString();
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == javafx.scene.input.KeyCode.C) {
            Buttons.copy(chosenRows());
            event.consume();
        }
    }

    /** The chosen rows, or all if none is chosen; cells apart by tabs, with plain numbers that programs read. */
    String chosenRows() {
        List<Integer> rows = getSelectionModel().getSelectedIndices().isEmpty()
                ? getItems()
                : getSelectionModel().getSelectedIndices();
        StringBuilder text = new StringBuilder(String.join("\t", data.columns())).append('\n');
        for (int row : rows) {
            text.append(IntStream.range(0, data.columns().size())
                            .mapToObj(column -> plain(data.value(row, column)))
                            .collect(Collectors.joining("\t")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String plain(Object value) {
        return value instanceof Double number ? Numbers.exact(number) : value == null ? "" : value.toString();
    }

    /** 0, 1, 2 and so on, without keeping them. */
    private static final class RowNumbers extends ObservableListBase<Integer> {
        private final int size;

        RowNumbers(int size) {
            this.size = size;
        }

        @Override
        public Integer get(int index) {
            return index;
        }

        @Override
        public int size() {
            return size;
        }
    }
}
