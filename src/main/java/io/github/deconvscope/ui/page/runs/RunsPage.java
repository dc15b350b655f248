package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.live.Daemons;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.state.RunsState;
import io.github.deconvscope.ui.theme.Presence;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Binds {@link RunsModel} to {@code fxml/runs.fxml}. */
public final class RunsPage implements Page {
    /** How often the folder is looked through while the page is in view. */
    private static final long LOOK_NANOS = 1_500_000_000;

    private static final List<KeyHelp> KEYS = List.of(
            new KeyHelp("Ctrl+F", "Search"),
            new KeyHelp("Enter", "Look at the chosen run, or at two side by side"),
            new KeyHelp("Ctrl+C", "Copy the chosen run as a command"),
            new KeyHelp("F2, Ctrl+T", "Rename, tags"),
            new KeyHelp("Delete, Ctrl+Z", "Move to the trash, undo"));

    private final PageContext context;
    private final ExecutorService files = Daemons.single("run-library");
    private final RunsModel model;
    private RunTable runs;
    private Subscription frames = Subscription.EMPTY;
    private Set<String> wanted = Set.of();

    @FXML
    private VBox root;

    @FXML
    private RunTools tools;

    @FXML
    private HBox undoBar;

    @FXML
    private Label undoLabel;

    @FXML
    private Label troubleLabel;

    @FXML
    private HBox activityLine;

    @FXML
    private Label activityLabel;

    @FXML
    private MessagePane emptyPane;

    @FXML
    private SplitPane split;

    @FXML
    private TableView<RunEntry> table;

    @FXML
    private Label problemLabel;

    @FXML
    private MessagePane choosePane;

    @FXML
    private ComparePane comparePane;

    public RunsPage(PageContext context) {
        this.context = context;
        model = new RunsModel(context.services().runsFolder(), files, Platform::runLater);
    }

    @FXML
    private void initialize() {
        runs = new RunTable(table, this::selectionChanged);
        runs.showColumns(RunColumn.USUAL);
        tools.connect(context, model, runs, this::want);
        tools.queryProperty().subscribe(query -> {
            runs.filter(RunSearch.of(query));
            showWhatThereIs();
        });
        model.entriesProperty().subscribe(this::showEntries);
        model.lookedProperty().subscribe(looked -> showWhatThereIs());
        model.figureProperty().subscribe(curves -> showSelection());
        comparePane.bind(model);
        model.troubleProperty().subscribe(trouble -> {
            Presence.text(troubleLabel, trouble);
        });
        model.longWork().shownProperty().subscribe(what -> {
            activityLabel.setText(what);
            Presence.set(activityLine, !what.isEmpty());
        });
        model.trashedProperty().subscribe(this::showUndo);
        root.widthProperty().subscribe(width -> tools.fit(width.doubleValue()));
        table.addEventHandler(KeyEvent.KEY_PRESSED, tools::key);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pageKey);
        table.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
                tools.lookAt();
            }
        });
    }

    private void showEntries(List<RunEntry> entries) {
        runs.show(entries);
        if (!wanted.isEmpty() && !entries.isEmpty()) {
            runs.choose(entries.stream()
                    .filter(entry -> wanted.contains(place(entry.path())))
                    .map(RunEntry::path)
                    .collect(Collectors.toSet()));
            wanted = Set.of();
        }
        showWhatThereIs();
        showSelection();
    }

    private void showWhatThereIs() {
        boolean any = runs.shown() > 0;
        split.setVisible(any);
        emptyPane.setVisible(!any);
        if (!any) {
            RunMessages.noRuns(
                    emptyPane, model, () -> tools.queryProperty().set(""), () -> context.open("training", null));
        }
    }

    private void selectionChanged() {
        model.select(runs.selection());
        showSelection();
    }

    private void showSelection() {
        List<RunEntry> chosen = model.selected();
        boolean drawn = chosen.stream().anyMatch(RunEntry::comparable);
        tools.show();
        String remark = RunMessages.remark(model);
        problemLabel.setText(remark);
        problemLabel.setManaged(drawn && !remark.isEmpty());
        comparePane.setVisible(drawn);
        choosePane.setVisible(!drawn);
        if (!drawn) {
            RunMessages.noCurves(choosePane, model);
        }
    }

    private void showUndo(RunsModel.Trashed last) {
        Presence.set(undoBar, last != null);
        undoLabel.setText(last == null ? "" : "Moved to the trash: " + last.names());
    }

    @FXML
    private void giveUp() {
        model.longWork().giveUp();
    }

    @FXML
    private void undoTrash() {
        model.undoTrash();
    }

    /** Chooses runs as soon as they are listed. */
    private void want(List<Path> folders) {
        wanted = folders.stream().map(this::place).collect(Collectors.toSet());
    }

    /** Where a run lies under the folder of runs: its name, or, if it was imported with others, theirs and its own. */
    private String place(Path folder) {
        Path all = model.libraryProperty().get().root().toAbsolutePath().normalize();
        String place =
                all.relativize(folder.toAbsolutePath().normalize()).toString().replace('\\', '/');
        return place.isEmpty() ? folder.getFileName().toString() : place;
    }

    private void pageKey(KeyEvent event) {
        boolean typing = tools.isTyping(event);
        if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
            tools.search();
        } else if (event.getCode() == KeyCode.ESCAPE && activityLine.isVisible()) {
            giveUp();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.Z && !typing) {
            undoTrash();
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
        files.shutdown();
    }

    @Override
    public String state() {
        Path place = model.libraryProperty().get().root();
        boolean usual = place.equals(context.services().runsFolder());
        List<String> selected = model.selected().stream()
                .map(entry -> place(entry.path()))
                .sorted()
                .toList();
        return new RunsState(
                        usual ? "" : place.toString(),
                        tools.queryProperty().get(),
                        selected,
                        runs.columns(),
                        model.overlayProperty().get())
                .toString();
    }

    @Override
    public void restore(String text) {
        RunsState state = RunsState.parse(text);
        wanted = new HashSet<>(state.selected());
        tools.queryProperty().set(state.query());
        runs.showColumns(state.columns());
        model.draw(state.overlay());
        model.open(state.root().isEmpty() ? context.services().runsFolder() : Path.of(state.root()));
        showEntries(model.entriesProperty().get());
    }

    @Override
    public List<NamedFigure> figures() {
        Figure figure = model.figureProperty().get();
        return figure == null ? List.of() : List.of(new NamedFigure(model.figureState(), figure));
    }

    @Override
    public List<KeyHelp> keys() {
        return KEYS;
    }
}
