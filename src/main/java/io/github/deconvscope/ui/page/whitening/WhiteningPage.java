package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.whitening.MarkedHeatMap;
import io.github.deconvscope.figure.whitening.WhiteningFigureProvider;
import io.github.deconvscope.figure.whitening.WhiteningFigures;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds {@link WhiteningModel} to {@code fxml/whitening.fxml}. Longer than most, since the page has many views and each has its own hover. */
public final class WhiteningPage implements Page {
    private static final PseudoClass BEHIND = PseudoClass.getPseudoClass("behind");
    /** The covariance is of this setting, all that follows from it still of the one before. */
    private static final PseudoClass PARTLY = PseudoClass.getPseudoClass("partly");

    private final PageContext context;
    private final WhiteningModel model;
    private final LayerModel layerModel;
    private final Pointed pointed = new Pointed();
    private final Map<FigurePanel, String> panels = new LinkedHashMap<>();
    private WhiteningControls controls;
    private Subscription beating = Subscription.EMPTY;
    private FigurePanel enlargedPanel;

    @FXML
    private HBox root;

    @FXML
    private VBox controlHost;

    @FXML
    private FlowPane statistics;

    @FXML
    private Label warning;

    @FXML
    private ScrollPane figureScroll;

    @FXML
    private VBox figureRows;

    @FXML
    private GridPane pipeline;

    @FXML
    private HBox charts;

    @FXML
    private HBox foldRow;

    @FXML
    private VBox foldBox;

    @FXML
    private Label foldText;

    @FXML
    private VBox enlarged;

    @FXML
    private MessagePane message;

    @FXML
    private FigurePanel imagePanel;

    @FXML
    private FigurePanel patchesPanel;

    @FXML
    private FigurePanel covariancePanel;

    @FXML
    private FigurePanel spectrumPanel;

    @FXML
    private FigurePanel whiteningPanel;

    @FXML
    private FigurePanel afterPanel;

    @FXML
    private FigurePanel whitenedPanel;

    @FXML
    private FigurePanel filtersPanel;

    @FXML
    private FigurePanel residualPanel;

    @FXML
    private FigurePanel gainPanel;

    @FXML
    private FigurePanel kernelsPanel;

    @FXML
    private FigurePanel foldedPanel;

    @FXML
    private FigurePanel foldOutputsPanel;

    @FXML
    private FigurePanel foldDifferencePanel;

    @FXML
    private Slider iterationSlider;

    @FXML
    private Label iterationLabel;

    @FXML
    private Button playButton;

    @FXML
    private FontIcon playIcon;

    @FXML
    private ComboBox<Lane> laneChoice;

    public WhiteningPage(PageContext context) {
        this.context = context;
        model = new WhiteningModel(Platform::runLater);
        layerModel =
                new LayerModel(context.services().runs(), context.services().runsFolder(), Platform::runLater, model);
    }

    @FXML
    private void initialize() {
        controls = new WhiteningControls(model, new LayerControls(layerModel, model));
        controlHost.getChildren().setAll(controls.root());
        name(imagePanel, "image");
        name(patchesPanel, "patches");
        name(covariancePanel, "covariance");
        name(spectrumPanel, "spectrum");
        name(whiteningPanel, "matrix");
        name(afterPanel, "after");
        name(whitenedPanel, "image-after");
        name(filtersPanel, "filters");
        name(residualPanel, "residuals");
        name(gainPanel, "gains");
        name(kernelsPanel, "kernels");
        name(foldedPanel, "kernels-folded");
        name(foldOutputsPanel, "fold-outputs");
        name(foldDifferencePanel, "fold-difference");
        fitRows();
        bindStepper();
        model.viewProperty().subscribe(view -> show());
        model.tracesProperty().subscribe(traces -> showTraces());
        model.problemProperty().subscribe(problem -> tellProblem());
        layerModel.messageProperty().subscribe(missing -> tellProblem());
        model.busyProperty().subscribe(busy -> root.pseudoClassStateChanged(BEHIND, busy));
        pointed.onChange(this::showPointed);
        acceptFiles();
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        model.compute();
    }

