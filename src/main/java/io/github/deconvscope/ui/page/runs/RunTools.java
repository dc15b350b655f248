package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.ui.control.FxmlControl;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.state.TrainingState;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The row above the list of runs: search, columns, and what can be done with the chosen runs and the library. */
public final class RunTools extends WrappingRow {
    /** Below this width of the page the buttons do not fit with all of their texts. */
    private static final double NARROW = 1000;

    private PageContext context;
    private RunsModel model;
    private RunDesk desk;
    private RunTable runs;
    private Consumer<List<Path>> imported;

    @FXML
    private TextField searchField;

    @FXML
    private MenuButton columnMenu;

    @FXML
    private Button openButton;

    @FXML
    private Button goOnButton;

    @FXML
    private Button duplicateButton;

    @FXML
    private Button commandButton;

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

    /** Buttons without runs. */
    public RunTools() {
        FxmlControl.load(this, "run-tools.fxml");
    }

    /** @param imported told of the folders of runs that were imported */
    void connect(PageContext of, RunsModel runsModel, RunTable table, Consumer<List<Path>> imported) {
        context = of;
        model = runsModel;
        desk = new RunDesk(model, context, () -> getScene().getWindow());
        runs = table;
        new ColumnMenu(columnMenu, runs, this::chosenOrAll);
        this.imported = imported;
    }

    /** What is searched for. */
    StringProperty queryProperty() {
        return searchField.textProperty();
    }

    boolean isTyping(KeyEvent event) {
        return event.getTarget() == searchField;
    }

    /** Lets a person type what is searched for. */
    void search() {
        searchField.requestFocus();
        searchField.selectAll();
    }

    /** In a narrow window two buttons show their icon only, so that no text is cut. */
    void fit(double width) {
        ContentDisplay display = width < NARROW ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        duplicateButton.setContentDisplay(display);
        commandButton.setContentDisplay(display);
    }

    /** Enables what can be done with the runs that are chosen now. */
    void show() {
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
    }

    /** A key that was pressed in the list. */
    void key(KeyEvent event) {
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

    @FXML
    void lookAt() {
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
        desk.importFile(imported);
    }

    @FXML
    private void importFolder() {
        desk.importFolder(imported);
    }

    @FXML
    private void chooseRoot() {
        desk.chooseRoot();
    }

    /** The chosen runs; if they are fewer than two, all that are listed. */
    private List<RunEntry> chosenOrAll() {
        return model.selected().size() > 1 ? model.selected() : runs.inOrder();
    }
}
