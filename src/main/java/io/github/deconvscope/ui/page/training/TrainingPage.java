package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.ui.control.Badge;
import io.github.deconvscope.ui.control.LiveOptions;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.control.OptionForm;
import io.github.deconvscope.ui.control.PanelGrid;
import io.github.deconvscope.ui.control.ProgressText;
import io.github.deconvscope.ui.control.RunPane;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.RunFollowers;
import io.github.deconvscope.ui.live.RunObserver;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.page.training.RunViews.View;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds {@link TrainingModel} to {@code fxml/training.fxml}. */
public final class TrainingPage implements Page {
    private static final RunPane.Words WORDS = new RunPane.Words(
            "Train",
            "No run yet",
            "Here its loss and accuracy will grow, and for the layer you pick the covariance of its input, the whitening matrix "
                    + "and the covariance after whitening will change as the net learns.",
            "The run could not start",
            "This run cannot be shown",
            "The run is being prepared");

    private final PageContext context;
    private final TrainingModel model;
    private final CheckBox logarithmic = new CheckBox("log axis");
    private Subscription beating = Subscription.EMPTY;
    private final RunFollowers followers;
    private RunPane pane;

    @FXML
    private HBox root;

    @FXML
    private MenuButton presetMenu;

    @FXML
    private VBox formHost;

    @FXML
    private Button trainButton;

    @FXML
    private FontIcon trainIcon;

    @FXML
    private Button stopButton;

    @FXML
    private Button resetButton;

    @FXML
    private Label troubleLabel;

    @FXML
    private Label changedLabel;

    @FXML
    private MessagePane emptyPane;

    @FXML
    private ScrollPane views;

    @FXML
    private Badge stateBadge;

    @FXML
    private ProgressBar progressBar;

    @FXML
    private Label progressLabel;

    @FXML
    private Label warningLabel;

    @FXML
    private GridPane grid;

    @FXML
    private FigurePanel lossPanel;

    @FXML
    private VBox layerPanel;

    @FXML
    private ListView<LayerInfo> layerList;

    @FXML
    private FigurePanel covariancePanel;

    @FXML
    private FigurePanel whiteningPanel;

    @FXML
    private FigurePanel afterPanel;

    @FXML
    private FigurePanel residualPanel;

    @FXML
    private FigurePanel accuracyPanel;

    @FXML
    private FigurePanel timePanel;

    @FXML
    private FigurePanel costPanel;

    @FXML
    private FigurePanel forecastPanel;

    @FXML
    private Label layerNote;

    public TrainingPage(PageContext context) {
        this.context = context;
        model = new TrainingModel(context.services().runs(), context.services().runsFolder());
        followers = new RunFollowers(Platform::runLater, feeds -> model.show(feeds.get(0)), model::tell);
    }

