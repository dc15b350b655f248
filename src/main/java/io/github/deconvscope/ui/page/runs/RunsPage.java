package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.live.Daemons;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.state.RunsState;
import io.github.deconvscope.ui.state.TrainingState;
import io.github.deconvscope.ui.theme.Presence;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
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

    /** Below this width the buttons do not fit with all of their texts. */
    private static final double NARROW = 1000;

    private static final List<KeyHelp> KEYS = List.of(
            new KeyHelp("Ctrl+F", "Search"),
            new KeyHelp("Enter", "Look at the chosen run, or at two side by side"),
            new KeyHelp("Ctrl+C", "Copy the chosen run as a command"),
            new KeyHelp("F2, Ctrl+T", "Rename, tags"),
            new KeyHelp("Delete, Ctrl+Z", "Move to the trash, undo"));

    private final PageContext context;
    private final ExecutorService files = Daemons.single("run-library");
    private final RunsModel model;
    private final RunDesk desk;
    private RunTable runs;
    private Subscription frames = Subscription.EMPTY;
    private Set<String> wanted = Set.of();

    @FXML
    private VBox root;

    @FXML
    private TextField searchField;

    @FXML
    private Button openButton;

    @FXML
    private Button goOnButton;

    @FXML
    private Button duplicateButton;

    @FXML
    private Button commandButton;

    @FXML
    private MenuButton exportMenu;

    @FXML
    private MenuButton columnMenu;

    @FXML
    private MenuItem comparisonItem;

    @FXML
    private MenuItem curvesItem;

    @FXML
    private MenuItem boardItem;

    @FXML
    private MenuItem netItem;

    @FXML
    private MenuItem foldedNetItem;

    @FXML
    private MenuButton editMenu;

    @FXML
    private MenuItem renameItem;

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
        desk = new RunDesk(model, context, () -> root.getScene().getWindow());
    }

    @FXML
    private void initialize() {
        runs = new RunTable(table, this::selectionChanged);
        runs.showColumns(RunColumn.USUAL);
        new ColumnMenu(columnMenu, runs, this::chosenOrAll);
        searchField.textProperty().subscribe(query -> {
            runs.filter(RunSearch.of(query));
            showWhatThereIs();
        });
        model.entriesProperty().subscribe(this::showEntries);
        model.lookedProperty().subscribe(looked -> showWhatThereIs());
        model.figureProperty().subscribe(curves -> showSelection());
        comparePane.bind(model);
        model.troubleProperty().subscribe(trouble -> {
            troubleLabel.setText(trouble);
            troubleLabel.setManaged(!trouble.isEmpty());
        });
        model.longWork().shownProperty().subscribe(what -> {
            activityLabel.setText(what);
            Presence.set(activityLine, !what.isEmpty());
        });
        model.trashedProperty().subscribe(this::showUndo);
        root.widthProperty().subscribe(this::fitButtons);
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::tableKey);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pageKey);
        table.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
                lookAt();
            }
        });
    }

    /** In a narrow window two buttons show their icon only, so that no text is cut. */
    private void fitButtons(Number width) {
        ContentDisplay display = width.doubleValue() < NARROW ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        duplicateButton.setContentDisplay(display);
        commandButton.setContentDisplay(display);
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
            RunMessages.noRuns(emptyPane, model, searchField::clear, () -> context.open("training", null));
        }
    }

    private void selectionChanged() {
        model.select(runs.selection());
        showSelection();
    }

    private void showSelection() {
        List<RunEntry> chosen = model.selected();
        Optional<RunEntry> one = model.selectedOne();
        boolean configured = one.flatMap(RunEntry::config).isPresent();
        openButton.setDisable(!configured && model.selectedPair().isEmpty());
        goOnButton.setDisable(one.filter(RunEntry::canGoOn).isEmpty());
        duplicateButton.setDisable(!configured);
        commandButton.setDisable(!configured);
        boolean drawn = chosen.stream().anyMatch(RunEntry::comparable);
        comparisonItem.setDisable(!drawn);
        curvesItem.setDisable(!drawn);
        boardItem.setDisable(!drawn);
        netItem.setDisable(!configured);
        foldedNetItem.setDisable(!configured);
        editMenu.setDisable(chosen.isEmpty());
        renameItem.setDisable(one.isEmpty());
        String remark = model.remark();
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
    private void lookAt() {
        List<RunEntry> pair = model.selectedPair();
        if (pair.isEmpty()) {
            model.selectedOne()
                    .flatMap(RunEntry::config)
                    .ifPresent(config -> context.open(
                            "training",
                            TrainingState.of(config, model.selected().get(0).path(), "")
                                    .toString()));
        } else {
            context.open(
                    "precision",
                    PrecisionState.of(
                                    pair.get(0).config().orElseThrow(),
                                    pair.get(1).config().orElseThrow(),
                                    pair.stream().map(RunEntry::path).toList(),
                                    "",
                                    false)
                            .toString());
        }
    }

    @FXML
    private void goOn() {
        model.selectedOne().filter(RunEntry::canGoOn).ifPresent(entry -> {
            try {
                context.services().runs().resume(entry.path());
                lookAt();
            } catch (InvalidInputException e) {
                model.showProblem(e.getMessage());
            }
        });
    }

    @FXML
    private void duplicate() {
        model.selectedOne()
                .flatMap(RunEntry::config)
                .ifPresent(config ->
                        context.open("training", TrainingState.of(config).toString()));
    }

    @FXML
    private void copyCommand() {
        model.selectedOne()
                .flatMap(RunEntry::config)
                .ifPresent(config -> desk.copy(RunLibrary.command(config), "The command is on the clipboard."));
    }

    @FXML
    private void copyPath() {
        desk.copyPaths(model.selected());
    }

    @FXML
    private void openFolder() {
        model.selectedOne().map(RunEntry::path).ifPresent(desk::show);
    }

    @FXML
    private void openTrash() {
        desk.showTrash();
    }

    @FXML
    private void rename() {
        model.selectedOne().ifPresent(desk::rename);
    }

    @FXML
    private void tag() {
        List<RunEntry> chosen = model.selected();
        if (!chosen.isEmpty()) {
            desk.tag(chosen);
        }
    }

    @FXML
    private void trash() {
        List<RunEntry> chosen = model.selected();
        if (!chosen.isEmpty()) {
            model.moveToTrash(chosen);
        }
    }

    @FXML
    private void giveUp() {
        model.longWork().giveUp();
    }

    @FXML
    private void undoTrash() {
        model.undoTrash();
    }

    /** The chosen runs; if they are fewer than two, all that are listed. */
    private List<RunEntry> chosenOrAll() {
        return model.selected().size() > 1 ? model.selected() : runs.inOrder();
    }

    @FXML
    private void exportComparison() {
        desk.exportComparison();
    }

    @FXML
    private void exportList() {
        desk.exportList(runs.inOrder(), runs.columns());
    }

    @FXML
    private void exportCsv() {
        desk.exportCsv();
    }

    @FXML
    private void exportTensorBoard() {
        desk.exportTensorBoard();
    }

    @FXML
    private void exportNet() {
        model.selectedOne().ifPresent(entry -> desk.exportNet(entry, false));
    }

    @FXML
    private void exportFoldedNet() {
        model.selectedOne().ifPresent(entry -> desk.exportNet(entry, true));
    }

    @FXML
    private void importFile() {
        desk.importFile(this::want);
    }

    @FXML
    private void importFolder() {
        desk.importFolder(this::want);
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

    @FXML
    private void chooseRoot() {
        desk.chooseRoot();
    }

    private void tableKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DELETE) {
            trash();
        } else if (event.getCode() == KeyCode.F2) {
            rename();
        } else if (event.getCode() == KeyCode.ENTER) {
            lookAt();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            copyCommand();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.T) {
            tag();
        } else {
            return;
        }
        event.consume();
    }

    private void pageKey(KeyEvent event) {
        boolean typing = event.getTarget() instanceof Node node && node == searchField;
        if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
            searchField.requestFocus();
            searchField.selectAll();
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
                        searchField.getText(),
                        selected,
                        runs.columns(),
                        model.overlayProperty().get())
                .toString();
    }

    @Override
    public void restore(String text) {
        RunsState state = RunsState.parse(text);
        wanted = new HashSet<>(state.selected());
        searchField.setText(state.query());
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
