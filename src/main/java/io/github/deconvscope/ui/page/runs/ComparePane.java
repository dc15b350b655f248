package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.figure.overlay.RunOverlay;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.Locale;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The chosen runs over one another: one curve of each and how it is drawn, beside the table of what differs. Style class {@code compare}. */
public final class ComparePane extends HBox {
    private final ComboBox<String> curves = new ComboBox<>();
    private final ComboBox<Axis> axes = new ComboBox<>();
    private final Label smoothingName = Styled.label("smoothing", "field-label");
    private final Slider smoothing = new Slider(0, 0.99, 0);
    private final Label smoothingValue = Styled.label("", "number");
    private final CheckBox logX = new CheckBox("log x");
    private final CheckBox logY = new CheckBox("log y");
    private final FigurePanel panel = new FigurePanel();
    private final TableView<RunComparison.Row> rows = new TableView<>();
    private final DifferenceTable differences = new DifferenceTable(rows);
    /** While the controls are set from the model, they do not set the model. */
    private boolean showing;

    private RunsModel model;

    /** A pane without runs. */
    public ComparePane() {
        getStyleClass().add("compare");
        Tip.name(curves, "curveBox", "Curve", "Which curve of the chosen runs is drawn");
        Tip.name(
                axes,
                "axisBox",
                "Horizontal axis",
                "Drawn over steps, over epochs, or over computing time: a slow method has to win there too");
        Tip.name(
                smoothing,
                "smoothingSlider",
                "Smoothing",
                "Weight of the past in the moving average; 0.9 averages about 10 steps. The raw curve stays visible. Values of an epoch are not smoothed.");
        Tip.name(
                logX,
                "logXBox",
                "log x",
                "Equal ratios equally far apart on the horizontal axis: shows the first steps");
        Tip.name(
                logY,
                "logYBox",
                "log y",
                "Equal ratios equally far apart on the vertical axis: shows progress near zero");
        curves.setConverter(new Titles<>(RunOverlay::title));
        axes.setConverter(new Titles<>(axis -> "over " + axis.label()));
        axes.getItems().setAll(Axis.values());
        smoothingName.setLabelFor(smoothing);
        FlowPane tools = Styled.of(
                new FlowPane(curves, axes, smoothingName, smoothing, smoothingValue, logX, logY), "overlay-tools");
        panel.view().setId("runs-overlay");
        VBox.setVgrow(panel, Priority.ALWAYS);
        VBox overlay = Styled.of(new VBox(tools, panel), "overlay-side");
        overlay.setMinWidth(0);
        HBox.setHgrow(overlay, Priority.ALWAYS);
        Label title = Styled.label("Differences and results", "panel-title");
        rows.setId("differences");
        rows.setAccessibleText(title.getText());
        VBox.setVgrow(rows, Priority.ALWAYS);
        VBox table = Styled.of(new VBox(title, rows), "difference-side");
        getChildren().addAll(overlay, table);
    }

    /** Shows the runs that the model compares, and tells it how they are to be drawn. */
    void bind(RunsModel runs) {
        model = runs;
        runs.comparisonProperty().subscribe(this::show);
        runs.figureProperty().subscribe(panel.view()::setFigure);
        runs.overlayProperty().subscribe(this::show);
        curves.valueProperty().subscribe(curve -> draw());
        axes.valueProperty().subscribe(axis -> draw());
        smoothing.valueProperty().subscribe(value -> draw());
        logX.selectedProperty().subscribe(on -> draw());
        logY.selectedProperty().subscribe(on -> draw());
    }

    private void show(RunComparison comparison) {
        if (!comparison.entries().isEmpty()) {
            showing = true;
            curves.getItems().setAll(comparison.curveNames());
            choose(model.overlayProperty().get().curve());
            showing = false;
            differences.show(comparison);
        }
    }

    private void show(RunOverlay how) {
        showing = true;
        choose(how.curve());
        axes.setValue(how.over());
        smoothing.setValue(how.smoothing());
        smoothingValue.setText(String.format(Locale.ROOT, "%.2f", how.smoothing()));
        boolean single = RunOverlay.isPerEpoch(how.curve());
        smoothingName.setDisable(single);
        smoothing.setDisable(single);
        smoothingValue.setDisable(single);
        logX.setSelected(how.logX());
        logY.setSelected(how.logY());
        showing = false;
    }

    /** Also a curve that none of the runs has, so that what is chosen is always to be seen. */
    private void choose(String curve) {
        if (!curves.getItems().contains(curve)) {
            curves.getItems().add(curve);
        }
        curves.setValue(curve);
    }

    private void draw() {
        if (showing || curves.getValue() == null || axes.getValue() == null) {
            return;
        }
        model.draw(new RunOverlay(
                curves.getValue(),
                axes.getValue(),
                Math.round(smoothing.getValue() * 100) / 100.0,
                logX.isSelected(),
                logY.isSelected()));
        panel.view().repaint();
    }
}
