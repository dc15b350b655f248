package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.convolution.ConvolutionFigures;
import io.github.deconvscope.ui.control.DataTableView;
import io.github.deconvscope.ui.theme.Styled;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The numbers of one figure as a table. A change of the numbers keeps the place where a person, or a screen reader, reads. */
final class NumbersTable extends VBox {
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
    private final Label description = Styled.whole("", "caption");
    private final DataTableView table = new DataTableView();
    private ConvolutionFigures figures;

    NumbersTable() {
        super(4);
        shown.setId("tableOf");
        shown.setAccessibleText("Table of");
        shown.setValue(Part.INPUT);
        shown.valueProperty().subscribe((old, now) -> fill());
        table.setId("numbersTable");
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
                && before.kernelGradient() == now.kernelGradient()
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
        table.show(figure.table());
        description.setText(figure.title() + (figure.caption().isEmpty() ? "" : ", " + figure.caption()));
        table.setAccessibleText(figure.altText());
    }
}
