package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.convolution.ConvolutionFigures;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.FXCollections;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The numbers of one figure as a table. A change of the numbers keeps the place where a person, or a screen reader, reads. */
final class NumbersTable extends VBox {
    private static final double COLUMN_WIDTH = 120;

    /** What can be read. */
    private enum Part {
        INPUT("Input", figures -> figures.input(1)),
        KERNEL("Kernel", figures -> figures.kernel(0)),
        OUTPUT("Output", ConvolutionFigures::output),
        MATRIX("Matrix", figures -> figures.matrix("")),
        FORMULA("Formula of the current cell", ConvolutionFigures::formula);

        private final String title;
        private final Function<ConvolutionFigures, Figure> figure;

        Part(String title, Function<ConvolutionFigures, Figure> figure) {
            this.title = title;
            this.figure = figure;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private final ChoiceBox<Part> shown = new ChoiceBox<>(FXCollections.observableArrayList(Part.values()));
    private final Label description = new Label();
    private final TableView<Integer> table = new TableView<>();
    private ConvolutionFigures figures;
    private DataTable data;

    NumbersTable() {
        super(4);
        shown.setId("tableOf");
        shown.setAccessibleText("Table of");
        shown.setValue(Part.INPUT);
        shown.valueProperty().subscribe((old, now) -> fill());
        description.getStyleClass().add("caption");
        table.setId("numbersTable");
        table.setPlaceholder(new Label("No numbers."));
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(shown, description, table);
    }

    /** Reads the numbers of these figures from now on. */
    void show(ConvolutionFigures now) {
        ConvolutionFigures before = figures;
        figures = now;
        boolean sameNumbers = before != null
                && before.result() == now.result()
                && before.backward() == now.backward()
                && shown.getValue() != Part.FORMULA;
        if (!sameNumbers) {
            fill();
        }
    }

    private void fill() {
        if (figures == null) {
            return;
        }
        Figure figure = shown.getValue().figure.apply(figures);
        List<String> headings = data == null ? List.of() : data.columns();
        data = figure.table();
        if (!headings.equals(data.columns())) {
            table.getColumns()
                    .setAll(IntStream.range(0, data.columns().size())
                            .mapToObj(this::column)
                            .toList());
        }
        if (table.getItems().size() != data.rowCount()) {
            table.setItems(FXCollections.observableArrayList(
                    IntStream.range(0, data.rowCount()).boxed().toList()));
        }
        table.refresh();
        description.setText(figure.title() + (figure.caption().isEmpty() ? "" : ", " + figure.caption()));
        table.setAccessibleText(figure.altText());
    }

    private TableColumn<Integer, String> column(int index) {
        TableColumn<Integer, String> column = new TableColumn<>(data.columns().get(index));
        column.setSortable(false);
        column.setPrefWidth(COLUMN_WIDTH);
        column.setCellValueFactory(cell -> {
            Object value = data.value(cell.getValue(), index);
            return new SimpleStringProperty(
                    value instanceof Double number ? Numbers.full(number) : String.valueOf(value));
        });
        return column;
    }
}
