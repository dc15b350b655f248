package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.LiveOptions;
import io.github.deconvscope.ui.control.OptionForm;
import io.github.deconvscope.ui.control.PanelGrid;
import io.github.deconvscope.ui.control.RunControls;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.RunFollowers;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.page.ViewPanels;
import io.github.deconvscope.ui.page.training.RunViews.View;
import io.github.deconvscope.ui.state.TrainingState;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** Binds {@link TrainingModel} to {@code fxml/training.fxml}. */
public final class TrainingPage implements Page {
    private static final RunControls.Words WORDS = new RunControls.Words(
            "train",
            "Train",
            "Start a run as set up here; pause it; go on (Ctrl+Enter)",
            "End the run with a checkpoint. Nothing is lost: it stays in the library and can go on later.",
            "Reset, same seed",
            "Clear the page; the next run starts from the same initial weights and sees the same batches",
            "No run yet",
            "Here its loss and accuracy will grow, and for the layer you pick the covariance of its input, the whitening matrix "
                    + "and the covariance after whitening will change as the net learns.",
            "The run could not start",
            "This run cannot be shown",
            "The run is being prepared");

    private static final Set<View> OF_LAYER =
            EnumSet.of(View.COVARIANCE, View.SPECTRUM, View.WHITENING, View.COVARIANCE_AFTER, View.RESIDUALS);

    /** Those of them that a layer has whether it whitens or not. */
    private static final Set<View> OF_INPUT = EnumSet.of(View.COVARIANCE, View.SPECTRUM);

    private final PageContext context;
    private final TrainingModel model;
    private final CheckBox logarithmic = new CheckBox("log axis");
    private ViewPanels<View> panels;
    private final RunFollowers followers;

    @FXML
    private RunControls root;

    @FXML
    private MenuButton presetMenu;

    @FXML
    private VBox formHost;

    @FXML
    private Label changedLabel;

    @FXML
    private GridPane grid;

    @FXML
    private VBox layerPanel;

    @FXML
    private ListView<LayerInfo> layerList;

    @FXML
    private Label layerNote;

    public TrainingPage(PageContext context) {
        this.context = context;
        model = new TrainingModel(context.services().runs(), context.services().runsFolder());
        followers = new RunFollowers(Platform::runLater, feeds -> model.show(feeds.get(0)), model::showProblem);
    }