    @FXML
    private void initialize() {
        setUpForm();
        setUpViews();
        pane = new RunPane(
                WORDS,
                new RunPane.Parts(
                        emptyPane,
                        views,
                        trainButton,
                        trainIcon,
                        stopButton,
                        resetButton,
                        stateBadge,
                        progressBar,
                        progressLabel,
                        troubleLabel,
                        warningLabel),
                new RunPane.Source(
                        model.observer(),
                        model::isActive,
                        () -> model.recordedProperty().get() != null,
                        () -> model.figures().figure(View.LOSS).get() != null,
                        this::activity,
                        progress -> ProgressText.of(progress)
                                + model.feed().map(ProgressText::best).orElse(""),
                        model::trainOrPause,
                        model::reset));
        model.recordedProperty().subscribe(folder -> followers.follow(folder == null ? List.of() : List.of(folder)));
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void setUpForm() {
        for (Preset preset : Preset.ALL) {
            Label label = new Label(preset.label());
            label.setTooltip(new Tooltip(preset.explanation()));
            MenuItem item = new MenuItem(preset.label());
            item.setId("preset-" + preset.id());
            item.setOnAction(e -> model.editor().set(preset.config()));
            presetMenu.getItems().add(item);
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
        formHost.getChildren()
                .addAll(
                        live,
                        new OptionForm(
                                model.editor(),
                                EnumSet.of(RunOption.Group.DATA, RunOption.Group.NETWORK, RunOption.Group.RUN)));
        changedLabel.visibleProperty().bind(model.changedProperty());
        changedLabel.managedProperty().bind(model.changedProperty());
    }

    private void setUpViews() {
        PanelGrid panels = new PanelGrid(
                grid,
                List.of(
                        new PanelGrid.Row(215, 1.5, true, List.of(lossPanel, layerPanel), List.of(9, 3)),
                        PanelGrid.Row.of(190, 1.1, covariancePanel, whiteningPanel, afterPanel),
                        PanelGrid.Row.of(175, 1, residualPanel, accuracyPanel, timePanel),
                        PanelGrid.Row.of(250, 0.6, costPanel, forecastPanel)));
        views.widthProperty().subscribe(width -> panels.fit(width.doubleValue()));
        for (View view : View.values()) {
            panel(view).view().setId(view.id());
            model.figures().figure(view).subscribe(panel(view).view()::setFigure);
        }
        logarithmic.setId("lossLogarithmic");
        logarithmic.setTooltip(new Tooltip("Equal ratios of the loss equally far apart: shows progress near zero"));
        logarithmic.setOnAction(e -> {
            model.figures().setLogarithmic(logarithmic.isSelected());
            lossPanel.view().repaint();
        });
        lossPanel.tools().getChildren().add(logarithmic);
        layerList.setCellFactory(list -> new LayerCell());
        layerList.setFixedCellSize(28);
        model.figures().layers().layersProperty().subscribe(layers -> layerList
                .getItems()
                .setAll(layers));
        model.figures().layers().layerProperty().subscribe(layer -> {
            layerList.getSelectionModel().select(layer);
            layerNote.setText(note(layer));
            String why = layer == null || layer.whitens() ? "" : note(layer);
            List.of(covariancePanel, whiteningPanel, afterPanel, residualPanel)
                    .forEach(panel -> panel.setPlaceholder(why));
        });
        model.feedProperty().subscribe(run -> forecastPanel.setPlaceholder(RunViews.whyNoForecast(run)));
        layerList.getSelectionModel().selectedItemProperty().subscribe(layer -> {
            if (layer != null) {
                model.figures().layers().layerProperty().set(layer);
                List.of(covariancePanel, whiteningPanel, afterPanel, residualPanel)
                        .forEach(panel -> panel.view().repaint());
            }
        });
    }

    private static String note(LayerInfo layer) {
        if (layer == null) {
            return "";
        }
        return layer.whitens()
                ? layer.label() + ": " + layer.features() + " features, " + layer.block() + " of " + layer.channels()
                        + " channels whitened together, " + layer.iterations() + " Newton-Schulz iterations."
                : layer.label() + " does not whiten its input, so it has no whitening matrix.";
    }

    private FigurePanel panel(View view) {
        return switch (view) {
            case LOSS -> lossPanel;
            case ACCURACY -> accuracyPanel;
            case STEP_TIME -> timePanel;
            case COVARIANCE -> covariancePanel;
            case WHITENING -> whiteningPanel;
            case COVARIANCE_AFTER -> afterPanel;
            case RESIDUALS -> residualPanel;
            case COST -> costPanel;
            case COST_FORECAST -> forecastPanel;
        };
    }

    private String activity() {
        RunObserver run = model.observer();
        if (run.stateProperty().get() == RunState.RUNNING) {
            return "The first step is being computed; it takes longer than the others.";
        }
        String activity = run.progressProperty().get().activity();
        return activity.isEmpty() ? "The images are read and the net is built." : activity;
    }

    private void key(KeyEvent event) {
        if (!event.isShortcutDown()) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER) {
            trainOrPause();
        } else if (event.getCode() == KeyCode.RIGHT) {
            step();
        } else {
            return;
        }
        event.consume();
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
        model.figures().setLooking(true);
        beating = context.pulse().add(() -> {
            model.refresh(context.pulse().liveDue());
            pane.beat();
        });
    }

    @Override
    public void onHidden() {
        beating.unsubscribe();
        model.figures().setLooking(false);
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
    public void restore(String state) {
        model.restore(state);
        logarithmic.setSelected(model.figures().isLogarithmic());
    }

    @Override
    public List<NamedFigure> figures() {
        List<NamedFigure> named = new ArrayList<>();
        for (View view : View.values()) {
            Figure figure = model.figures().figure(view).get();
            if (figure != null) {
                named.add(new NamedFigure(model.figures().state(view), figure));
            }
        }
        return named;
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
