package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunOption;
import io.github.deconvscope.run.RunState;
import io.github.deconvscope.ui.control.OptionForm;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Binds {@link TrainingModel} to {@code fxml/training.fxml}. */
public final class TrainingPage implements Page {
    private final PageContext context;
    private final TrainingModel model;
    private Subscription beating = Subscription.EMPTY;

    @FXML
    private MenuButton presetMenu;

    @FXML
    private VBox formHost;

    @FXML
    private Button trainButton;

    @FXML
    private Button stopButton;

    @FXML
    private Label troubleLabel;

    public TrainingPage(PageContext context) {
        this.context = context;
        model = new TrainingModel(context.services().runs(), context.services().runsFolder());
    }

    @FXML
    private void initialize() {
        for (Preset preset : Preset.ALL) {
            MenuItem item = new MenuItem(preset.label());
            item.setId("preset-" + preset.id());
            item.setOnAction(e -> model.editor().set(preset.config()));
            presetMenu.getItems().add(item);
        }
        formHost.getChildren()
                .add(new OptionForm(
                        model.editor(),
                        EnumSet.of(RunOption.Group.DATA, RunOption.Group.NETWORK, RunOption.Group.RUN)));
        troubleLabel.textProperty().bind(model.troubleProperty());
        troubleLabel.managedProperty().bind(model.troubleProperty().isNotEmpty());
        model.stateProperty().subscribe(state -> {
            trainButton.setText(
                    state == RunState.RUNNING || state == RunState.PREPARING
                            ? "Pause"
                            : state == RunState.PAUSED ? "Continue" : "Train");
            stopButton.setDisable(!model.isActive());
        });
    }

    @FXML
    private void trainOrPause() {
        model.trainOrPause();
    }

    @FXML
    private void step() {
        model.step();
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void reset() {
        model.reset();
    }

    @FXML
    private void newSeed() {
        model.newSeed();
    }

    @Override
    public void onShown() {
        beating = context.pulse().add(model::refresh);
    }

    @Override
    public void onHidden() {
        beating.unsubscribe();
    }

    @Override
    public String state() {
        return model.editor().getConfig().toString();
    }

    @Override
    public void restore(String state) {
        model.editor().set(state.isEmpty() ? Preset.LAPTOP.config() : RunConfig.parse(state));
    }

    @Override
    public Optional<RunFeed> feed() {
        return model.feed();
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of();
    }
}
