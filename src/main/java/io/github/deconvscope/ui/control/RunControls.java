package io.github.deconvscope.ui.control;

import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.ui.live.Pulse;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The frame of a page with runs: on the left the buttons that start, stop and reset, and below them what the page adds to {@link #getSetUp};
 * on the right state, progress and warnings above what the page adds to {@link #getContent}, or a message as long as there is no figure.
 * {@link #bind} connects it to the page's model.
 */
public final class RunControls extends HBox implements Holder {
    /**
     * The page's own words.
     *
     * @param id of the page's action: the start button is {@code <id>Button}
     * @param start on the button that starts
     * @param startHelp tooltip of that button
     * @param stopHelp tooltip of the button that stops
     * @param reset on the button that clears the page
     * @param resetHelp tooltip of that button
     * @param empty title while there is no run
     * @param promise what will be shown here
     * @param failed title if a run ended before its first step
     * @param unreadable title if a record cannot be shown
     * @param preparing title until the first step is done
     */
    public record Words(
            String id,
            String start,
            String startHelp,
            String stopHelp,
            String reset,
            String resetHelp,
            String empty,
            String promise,
            String failed,
            String unreadable,
            String preparing) {}

    /** Ten times a second, which nobody reads faster: each changed word lays the page out anew. */
    private static final long REFRESH_NANOS = 100_000_000;

    private static final String ELSEWHERE =
            "Another process computes this run and can stop it; here it is shown as it grows.";

    private final ObservableList<Node> beforeStop = FXCollections.observableArrayList();
    private final ObservableList<Node> besideReset = FXCollections.observableArrayList();
    private RunPageModel model;
    private Words words;
    private Subscription refreshing = Subscription.EMPTY;

    @FXML
    private VBox setUp;

    @FXML
    private HBox firstRow;

    @FXML
    private HBox secondRow;

    @FXML
    private Button startButton;

    @FXML
    private FontIcon startIcon;

    @FXML
    private Button stopButton;

    @FXML
    private Button resetButton;

    @FXML
    private Label troubleLabel;

    @FXML
    private MessagePane emptyPane;

    @FXML
    private StackPane area;

    @FXML
    private ScrollPane views;

    @FXML
    private VBox content;

    @FXML
    private HBox runLine;

    @FXML
    private Badge stateBadge;

    @FXML
    private ProgressBar progressBar;

    @FXML
    private Label progressLabel;

    @FXML
    private Label warningLabel;

    /** A frame without a model. */
    public RunControls() {
        FxmlControl.load(this, "run-controls.fxml");
        area.getChildren().remove(views);
    }

    @Override
    public List<Node> held() {
        return views.getParent() == null ? List.of(views) : List.of();
    }

    /** Where a person sets the run up, below the buttons. */
    public ObservableList<Node> getSetUp() {
        return setUp.getChildren();
    }

    /** The page's figures, below progress and warnings. */
    public ObservableList<Node> getContent() {
        return content.getChildren();
    }

    /** The line of state and progress. */
    public ObservableList<Node> getRunLine() {
        return runLine.getChildren();
    }

    /** Further buttons between start and stop. */
    public ObservableList<Node> getBeforeStop() {
        return beforeStop;
    }

    /** Further buttons after reset; with any of them reset begins a second row. */
    public ObservableList<Node> getBesideReset() {
        return besideReset;
    }

    /** Connects the controls to a model; once. */
    public void bind(RunPageModel pageModel, Words pageWords) {
        model = pageModel;
        words = pageWords;
        startButton.setId(words.id + "Button");
        startIcon.setId(words.id + "Icon");
        Tip.setText(startButton, words.startHelp);
        Tip.setText(stopButton, words.stopHelp);
        resetButton.setText(words.reset);
        Tip.setText(resetButton, words.resetHelp);
        placeButtons();
        emptyPane.visibleProperty().bind(views.visibleProperty().not());
        var observer = model.observer();
        troubleLabel.textProperty().bind(observer.troubleProperty());
        warningLabel.textProperty().bind(observer.warningProperty());
        warningLabel.managedProperty().bind(observer.warningProperty().isNotEmpty());
        observer.stateProperty().subscribe(state -> showState());
        observer.warningProperty().subscribe(warning -> showState());
        observer.troubleProperty().subscribe(trouble -> showFiguresOrMessage());
        observer.progressProperty().subscribe(progress -> {
            progressBar.setProgress(progress.fraction());
            progressLabel.setText(model.describe(progress));
            showFiguresOrMessage();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
                startOrPause();
                event.consume();
            }
        });
    }

    private void placeButtons() {
        firstRow.getChildren().addAll(1, beforeStop);
        if (!besideReset.isEmpty()) {
            secondRow.setManaged(true);
            secondRow.getChildren().add(resetButton);
            secondRow.getChildren().addAll(besideReset);
            HBox.setHgrow(resetButton, Priority.ALWAYS);
            resetButton.setMaxWidth(Double.MAX_VALUE);
        }
    }

    /** Lays figures out in a grid that follows the width of the page. */
    public void layOut(GridPane grid, List<PanelGrid.Row> rows) {
        layOut(grid, rows, rows);
    }

    /** As the other, with the same figures in other rows where the page is narrow. */
    public void layOut(GridPane grid, List<PanelGrid.Row> wide, List<PanelGrid.Row> narrow) {
        PanelGrid panels = new PanelGrid(grid, wide, narrow);
        area.widthProperty().subscribe(width -> panels.fit(width.doubleValue()));
    }

    /** The page comes into view: follows its runs. */
    public void show(Pulse pulse) {
        model.setLooking(true);
        refreshing = pulse.every(REFRESH_NANOS, () -> {
            model.refresh(pulse.liveDue());
            if (!views.isVisible() && model.hasFigures()) {
                showFiguresOrMessage();
            }
        });
    }

    /** The page goes out of view. */
    public void hide() {
        refreshing.unsubscribe();
        model.setLooking(false);
    }

    @FXML
    private void startOrPause() {
        model.startOrPause();
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void reset() {
        model.reset();
    }

    /** The start button names what it does next; the badge names the state. */
    private void showState() {
        RunState state = model.observer().stateProperty().get();
        String warning = model.observer().warningProperty().get();
        boolean own = model.isActive();
        boolean going = own && (state == RunState.RUNNING || state == RunState.PREPARING);
        startButton.setText(going ? "Pause" : own && state == RunState.PAUSED ? "Continue" : words.start);
        startIcon.setIconLiteral(going ? "mdmz-pause" : "mdmz-play_arrow");
        stopButton.setDisable(!own);
        resetButton.setDisable(state == null);
        if (state != null) {
            boolean elsewhere = !own && !state.ended();
            stateBadge.set(
                    state.label() + (elsewhere ? " elsewhere" : ""),
                    tone(state, warning),
                    elsewhere ? (ELSEWHERE + " " + warning).strip() : warning);
        }
        showFiguresOrMessage();
    }

    private static Badge.Tone tone(RunState state, String warning) {
        if (state == RunState.FAILED || state == RunState.INTERRUPTED) {
            return Badge.Tone.BAD;
        }
        if (!warning.isEmpty()) {
            return Badge.Tone.CAUTION;
        }
        return state == RunState.FINISHED ? Badge.Tone.GOOD : Badge.Tone.NEUTRAL;
    }

    private void showFiguresOrMessage() {
        boolean any = model.hasFigures();
        views.setVisible(any);
        if (any) {
            if (views.getParent() == null) {
                area.getChildren().add(views);
            }
            return;
        }
        RunState state = model.observer().stateProperty().get();
        String trouble = model.observer().troubleProperty().get();
        if (state == null && trouble.isEmpty()) {
            emptyPane.show(MessagePane.Kind.EMPTY, words.empty, words.promise);
            emptyPane.offer(words.start, model::startOrPause);
        } else if (state == null || state == RunState.FAILED) {
            boolean unreadable = state == null && model.isRecorded();
            emptyPane.show(MessagePane.Kind.FAILED, unreadable ? words.unreadable : words.failed, trouble);
            emptyPane.offer("Back", model::reset);
        } else if (state.ended()) {
            emptyPane.show(
                    MessagePane.Kind.EMPTY, "Stopped before the first step", "There is nothing to show of this run.");
            emptyPane.offer("Back", model::reset);
        } else {
            emptyPane.show(MessagePane.Kind.LOADING, words.preparing, model.preparation());
        }
    }
}
