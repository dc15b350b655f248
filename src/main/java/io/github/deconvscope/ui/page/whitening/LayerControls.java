package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.run.LayerInfo;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Chooses run, layer and step. */
final class LayerControls {
    private final LayerModel model;
    private final VBox root = new VBox(8);
    private final ComboBox<LayerModel.RunChoice> run = new ComboBox<>();
    private final ComboBox<LayerInfo> layer = new ComboBox<>();
    private final Slider step = new Slider(0, 1, 1);
    private final Label stepLabel = new Label();
    private final Label message = new Label();

    LayerControls(LayerModel model) {
        this.model = model;
        prepare(
                run,
                "layerRun",
                "Run",
                "A run that goes on, or one in the folder of runs.",
                LayerModel.RunChoice::name);
        prepare(layer, "layerName", "Layer", "A layer that whitens its input.", LayerInfo::label);
        run.setItems(model.runs());
        layer.setItems(model.layers());
        run.valueProperty().subscribe((old, chosen) -> {
            if (chosen != null) {
                model.chooseRun(chosen);
            }
        });
        layer.valueProperty().subscribe((old, chosen) -> {
            if (chosen != null) {
                model.chooseLayer(chosen);
            }
        });
        step.setId("layerStep");
        step.setAccessibleText("Step of the run");
        step.setTooltip(new Tooltip(
                "Goes back in time through the recorded steps. At the right end the newest is shown, and follows a running"
                        + " training."));
        step.setBlockIncrement(1);
        step.valueProperty().subscribe((old, value) -> chooseStep());
        stepLabel.getStyleClass().add("field-label");
        message.getStyleClass().add("caption");
        message.setWrapText(true);
        message.textProperty().bind(model.messageProperty());
        model.layers().addListener((ListChangeListener<LayerInfo>) change -> {
            if (!model.layers().isEmpty() && layer.getValue() == null) {
                layer.getSelectionModel().selectFirst();
            }
        });
        model.runs().addListener((ListChangeListener<LayerModel.RunChoice>) change -> {
            if (!model.runs().isEmpty() && run.getValue() == null) {
                run.getSelectionModel().selectFirst();
            }
        });
        model.steps().addListener((ListChangeListener<Long>) change -> followSteps());
        root.getChildren().addAll(run, layer, stepLabel, step, message);
        root.setVisible(false);
        root.setManaged(false);
        followSteps();
    }

    VBox root() {
        return root;
    }

    boolean isShown() {
        return model.isShown();
    }

    void show() {
        root.setVisible(true);
        root.setManaged(true);
        model.show();
    }

    void hide() {
        root.setVisible(false);
        root.setManaged(false);
        model.hide();
    }

    private static <T> void prepare(ComboBox<T> box, String id, String name, String help, Function<T, String> title) {
        box.setId(id);
        box.setPromptText(name);
        box.setAccessibleText(name);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setTooltip(new Tooltip(help));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T shown) {
                return shown == null ? "" : title.apply(shown);
            }

            @Override
            public T fromString(String text) {
                return null;
            }
        });
    }

    /** The right end stands for "newest"; whoever is there stays there when steps are added. */
    private void followSteps() {
        boolean newest = step.getValue() >= step.getMax();
        int count = model.steps().size();
        step.setMax(Math.max(1, count));
        step.setDisable(count == 0);
        if (newest) {
            step.setValue(step.getMax());
        }
        tellStep();
    }

    private void chooseStep() {
        int index = (int) Math.round(step.getValue());
        model.chooseStep(index >= model.steps().size() ? LayerModel.NEWEST : index);
        tellStep();
    }

    private void tellStep() {
        int index = (int) Math.round(step.getValue());
        stepLabel.setText(
                index < model.steps().size()
                        ? "Step " + model.steps().get(index) + " (" + (index + 1) + " of "
                                + model.steps().size() + " recorded)"
                        : "Newest step");
    }
}
