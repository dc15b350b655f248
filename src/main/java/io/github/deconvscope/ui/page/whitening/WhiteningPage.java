package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.lab.whitening.WhiteningPageState;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.control.Badge;
import io.github.deconvscope.ui.control.FileDrop;
import io.github.deconvscope.ui.control.KeptChoice;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.theme.Presence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Binds {@link WhiteningModel} and {@link LayerModel} to {@code fxml/whitening.fxml}. */
public final class WhiteningPage implements Page {
    private static final PseudoClass BEHIND = PseudoClass.getPseudoClass("behind");
    /** The covariance is of this setting, all that follows from it still of the one before. */
    private static final PseudoClass PARTLY = PseudoClass.getPseudoClass("partly");

    private final PageContext context;
    private final WhiteningModel model;
    private final LayerModel layerModel;
    private WhiteningControls controls;
    private LinkedHover hover;
    private Subscription frames = Subscription.EMPTY;

    @FXML
    private HBox root;

    @FXML
    private ToggleButton patchesToggle;

    @FXML
    private ToggleButton planeToggle;

    @FXML
    private ScrollPane controlScroll;

    @FXML
    private VBox controlHost;

    @FXML
    private ScrollPane planeScroll;

    @FXML
    private VBox planeHost;

    @FXML
    private VBox patchesSide;

    @FXML
    private PlanePane planePane;

    @FXML
    private FlowPane statistics;

    @FXML
    private Label warning;

    @FXML
    private ScrollPane figureScroll;

    @FXML
    private FigureBoard figureRows;

    @FXML
    private EnlargedFigure enlarged;

    @FXML
    private MessagePane message;

    @FXML
    private IterationBar iterationBar;

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
        planeHost.getChildren().setAll(planePane.controls());
        ToggleGroup views = new ToggleGroup();
        views.getToggles().setAll(patchesToggle, planeToggle);
        views.selectToggle(patchesToggle);
        KeptChoice.keep(views, now -> showPlane(now == planeToggle));
        showPlane(false);
        hover = new LinkedHover(figureRows, model.viewProperty());
        iterationBar.connect(model);
        figureRows.onEnlarge(this::enlarge);
        figureScroll
                .viewportBoundsProperty()
                .subscribe(bounds -> figureRows.fit(bounds.getWidth(), bounds.getHeight()));
        model.viewProperty().subscribe(view -> show());
        model.tracesProperty().subscribe(traces -> showTraces());
        model.stateProperty().subscribe(state -> showTraces());
        model.problemProperty().subscribe(problem -> showProblem());
        model.readingProperty().subscribe(reading -> showTraces());
        layerModel.messageProperty().subscribe(missing -> showProblem());
        model.busyProperty().subscribe(busy -> root.pseudoClassStateChanged(BEHIND, busy));
        FileDrop.accept(root, controls::open);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        model.compute();
    }

    private void showPlane(boolean shown) {
        for (Node node : List.of(controlScroll, patchesSide)) {
            node.setVisible(!shown);
        }
        for (Node node : List.of(planeScroll, planePane)) {
            node.setVisible(shown);
        }
        if (shown) {
            model.playingProperty().set(false);
        }
    }

    private void show() {
        WhiteningView view = model.viewProperty().get();
        if (view != null) {
            figureRows.show(view);
            root.pseudoClassStateChanged(PARTLY, view.result().isEmpty());
            showStatistics(view);
            hover.light();
        }
        showProblem();
    }

    private void showStatistics(WhiteningView view) {
        String reading = model.readingProperty().get();
        if (!reading.isEmpty()) {
            statistics.getChildren().setAll(new Badge(reading, Badge.Tone.NEUTRAL));
            return;
        }
        statistics
                .getChildren()
                .setAll(view.result()
                        .map(result ->
                                StatisticsLine.of(result, model.tracesProperty().get()))
                        .orElseGet(
                                () -> StatisticsLine.computing(view.estimate().groupFeatures())));
    }

    private void showTraces() {
        WhiteningView view = model.viewProperty().get();
        WhiteningState state = model.getState();
        figureRows.showTraces(
                model.tracesProperty().get(),
                state,
                Optional.ofNullable(view).flatMap(v -> v.estimate().used()).filter(used -> state.asUsed()),
                model.tracesBehindProperty().get());
        if (view != null && view.result().isPresent()) {
            showStatistics(view);
        }
    }

    private void showProblem() {
        String problem = model.problemProperty().get();
        WhiteningView view = model.viewProperty().get();
        if (problem.isEmpty() && view != null) {
            problem = view.result().flatMap(WhiteningResult::problem).orElse("");
        }
        Presence.text(warning, problem);
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
            message.offer("Back to the photograph", () -> model.restore(WhiteningState.DEFAULT));
        }
    }

    private void enlarge(FigurePanel panel) {
        if (panel.view().getFigure() != null) {
            enlarged.show(panel, hit -> hover.point(panel, hit));
        }
    }

    private void key(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || event.isShortcutDown() || planeToggle.isSelected()) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE && enlarged.isVisible()) {
            enlarged.shrink();
            event.consume();
        } else {
            iterationBar.key(event);
        }
    }

    @Override
    public void onShown() {
        layerModel.wake();
        frames = context.pulse().add(() -> {
            model.onFrame(System.nanoTime());
            layerModel.refresh();
        });
    }

    @Override
    public void onHidden() {
        frames.unsubscribe();
        model.playingProperty().set(false);
        layerModel.rest();
    }

    @Override
    public String state() {
        return new WhiteningPageState(
                        model.getState(),
                        planeToggle.isSelected(),
                        planePane.stateProperty().get())
                .write();
    }

    @Override
    public void restore(String state) {
        enlarged.shrink();
        WhiteningPageState read = state.isBlank() ? WhiteningPageState.START : WhiteningPageState.read(state);
        model.restore(read.data());
        planePane.set(read.plane());
        (read.planeShown() ? planeToggle : patchesToggle).setSelected(true);
    }

    @Override
    public List<NamedFigure> figures() {
        if (planeToggle.isSelected()) {
            return planePane.figures();
        }
        Optional<WhiteningView> view = Optional.ofNullable(model.viewProperty().get());
        WhiteningState drawn =
                view.flatMap(WhiteningView::result).map(WhiteningResult::state).orElseGet(model::getState);
        return figureRows.figures(
                drawableAt(drawn, drawn.source().step()),
                view.flatMap(WhiteningView::before).map(before -> drawableAt(drawn, before.step())));
    }

    /** As the command line needs it: with the whole path of a run. */
    private WhiteningState drawableAt(WhiteningState state, long step) {
        WhiteningSource source = state.source();
        if (!source.isLayer()) {
            return state;
        }
        Path run = context.services().runsFolder().resolve(source.name()).toAbsolutePath();
        return state.withSource(WhiteningSource.layer(run.toString(), source.layer(), step))
                .withGroup(state.group());
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
                new KeyHelp("Enter, double click", "Enlarge a figure; Escape goes back"),
                new KeyHelp("Shift and arrow keys", "In two dimensions: move the point that is pointed at"),
                new KeyHelp("Arrow keys in a figure", "Move from cell to cell; the same features light up elsewhere"));
    }

    @Override
    public void close() {
        model.close();
        layerModel.close();
    }
}
