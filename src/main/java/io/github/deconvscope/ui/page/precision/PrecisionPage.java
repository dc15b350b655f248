package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.control.Badge;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.LiveChanges;
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
import io.github.deconvscope.ui.page.precision.PairViews.View;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Binds {@link PrecisionModel} to {@code fxml/precision.fxml}. */
public final class PrecisionPage implements Page {
    private static final RunControls.Words WORDS = new RunControls.Words(
            "compare",
            "Compare",
            "Train A and B in turns, step by step; pause; go on (Ctrl+Enter)",
            "End both runs with a checkpoint; they stay in the library",
            "Reset",
            "Clear the page",
            "No comparison yet",
            "A and B start from the same weights and see the same batches. Here their losses, the difference, lost gradients and one "
                    + "layer's covariance will stand side by side.",
            "The comparison could not start",
            "These runs cannot be shown",
            "The runs are being prepared");

    /** What is empty of a record that kept no matrices. */
    private static final Set<View> OF_LAYER =
            EnumSet.of(View.COVARIANCE_A, View.COVARIANCE_B, View.RESIDUALS, View.GRADIENTS, View.ACTIVATIONS);

    private final PageContext context;
    private final PrecisionModel model;
    private final CheckBox byTime = new CheckBox("by time");
    private final ComboBox<LayerInfo> layers = new ComboBox<>();
    private ViewPanels<View> panels;
    private final Badge emulatedBadge = new Badge();
    private final RunFollowers followers;

    @FXML
    private RunControls root;

    @FXML
    private MenuButton experimentMenu;

    /** As high as the longest question, so that the forms below stay where they are. */
    @FXML
    private StackPane questionRoom;

    @FXML
    private Label questionLabel;

    @FXML
    private ComboBox<Integer> seedsBox;

    @FXML
    private VBox formA;

    @FXML
    private VBox formB;

    @FXML
    private VBox formBoth;

    @FXML
    private VBox numbersHost;

    @FXML
    private Label verdictLabel;

    @FXML
    private GridPane grid;

    public PrecisionPage(PageContext context) {
        this.context = context;
        model = new PrecisionModel(context.services().runs(), context.services().runsFolder());
        followers = new RunFollowers(Platform::runLater, model::show, model::showProblem);
    }

    @FXML
    private void initialize() {
        setUpForms();
        setUpViews();
        root.bind(model, WORDS);
        model.observer().stateProperty().subscribe(state -> showEmulation());
        model.recordedProperty().subscribe(this::follow);
    }

    private void setUpForms() {
        for (Experiment experiment : Experiment.ALL) {
            experimentMenu
                    .getItems()
                    .add(Buttons.item(
                            "experiment-" + experiment.id(), experiment.label(), () -> model.choose(experiment)));
            Label room = Styled.wrapped(experiment.question(), "caption");
            room.setVisible(false);
            questionRoom.getChildren().add(room);
        }
        model.editorA().configProperty().subscribe(config -> showExperiment());
        model.editorB().configProperty().subscribe(config -> showExperiment());
        Set<RunOption> common = EnumSet.complementOf(EnumSet.copyOf(Experiment.DIFFERING));
        Set<RunOption.Group> all = EnumSet.allOf(RunOption.Group.class);
        addLive(formA, "While A runs", model.changesOfA(), "a-");
        addLive(formB, "While B runs", model.changesOfB(), "b-");
        addLive(formBoth, "While both run", model.changesOfBoth(), "both-");
        formA.getChildren().add(new OptionForm(model.editorA(), Experiment.DIFFERING, all, "a-"));
        formB.getChildren().add(new OptionForm(model.editorB(), Experiment.DIFFERING, all, "b-"));
        formBoth.getChildren()
                .add(new OptionForm(
                        model.editorA(),
                        common,
                        EnumSet.of(RunOption.Group.DATA, RunOption.Group.NETWORK, RunOption.Group.RUN),
                        "both-"));
        numbersHost.getChildren().addAll(new NumbersPane(), new SumsPane());
        for (int seeds = 0; seeds <= PrecisionState.MOST_SEEDS; seeds++) {
            seedsBox.getItems().add(seeds);
        }
        seedsBox.valueProperty().bindBidirectional(model.otherSeedsProperty());
    }

