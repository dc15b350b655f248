package io.github.deconvscope.ui.page.experiments;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.AnswerTables;
import io.github.deconvscope.run.experiment.ExampleExperiment;
import io.github.deconvscope.run.experiment.ExperimentDraft;
import io.github.deconvscope.run.experiment.ExperimentProgress.Look;
import io.github.deconvscope.run.experiment.RunOutcome;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.DataTableView;
import io.github.deconvscope.ui.control.FileDrop;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.live.Daemons;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.state.ExperimentsState;
import io.github.deconvscope.ui.state.ExperimentsState.View;
import io.github.deconvscope.ui.state.TrainingState;
import io.github.deconvscope.ui.theme.Presence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javafx.application.Platform;
import javafx.collections.MapChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.util.Subscription;

/** Binds {@link ExperimentsModel} to {@code fxml/experiments.fxml}. */
public final class ExperimentsPage implements Page {
    /** How often the folder is looked at while the page is in view. */
    private static final long LOOK_NANOS = 1_000_000_000;

    private static final List<ExtensionFilter> FILES = List.of(new ExtensionFilter("Experiments", "*.json"));

    private final PageContext context;
    private final ExecutorService files = Daemons.single("experiments");
    private final ExperimentsModel model;
    private final AnswerPane table = new AnswerPane();
    private final AnswerFigures figures = new AnswerFigures();
    private final DataTableView singles = new DataTableView();
    private ExperimentForm form;
    private Subscription frames = Subscription.EMPTY;

    @FXML
    private HBox root;

    @FXML
    private Button runButton;

    @FXML
    private Button stopButton;

    @FXML
    private Button openRunButton;

    @FXML
    private Label troubleLabel;

    @FXML
    private ScrollPane formScroll;

    @FXML
    private Label countLabel;

    @FXML
    private ProgressBar progressBar;

    @FXML
    private Label progressLabel;

    @FXML
    private Label folderLabel;

    @FXML
    private Label costLabel;

    @FXML
    private Menu exampleMenu;

    @FXML
    private MessagePane wrongPane;

    @FXML
    private TabPane tabs;

    @FXML
    private StackPane tableHost;

    @FXML
    private StackPane figuresHost;

    @FXML
    private StackPane runsHost;

    public ExperimentsPage(PageContext context) {
        this.context = context;
        model = new ExperimentsModel(
                context.services().runs(), context.services().runsFolder(), files, Platform::runLater);
    }