    @FXML
    private void initialize() {
        setUpForm();
        setUpViews();
        root.bind(model, WORDS);
        model.recordedProperty().subscribe(folder -> followers.follow(folder == null ? List.of() : List.of(folder)));
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void setUpForm() {
        for (Preset preset : Preset.ALL) {
            presetMenu.getItems().add(Buttons.item("preset-" + preset.id(), preset.label(), () -> model.editor()
                    .set(preset.config())));
        }
        model.editor()
                .configProperty()
                .subscribe(config -> presetMenu.setText(Preset.ALL.stream()
                        .filter(preset -> preset.config().equals(config))
                        .findFirst()
                        .map(Preset::label)
                        .orElse("Preset")));
        LiveOptions live = new LiveOptions("While it runs", model.changes(), "");
        model.observer().stateProperty().subscribe(state -> live.refresh());
        model.observer().progressProperty().subscribe(progress -> live.refresh());
        Label found = Styled.wrapped("", "field-note");
        found.setId("dataNote");
        found.textProperty().bind(model.foundProperty());
        found.visibleProperty().bind(model.foundProperty().isNotEmpty());
        found.managedProperty().bind(model.foundProperty().isNotEmpty());
        formHost.getChildren()
                .addAll(
                        live,
                        found,
                        new OptionForm(
                                model.editor(),
                                EnumSet.of(RunOption.Group.DATA, RunOption.Group.NETWORK, RunOption.Group.RUN)));
        changedLabel.visibleProperty().bind(model.changedProperty());
        changedLabel.managedProperty().bind(model.changedProperty());
    }

    private void setUpViews() {
        panels = new ViewPanels<>(View.class, model.views().figures());
        FigurePanel lossPanel = panels.get(View.LOSS);
        root.layOut(
                grid,
                // Three rows, which a window of 900 pixels shows at once.
                List.of(
                        new PanelGrid.Row(
                                210,
                                1.2,
                                false,
                                List.of(lossPanel, panels.get(View.ACCURACY), layerPanel),
                                List.of(6, 3, 3)),
                        PanelGrid.Row.of(
                                200,
                                1,
                                panels.of(View.COVARIANCE, View.WHITENING, View.COVARIANCE_AFTER, View.SPECTRUM)),
                        PanelGrid.Row.of(
                                240, 1.05, panels.of(View.RESIDUALS, View.STEP_TIME, View.COST, View.COST_FORECAST))),
                List.of(
                        new PanelGrid.Row(200, 1.5, true, List.of(lossPanel, layerPanel), List.of(8, 4)),
                        PanelGrid.Row.of(180, 1.1, panels.of(View.COVARIANCE, View.WHITENING, View.COVARIANCE_AFTER)),
                        PanelGrid.Row.of(
                                220, 1, panels.of(View.SPECTRUM, View.RESIDUALS, View.ACCURACY, View.STEP_TIME)),
                        PanelGrid.Row.of(232, 0.6, panels.of(View.COST, View.COST_FORECAST))));
        for (View view : List.of(View.COVARIANCE, View.COVARIANCE_AFTER)) {
            Label correlation = Styled.label("", "caption");
            Tip.setText(correlation, "Mean |correlation| of two different features: 0 is white");
            correlation.textProperty().bind(model.views().correlation(view));
            panels.get(view).tools().getChildren().add(correlation);
        }
        logarithmic.setId("lossLogarithmic");
        Tip.setText(logarithmic, "Equal ratios of the loss equally far apart: shows progress near zero");
        logarithmic.setOnAction(e -> {
            model.views().setLogarithmic(logarithmic.isSelected());
            lossPanel.view().repaint();
        });
        lossPanel.tools().getChildren().add(logarithmic);
        layerList.setCellFactory(list -> new LayerCell());
        layerList.setFixedCellSize(28);
        model.views().layers().layersProperty().subscribe(layers -> layerList
                .getItems()
                .setAll(layers));
        model.views().layers().layerProperty().subscribe(layer -> {
            layerList.getSelectionModel().select(layer);
            layerNote.setText(note(layer));
            OF_LAYER.forEach(view -> panels.get(view).setPlaceholder(whyNone(layer, OF_INPUT.contains(view))));
        });
        model.feedProperty()
                .subscribe(run -> panels.get(View.COST_FORECAST).setPlaceholder(RunViews.whyNoForecast(run)));
        layerList.getSelectionModel().selectedItemProperty().subscribe(layer -> {
            if (layer != null) {
                model.views().layers().layerProperty().set(layer);
                OF_LAYER.forEach(view -> panels.get(view).view().repaint());
            }
        });
    }

    private static String note(LayerInfo layer) {
        if (layer == null) {
            return "";
        }
        String seen = layer.label() + ": " + PlainWords.count(layer.features(), "feature") + ", " + layer.block()
                + " of " + layer.channels() + " channels ";
        if (layer.whitens()) {
            return seen + "whitened together, " + PlainWords.count(layer.iterations(), "Newton-Schulz iteration") + ".";
        }
        return layer.hasCovariance()
                ? seen + "in one covariance. It does not whiten: what is seen is what it works with."
                : whyNone(layer, true);
    }

    /** Why a layer has no such figure, in words; empty if it has one, or will. */
    private static String whyNone(LayerInfo layer, boolean ofInput) {
        if (layer == null || layer.whitens() || ofInput && layer.hasCovariance()) {
            return "";
        }
        return ofInput
                ? "The covariance of " + layer.label()
                        + " was not recorded: versions before this one recorded it of layers that whiten only."
                : layer.label() + " does not whiten its input, so it has no matrix D and no Newton-Schulz iterations.";
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.RIGHT) {
            step();
            event.consume();
        }
    }

    @FXML
    private void step() {
        model.step();
    }

    @FXML
    private void newSeed() {
        model.newSeed();
    }

    @Override
    public void onShown() {
        root.show(context.pulse());
    }

    @Override
    public void onHidden() {
        root.hide();
    }

    @Override
    public void close() {
        onHidden();
        followers.close();
        model.close();
    }

    @Override
    public String state() {
        return model.state();
    }

    @Override
    public Optional<String> form() {
        return Optional.of(TrainingState.of(model.editor().getConfig()).toString());
    }

    @Override
    public void restore(String state) {
        model.restore(state);
        logarithmic.setSelected(model.views().isLogarithmic());
    }

    @Override
    public List<NamedFigure> figures() {
        return model.views().figures().named(model.views()::state);
    }

    @Override
    public Optional<RunFeed> feed() {
        return model.feed();
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(
                new KeyHelp("Ctrl+Enter", "Train, pause, continue"),
                new KeyHelp("Ctrl+Right", "One step, then pause"),
                new KeyHelp("Up, Down in the layer list", "Look at another layer"));
    }
}