    private void addLive(VBox form, String title, LiveChanges changes, String prefix) {
        LiveOptions live = new LiveOptions(title, changes, prefix);
        model.observer().stateProperty().subscribe(state -> live.refresh());
        model.observer().progressProperty().subscribe(progress -> live.refresh());
        form.getChildren().add(live);
    }

    private void showExperiment() {
        Optional<Experiment> chosen = Experiment.ALL.stream()
                .filter(experiment -> experiment.a().equals(model.editorA().getConfig())
                        && experiment.b().equals(model.editorB().getConfig()))
                .findFirst();
        experimentMenu.setText(chosen.map(Experiment::label).orElse("Own comparison"));
        questionLabel.setText(chosen.map(Experiment::question).orElse("A and B differ as set below."));
    }

    private void setUpViews() {
        panels = new ViewPanels<>(View.class, model.views().figures());
        FigurePanel lossesPanel = panels.get(View.LOSSES);
        root.layOut(
                grid,
                List.of(
                        PanelGrid.Row.of(195, 1.3, panels.of(View.LOSSES, View.DIFFERENCE)),
                        PanelGrid.Row.of(205, 1, panels.of(View.LOSS_SCALE, View.UNDERFLOW, View.MEMORY)),
                        PanelGrid.Row.of(220, 1, panels.of(View.COVARIANCE_A, View.COVARIANCE_B, View.RESIDUALS)),
                        PanelGrid.Row.of(205, 0.8, panels.of(View.GRADIENTS, View.ACTIVATIONS))));
        byTime.setId("lossesByTime");
        Tip.setText(byTime, "Draw losses over each run's own computing time instead of over its steps");
        byTime.setOnAction(e -> {
            model.views().setByTime(byTime.isSelected());
            lossesPanel.view().repaint();
        });
        lossesPanel.tools().getChildren().add(byTime);
        Tip.name(
                layers,
                "comparedLayer",
                "Layer whose covariance is compared",
                "The layer whose covariance, residual and magnitudes are compared");
        layers.setCellFactory(list -> new LayerName());
        layers.setButtonCell(new LayerName());
        emulatedBadge.setId("emulatedBadge");
        emulatedBadge.setMinWidth(Region.USE_PREF_SIZE);
        root.getRunLine().addAll(1, List.of(emulatedBadge, layers));
        model.views().compared().layersProperty().subscribe(found -> layers.getItems()
                .setAll(found));
        model.views().compared().layerProperty().subscribe(layers::setValue);
        layers.setOnAction(e -> {
            if (layers.getValue() != null) {
                model.views().compared().layerProperty().set(layers.getValue());
            }
        });
        verdictLabel.textProperty().bind(model.views().verdictProperty());
    }

    private void showEmulation() {
        boolean half = model.editorA().getConfig().precision() == Precision.FP16
                || model.editorB().getConfig().precision() == Precision.FP16;
        boolean onCpu = context.services().runs().engine().device().startsWith("CPU");
        emulatedBadge.set(
                onCpu ? "fp16 emulated" : "fp16 native",
                onCpu ? Badge.Tone.CAUTION : Badge.Tone.GOOD,
                onCpu
                        ? "On a CPU tensors are rounded to fp16 and back around fp32 kernels, forward and backward: the numbers of a tensor core, not its speed."
                        : "The convolutions run in fp16 on the GPU.");
        Presence.set(emulatedBadge, half);
    }

    private void follow(List<Path> folders) {
        String why = folders.isEmpty()
                ? ""
                : "Not in the record. With \"" + RunOption.RECORD_EVERY.label()
                        + "\" above 0 (Both, Run) a comparison keeps its matrices and histograms.";
        OF_LAYER.forEach(view -> panels.get(view).setPlaceholder(why));
        followers.follow(folders);
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
    }

    @Override
    public String state() {
        return model.state();
    }

    @Override
    public Optional<String> form() {
        return Optional.of(model.form().toString());
    }

    @Override
    public void restore(String state) {
        model.restore(state);
        byTime.setSelected(model.views().isByTime());
    }

    @Override
    public List<NamedFigure> figures() {
        return model.views().figures().named(view -> model.views().state(view, model.folders()));
    }

    @Override
    public Optional<RunFeed> feed() {
        return model.feed();
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(new KeyHelp("Ctrl+Enter", "Compare, pause, continue"));
    }
}