    @FXML
    private void initialize() {
        form = new ExperimentForm(model);
        formScroll.setContent(form);
        tableHost.getChildren().add(table);
        figuresHost.getChildren().add(figures);
        singles.setId("singleRuns");
        singles.setAccessibleText("Single runs");
        singles.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                openRun();
            }
        });
        runsHost.getChildren().add(singles);
        showHow(ExperimentsState.START);
        model.answerProperty().subscribe(this::showAnswer);
        model.wrongProperty().subscribe(wrong -> showWhatThereIs());
        form.editor().errors().addListener((MapChangeListener<RunOption, String>) change -> showWhatThereIs());
        model.recordedProperty().subscribe(recorded -> showWhatThereIs());
        model.runningProperty().subscribe(running -> showWhatThereIs());
        model.progressProperty().subscribe(this::showProgress);
        model.costProperty().subscribe(cost -> {
            Presence.text(costLabel, cost);
        });
        for (ExampleExperiment example : ExampleExperiment.values()) {
            exampleMenu
                    .getItems()
                    .add(Buttons.item("example-" + example.id(), example.label(), () -> model.openExample(example)));
        }
        model.troubleProperty().subscribe(trouble -> {
            Presence.text(troubleLabel, FormWords.of(trouble));
        });
        singles.getSelectionModel().selectedItemProperty().subscribe(row -> showOpenable());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        FileDrop.accept(root, this::open);
    }

    private void showAnswer(Answer answer) {
        if (answer != null) {
            table.show(answer);
            figures.show(answer);
            singles.show(AnswerPane.data(new AnswerTables(answer).runs()));
        }
        showWhatThereIs();
    }

    private void showWhatThereIs() {
        Answer answer = model.answerProperty().get();
        boolean running = model.runningProperty().get();
        String wrong = model.wrongProperty().get();
        if (wrong.isEmpty() && !form.editor().errors().isEmpty()) {
            wrong = form.editor().errors().values().iterator().next();
        }
        boolean any = answer != null && wrong.isEmpty();
        tabs.setVisible(any);
        wrongPane.setVisible(!any);
        if (!any) {
            wrongPane.show(MessagePane.Kind.FAILED, "This cannot be run yet", PlainWords.sentence(wrong));
        }
        boolean begun = model.recordedProperty().get();
        boolean done = any && answer.runs().stream().allMatch(RunOutcome::isDone);
        runButton.setText(begun ? "Go on" : "Run");
        runButton.setDisable(!any || running || done);
        stopButton.setDisable(!running);
        countLabel.setText(
                !any
                        ? ""
                        : begun
                                ? new AnswerTables(answer).count()
                                : PlainWords.count(answer.runs().size(), "run") + " of "
                                        + PlainWords.count(answer.sides().size(), "group") + ", none begun.");
        folderLabel.setText((begun ? "In " : "Will lie in ") + model.folder().path());
        showOpenable();
    }

    private void showOpenable() {
        openRunButton.setDisable(chosenRun().isEmpty());
    }

    private void showProgress(Look look) {
        progressBar.setVisible(look != null);
        progressLabel.setText(
                look == null
                        ? ""
                        : look.done() + " of " + look.total() + ", " + Progress.duration(look.secondsLeft()) + " left");
        if (look != null) {
            progressBar.setProgress(look.share());
        }
    }

    /** The run that is selected, if it has begun. */
    private Optional<RunOutcome> chosenRun() {
        Integer row = singles.getSelectionModel().getSelectedItem();
        Answer answer = model.answerProperty().get();
        return row == null || answer == null || row >= answer.runs().size()
                ? Optional.empty()
                : Optional.of(answer.runs().get(row)).filter(run -> run.feed().isPresent());
    }

    @FXML
    private void openRun() {
        chosenRun()
                .ifPresent(run -> context.open(
                        "training",
                        TrainingState.of(run.task().config(), model.folder().run(run.task()), "")
                                .toString()));
    }

    @FXML
    private void run() {
        model.run();
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void openFile() {
        context.services()
                .dialogs()
                .open(root.getScene().getWindow(), "Open experiment", FILES)
                .ifPresent(model::openFile);
    }

    @FXML
    private void openFolder() {
        context.services()
                .dialogs()
                .folder(root.getScene().getWindow(), "Open folder of an experiment")
                .ifPresent(model::openFolder);
    }

    private void open(Path dropped) {
        if (Files.isDirectory(dropped)) {
            model.openFolder(dropped);
        } else {
            model.openFile(dropped);
        }
    }

    @FXML
    private void save() {
        context.services()
                .dialogs()
                .save(
                        root.getScene().getWindow(),
                        "Save experiment",
                        model.folder().path().getFileName() + ".json",
                        FILES)
                .ifPresent(model::save);
    }

    @FXML
    private void startAnew() {
        restore("");
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER && !runButton.isDisabled()) {
            run();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.O) {
            openFile();
        } else if (event.getCode() == KeyCode.ENTER && event.getTarget() == singles) {
            openRun();
        } else {
            return;
        }
        event.consume();
    }

    @Override
    public void onShown() {
        frames = context.pulse().every(LOOK_NANOS, model::refresh);
    }

    @Override
    public void onHidden() {
        frames.unsubscribe();
    }

    @Override
    public void close() {
        onHidden();
        model.close();
        figures.close();
        files.shutdown();
    }

    @Override
    public String state() {
        boolean recorded = model.recordedProperty().get();
        return new ExperimentsState(
                        recorded
                                ? model.folder().path().toString()
                                : model.opened().map(Path::toString).orElse(""),
                        recorded
                                ? Optional.empty()
                                : Optional.of(model.draftProperty().get().json()),
                        View.values()[tabs.getSelectionModel().getSelectedIndex()],
                        figures.curve(),
                        figures.band(),
                        figures.measure())
                .toString();
    }

    @Override
    public Optional<String> form() {
        return Optional.of(ExperimentsState.of(model.draftProperty().get()).toString());
    }

    @Override
    public void restore(String text) {
        ExperimentsState state = ExperimentsState.parse(text);
        showHow(state);
        model.restore(
                state.experiment().map(ExperimentDraft::new),
                state.run().isEmpty() ? Optional.empty() : Optional.of(Path.of(state.run())));
    }

    private void showHow(ExperimentsState state) {
        tabs.getSelectionModel().select(state.view().ordinal());
        figures.choose(state.curve(), state.band(), state.measure());
    }

    @Override
    public List<NamedFigure> figures() {
        return model.recordedProperty().get() ? figures.figures(model.folder().path()) : List.of();
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(
                new KeyHelp("Ctrl+Enter", "Run, go on"),
                new KeyHelp("Ctrl+O", "Open the file of an experiment"),
                new KeyHelp("Enter in the list of runs", "Look at the run on the training page"),
                new KeyHelp("Ctrl+C in a table", "Copy rows"));
    }
}