    /** Gives a panel its name for export, and lets a double click enlarge it. */
    private void name(FigurePanel panel, String id) {
        panel.setId(id + "Panel");
        panel.getStyleClass().add("panel-" + id);
        panels.put(panel, "whitening-" + id);
        panel.setMinWidth(0);
        panel.view().addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getClickCount() == 2) {
                enlarge(panel);
            }
        });
        panel.view().hitProperty().subscribe(hit -> point(panel, hit));
    }

    /** Both rows of the pipeline and the charts share the height of the window, down to a size that can be read. */
    private void fitRows() {
        figureScroll.viewportBoundsProperty().subscribe(bounds -> {
            double height = bounds.getHeight();
            double row = Math.max(150, height * 0.32 - 12);
            panels.keySet().forEach(panel -> panel.setPrefHeight(row));
            double chart = Math.max(190, height * 0.36 - 4);
            charts.setPrefHeight(chart);
            residualPanel.setPrefHeight(chart);
            gainPanel.setPrefHeight(chart);
            residualPanel.setPrefWidth(10);
            gainPanel.setPrefWidth(10);
            foldRow.getChildren().forEach(panel -> ((FigurePanel) panel).setPrefWidth(10));
        });
    }

    private void bindStepper() {
        laneChoice.getItems().setAll(Lane.values());
        laneChoice.setConverter(new StringConverter<>() {
            @Override
            public String toString(Lane lane) {
                return lane == null ? "" : lane.title();
            }

            @Override
            public Lane fromString(String text) {
                return null;
            }
        });
        laneChoice.setTooltip(
                new Tooltip("The number format in which D is computed. fp16 and bf16 are emulated here: every"
                        + " intermediate value is rounded. Usual: fp32; double shows the mathematics."));
        laneChoice.valueProperty().subscribe((old, lane) -> {
            if (lane != null) {
                model.change(state -> state.withLane(lane));
            }
        });
        iterationSlider.valueProperty().subscribe((old, value) -> {
            int iterations = (int) Math.round(value.doubleValue());
            model.change(state -> state.withIterations(iterations));
        });
        model.stateProperty().subscribe(state -> {
            iterationSlider.setValue(state.iterations());
            laneChoice.setValue(state.lane());
            iterationLabel.setText("iteration " + state.iterations() + " of " + WhiteningState.MAX_ITERATIONS);
            showTraces();
        });
        model.playingProperty().subscribe(playing -> {
            playIcon.setIconLiteral(playing ? "mdmz-pause" : "mdmz-play_arrow");
            playButton.setAccessibleText(playing ? "Pause" : "Play");
        });
    }

    private void acceptFiles() {
        root.setOnDragOver(e -> {
            if (e.getDragboard().hasFiles()) {
                e.acceptTransferModes(TransferMode.COPY);
                e.consume();
            }
        });
        root.setOnDragDropped(e -> {
            if (e.getDragboard().hasFiles()) {
                controls.open(e.getDragboard().getFiles().get(0).toPath());
                e.setDropCompleted(true);
                e.consume();
            }
        });
    }

    private void show() {
        WhiteningView view = model.viewProperty().get();
        if (view == null) {
            tellProblem();
            return;
        }
        Optional<WhiteningResult> result = view.result();
        arrange(view);
        set(covariancePanel, view.covariance());
        view.input().ifPresentOrElse(this::showPixels, () -> showBefore(view));
        view.whitening().ifPresent(figure -> set(whiteningPanel, figure));
        view.after().ifPresent(figure -> set(afterPanel, figure));
        view.whitened().ifPresent(figure -> set(whitenedPanel, figure));
        if (result.isEmpty()) {
            statistics
                    .getChildren()
                    .setAll(StatisticsLine.computing(view.estimate().groupFeatures()));
        }
        root.pseudoClassStateChanged(PARTLY, result.isEmpty());
        result.ifPresent(r -> {
            set(spectrumPanel, WhiteningFigures.spectrum(r, view.when(), -1));
            set(gainPanel, WhiteningFigures.gains(r, view.when(), -1));
            if (view.input().isPresent()) {
                set(filtersPanel, WhiteningFigures.filters(r, -1));
            }
            statistics
                    .getChildren()
                    .setAll(StatisticsLine.of(r, model.tracesProperty().get()));
        });
        view.fold().ifPresent(this::showFold);
        boolean folds =
                view.fold().isPresent() || result.isEmpty() && view.input().isPresent();
        foldBox.setVisible(folds);
        foldBox.setManaged(folds);
        tellProblem();
        showPointed();
    }

    private void showPixels(WhiteningInput input) {
        set(imagePanel, WhiteningFigures.image(input, -1));
        set(patchesPanel, WhiteningFigures.patches(input, List.of()));
    }

    /** A layer has no image: the panels of the image show the same layer at its first recorded step. */
    private void showBefore(WhiteningView view) {
        Optional<WhiteningView.Before> before = view.before();
        set(imagePanel, before.map(b -> (Figure) b.covariance()).orElse(null));
        set(patchesPanel, before.map(b -> (Figure) b.after()).orElse(null));
        set(
                whitenedPanel,
                before.map(b -> WhiteningFigures.spectrum(b.result(), b.when(), -1))
                        .orElse(null));
        set(
                filtersPanel,
                before.map(b -> WhiteningFigures.gains(b.result(), b.when(), -1))
                        .orElse(null));
    }

    /** Pixels: from the image to the whitened image. A layer: its first recorded step above, the chosen one below. */
    private void arrange(WhiteningView view) {
        boolean layer = view.input().isEmpty();
        List<FigurePanel> first = layer
                ? List.of(imagePanel, patchesPanel, whitenedPanel, filtersPanel)
                : List.of(imagePanel, patchesPanel, covariancePanel, spectrumPanel);
        List<FigurePanel> second = layer
                ? List.of(covariancePanel, afterPanel, spectrumPanel, whiteningPanel)
                : List.of(whiteningPanel, afterPanel, whitenedPanel, filtersPanel);
        for (int column = 0; column < first.size(); column++) {
            GridPane.setConstraints(first.get(column), column, 0);
            GridPane.setConstraints(second.get(column), column, 1);
            second.get(column).setManaged(true);
            second.get(column).setVisible(true);
            boolean shown = !layer || view.before().isPresent();
            first.get(column).setManaged(shown);
            first.get(column).setVisible(shown);
        }
    }

    private void showFold(FoldCheck fold) {
        set(kernelsPanel, WhiteningFigures.kernels(fold, false));
        set(foldedPanel, WhiteningFigures.kernels(fold, true));
        set(foldOutputsPanel, WhiteningFigures.foldOutputs(fold));
        set(foldDifferencePanel, WhiteningFigures.foldDifference(fold));
        foldText.setText(FoldText.of(fold));
    }

    private void showTraces() {
        WhiteningView view = model.viewProperty().get();
        if (!model.tracesProperty().get().isEmpty()) {
            set(
                    residualPanel,
                    WhiteningFigures.residuals(
                            model.tracesProperty().get(),
                            model.getState().iterations(),
                            model.tracesBehindProperty().get()));
        }
        if (view != null) {
            view.result().ifPresent(r -> statistics
                    .getChildren()
                    .setAll(StatisticsLine.of(r, model.tracesProperty().get())));
        }
    }

    private static void set(FigurePanel panel, Figure figure) {
        panel.setTitle(figure == null ? "" : figure.title());
        panel.view().setFigure(figure);
        Tooltip.install(panel.lookup(".panel-title"), new Tooltip(figure == null ? "" : figure.caption()));
    }

    private void tellProblem() {
        String problem = model.problemProperty().get();
        WhiteningView view = model.viewProperty().get();
        if (problem.isEmpty() && view != null) {
            problem = view.result().flatMap(WhiteningResult::problem).orElse("");
        }
        warning.setText(problem);
        warning.setVisible(!problem.isEmpty());
        warning.setManaged(!problem.isEmpty());
        boolean waiting = view == null && model.getState().source().isLayer();
        message.setVisible(view == null && (waiting || !problem.isEmpty()));
        figureRows.setVisible(!waiting);
        statistics.setVisible(!waiting);
        String missing = layerModel.messageProperty().get();
        if (waiting && missing.isEmpty()) {
            message.show(MessagePane.Kind.LOADING, "Reading the layer", "Run, layer and step are chosen on the left.");
        } else if (message.isVisible()) {
            message.show(
                    waiting ? MessagePane.Kind.EMPTY : MessagePane.Kind.FAILED,
                    waiting ? "No layer to show yet" : "Nothing to show",
                    waiting ? missing : problem);
            message.offer("Back to the photograph", () -> model.restore(""));
        }
    }

    private void point(FigurePanel panel, FigureHit hit) {
        WhiteningView view = model.viewProperty().get();
        if (view == null) {
            return;
        }
        if (panel == covariancePanel || panel == whiteningPanel || panel == afterPanel) {
            pointed.cell(hit);
        } else if (panel == spectrumPanel || panel == gainPanel) {
            pointed.direction(hit);
        } else if (panel == patchesPanel) {
            view.input().ifPresent(input -> pointed.pixel(hit, input.patches()));
        }
    }

    /** The same two features in every matrix, in the patches, and the same eigenvector everywhere. */
    private void showPointed() {
        WhiteningView view = model.viewProperty().get();
        if (view == null) {
            return;
        }
        for (FigurePanel panel : List.of(covariancePanel, whiteningPanel, afterPanel)) {
            if (panel.view().getFigure() instanceof MarkedHeatMap map) {
                panel.view().setFigure(map.marked(pointed.row(), pointed.column()));
            }
        }
        view.input().ifPresent(input -> {
            patchesPanel.view().setFigure(WhiteningFigures.patches(input, pointed.features()));
            imagePanel.view().setFigure(WhiteningFigures.image(input, pointed.patch()));
        });
        view.result().ifPresent(result -> {
            spectrumPanel.view().setFigure(WhiteningFigures.spectrum(result, view.when(), pointed.eigenvector()));
            gainPanel.view().setFigure(WhiteningFigures.gains(result, view.when(), pointed.eigenvector()));
            if (view.input().isPresent()) {
                set(filtersPanel, WhiteningFigures.filters(result, pointed.eigenvector()));
            }
        });
    }

    private void enlarge(FigurePanel panel) {
        if (enlargedPanel != null || panel.view().getFigure() == null) {
            shrink();
            return;
        }
        enlargedPanel = panel;
        FigurePanel large = new FigurePanel();
        large.titleProperty().bind(panel.titleProperty());
        FigureView view = large.view();
        view.figureProperty().bind(panel.view().figureProperty());
        view.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getClickCount() == 2) {
                shrink();
            }
        });
        view.hitProperty().subscribe(hit -> point(panel, hit));
        Label caption = new Label(panel.view().getFigure().caption());
        caption.getStyleClass().add("figure-caption");
        caption.setWrapText(true);
        VBox.setVgrow(large, Priority.ALWAYS);
        Button back = new Button("All figures");
        back.setTooltip(new Tooltip("Back to all figures (Escape, or double click)"));
        back.setOnAction(e -> shrink());
        enlarged.getChildren().setAll(large, caption, back);
        enlarged.setVisible(true);
    }

    private void shrink() {
        if (enlargedPanel != null) {
            enlarged.setVisible(false);
            enlarged.getChildren().clear();
            enlargedPanel = null;
        }
    }

    private void key(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || event.isShortcutDown()) {
            return;
        }
        switch (event.getCode()) {
            case SPACE -> playOrPause();
            case LEFT -> back();
            case RIGHT -> forward();
            case HOME -> first();
            case END -> last();
            case ESCAPE -> {
                if (enlargedPanel == null) {
                    return;
                }
                shrink();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    @FXML
    private void first() {
        model.step(-WhiteningState.MAX_ITERATIONS);
    }

    @FXML
    private void back() {
        model.step(-1);
    }

    @FXML
    private void playOrPause() {
        model.playOrPause();
    }

    @FXML
    private void forward() {
        model.step(1);
    }

    @FXML
    private void last() {
        model.step(WhiteningState.MAX_ITERATIONS);
    }

    @Override
    public void onShown() {
        layerModel.wake();
        beating = context.pulse().add(() -> {
            model.beat(System.nanoTime());
            layerModel.refresh();
        });
    }

    @Override
    public void onHidden() {
        beating.unsubscribe();
        model.playingProperty().set(false);
        layerModel.rest();
    }

    @Override
    public String state() {
        return model.save();
    }

    @Override
    public void restore(String state) {
        shrink();
        model.restore(state);
    }

    @Override
    public List<NamedFigure> figures() {
        List<NamedFigure> shown = new ArrayList<>();
        WhiteningState drawn = Optional.ofNullable(model.viewProperty().get())
                .flatMap(WhiteningView::result)
                .map(WhiteningResult::state)
                .orElseGet(model::getState);
        Map<String, String> parameters = WhiteningFigureProvider.parameters(drawn);
        panels.forEach((panel, id) -> {
            if (panel.view().getFigure() != null
                    && panel.isVisible()
                    && panel.getParent().isVisible()) {
                shown.add(new NamedFigure(id, parameters, panel.view().getFigure()));
            }
        });
        return shown;
    }

    @Override
    public Optional<RunFeed> feed() {
        return layerModel.feed();
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(
                new KeyHelp("Space", "Play or pause the Newton-Schulz iterations"),
                new KeyHelp("Left, Right", "One iteration back or on"),
                new KeyHelp("Home, End", "No iteration, 30 iterations"),
                new KeyHelp("Double click, Escape", "Enlarge a figure, and back"),
                new KeyHelp("Arrow keys in a figure", "Move from cell to cell; the same features light up elsewhere"));
    }

    @Override
    public void close() {
        model.close();
        layerModel.close();
    }
}
