package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.page.RunChoice;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.VBox;

/** Chooses run, layer and step; shows what the state asks for. */
final class LayerControls {
    private final LayerModel model;
    private final WhiteningModel target;
    private final VBox root = new VBox(8);
    private final ComboBox<RunChoice> run;
    private final ComboBox<LayerInfo> layer;
    private final Slider step = new Slider(0, 1, 1);
    private final Label stepLabel = Styled.label("", "field-label");
    private final CheckBox asUsed = new CheckBox("D as the layer used it");
    private final Label message = Styled.wrapped("", "caption");
    private boolean following;

    LayerControls(LayerModel model, WhiteningModel target) {
        this.model = model;
        this.target = target;
        run = box(
                "layerRun",
                "Run",
                "A run that goes on, or one in the folder of runs.",
                model.runs(),
                RunChoice::title,
                model::chooseRun);
        Titles.ofLong(run, RunChoice::title);
        layer = box(
                "layerName",
                "Layer",
                "A layer, whose input is seen: one that whitens with its D, any other as it is.",
                model.layers(),
                LayerInfo::label,
                model::chooseLayer);
        Tip.name(
                step,
                "layerStep",
                "Step of the run",
                "Goes back in time through the recorded steps. At the right end the newest is shown, and follows a running"
                        + " training.");
        step.setBlockIncrement(1);
        step.valueProperty().subscribe((old, value) -> chooseStep());
        message.textProperty().bind(model.messageProperty());
        asUsed.setId("layerAsUsed");
        Tip.setText(
                asUsed,
                "Shows the D that the layer used in this step: computed from the batch, running or frozen. Off, D is computed from this"
                        + " covariance, as iterations, method and format below say; changing one of them switches it off. Usual: on.");
        asUsed.selectedProperty().subscribe((old, on) -> {
            if (!following) {
                target.change(state -> state.withAsUsed(on));
            }
        });
        root.getChildren().addAll(run, layer, stepLabel, step, asUsed, message);
        for (ObservableList<?> list : List.of(model.runs(), model.layers(), model.steps())) {
            list.addListener((ListChangeListener<Object>) change -> follow());
        }
        model.layerProperty().subscribe(shown -> follow());
        target.stateProperty().subscribe(state -> follow());
    }

    VBox root() {
        return root;
    }

    /** Shows a layer instead of pixels. */
    void show() {
        model.show();
    }

    private <T> ComboBox<T> box(
            String id,
            String name,
            String help,
            ObservableList<T> items,
            Function<T, String> title,
            Consumer<T> choose) {
        ComboBox<T> box = new ComboBox<>(items);
        box.setPromptText(name);
        box.setMaxWidth(Double.MAX_VALUE);
        Tip.name(box, id, name, help);
        box.setConverter(new Titles<>(title));
        box.valueProperty().subscribe((old, chosen) -> {
            if (chosen != null && !following) {
                choose.accept(chosen);
            }
        });
        return box;
    }

    private void follow() {
        WhiteningSource source = target.getState().source();
        Presence.set(root, source.isLayer());
        if (!source.isLayer()) {
            return;
        }
        following = true;
        boolean whitens = model.layerProperty().get() == null
                || model.layerProperty().get().whitens();
        asUsed.setSelected(target.getState().asUsed() && whitens);
        asUsed.setDisable(!whitens);
        select(run, choice -> choice.name().equals(source.name()));
        select(layer, info -> info.name().equals(source.layer()));
        int count = model.steps().size();
        int index = model.steps().indexOf(source.step());
        step.setMax(Math.max(1, count));
        step.setDisable(count == 0);
        step.setValue(index < 0 ? step.getMax() : index);
        stepLabel.setText(
                source.step() == WhiteningSource.NEWEST
                        ? "Newest step"
                        : "Step " + source.step()
                                + (index < 0 ? "" : " (" + (index + 1) + " of " + count + " recorded)"));
        following = false;
    }

    private static <T> void select(ComboBox<T> box, java.util.function.Predicate<T> wanted) {
        T found = box.getItems().stream().filter(wanted).findFirst().orElse(null);
        if (!Objects.equals(found, box.getValue())) {
            box.setValue(found);
        }
    }

    /** The right end of the slider, behind the last recorded step, stands for the newest. */
    private void chooseStep() {
        if (!following) {
            int index = (int) Math.round(step.getValue());
            model.chooseStep(
                    index >= model.steps().size()
                            ? WhiteningSource.NEWEST
                            : model.steps().get(index));
        }
    }
}
