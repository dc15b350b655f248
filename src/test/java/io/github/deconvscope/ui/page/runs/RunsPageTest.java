package io.github.deconvscope.ui.page.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.Cuts;
import io.github.deconvscope.ui.FakeDialogs;
import io.github.deconvscope.ui.FakeFramework;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.state.RunsState;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.event.ActionEvent;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("ui")
class RunsPageTest {
    @TempDir
    Path root;

    private final FakeRuns engine = new FakeRuns();
    private final FakeDialogs dialogs = new FakeDialogs();

    @RegisterExtension
    final TestWindow window = new TestWindow("deconvscope:runs", this::services).sized(1280, 800);

    private WindowServices services() throws IOException {
        RunsModelTest.record(root.resolve("20260101-120000-vgg11-deconv"), RunConfig.defaults(), 300, 1);
        RunsModelTest.record(
                root.resolve("20260101-130000-vgg11-batchnorm"),
                RunConfig.defaults().with(RunOption.NORMALIZATION, Normalization.BATCHNORM),
                300,
                1.4);
        Files.writeString(Files.createDirectory(root.resolve("broken")).resolve("config.json"), "{\"epochs\": ");
        return TestServices.of(engine, root, new FakeFramework(), Optional.empty(), dialogs);
    }

    @SuppressWarnings("unchecked")
    private TableView<RunEntry> table() {
        return (TableView<RunEntry>) node("#table");
    }

    private Node node(String selector) {
        return window.node(selector);
    }

    @Test
    void runsAreListedSearchedAndDrawnOverOneAnother() {
        Fx.await("three runs are listed", () -> table().getItems().size() == 3);
        Fx.run(() -> ((TextField) node("#searchField")).setText("vgg11"));
        assertThat(Fx.call(() -> table().getItems().size())).isEqualTo(2);
        Fx.run(() -> table().getSelectionModel().selectAll());
        FigureView view = (FigureView) node("#runs-overlay");
        Fx.await("the curves are painted", () -> view.getFigure() != null && view.paintings() > 0);
        assertThat(Fx.call(() -> view.getFigure().caption())).contains("vgg11-deconv", "vgg11-batchnorm");
        Fx.run(() -> ((TextField) node("#searchField")).clear());
        Fx.await(
                "the selection stays",
                () -> table().getSelectionModel().getSelectedItems().size() == 2);
        picture("runs-1280");
    }

    /** With so many differences that the table scrolls up and down, which takes of its width. */
    @Test
    void threeRunsStandBesideOneAnother() throws IOException {
        RunsModelTest.record(
                root.resolve("20260101-140000-vgg11-groupnorm"),
                RunConfig.defaults()
                        .with(RunOption.NORMALIZATION, Normalization.GROUPNORM)
                        .with(RunOption.BATCH, 32L)
                        .with(RunOption.BLOCK, 16L)
                        .with(RunOption.WIDTH, 0.25)
                        .with(RunOption.SEED, 7L)
                        .with(RunOption.EPOCHS, 7L)
                        .with(RunOption.LEARNING_RATE, 0.5),
                300,
                1.2);
        Fx.await("four runs are listed", () -> table().getItems().size() == 4);
        Fx.run(() -> table().getSelectionModel().selectAll());
        TableView<?> differences = (TableView<?>) node("#differences");
        Fx.await("three runs are compared", () -> differences.getColumns().size() == 4);
        Fx.run(() -> window.stage().getScene().getRoot().layout());
        assertThat(Fx.call(() -> bar(differences, Orientation.VERTICAL))).isTrue();
        assertThat(Fx.call(() -> bar(differences, Orientation.HORIZONTAL))).isFalse();
    }

    private static boolean bar(Node table, Orientation which) {
        return table.lookupAll(".scroll-bar").stream()
                .anyMatch(bar -> bar.isVisible() && ((ScrollBar) bar).getOrientation() == which);
    }

    private void picture(String name) {
        Fx.run(() -> Pictures.save(window.stage().getScene(), Path.of("target", "pictures", name + ".png")));
    }

    /** Once the curves are painted in it. */
    private void picturesInBothThemes(String name) {
        FigureView view = (FigureView) node("#runs-overlay");
        for (Theme.Choice choice : List.of(Theme.Choice.DARK, Theme.Choice.LIGHT)) {
            long before = Fx.call(view::paintings);
            Fx.run(() -> Theme.get().choiceProperty().set(choice));
            Fx.await("painted in it", () -> view.paintings() > before);
            picture(name + "-" + choice.id());
        }
    }

    @Test
    void aRecordedRunIsLookedAtOnTheTrainingPage() {
        Fx.await("three runs are listed", () -> table().getItems().size() == 3);
        Fx.run(() -> {
            ((TextField) node("#searchField")).setText("deconv");
            table().getSelectionModel().select(0);
            ((Button) node("#openButton")).fire();
        });
        Fx.await(
                "the training page shows its loss",
                () -> node("#training-loss") instanceof FigureView view && view.getFigure() != null);
        assertThat(Fx.call(() -> ((Label) node("#stateBadge")).getText())).isEqualTo("finished");
    }

    /** Waits for the list, and chooses the run whose folder ends so. */
    private RunEntry choose(String ending) {
        Fx.await("the runs are listed", () -> table().getItems().size() == 3);
        return Fx.call(() -> {
            RunEntry entry = entry(ending);
            table().getSelectionModel().clearSelection();
            table().getSelectionModel().select(entry);
            return entry;
        });
    }

    private RunEntry entry(String ending) {
        return table().getItems().stream()
                .filter(run -> run.path().toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    private void menu(String menu, String item) {
        Fx.run(() -> ((MenuButton) node(menu))
                .getItems().stream()
                        .filter(each -> item.equals(each.getId()))
                        .findFirst()
                        .orElseThrow()
                        .fire());
    }

    private void key(KeyCode code, boolean shortcut) {
        Fx.run(() ->
                table().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, shortcut, false, shortcut)));
    }

    @Test
    void aRunIsNamedAndTagged() {
        choose("-deconv");
        dialogs.answer("Baseline of the paper");
        menu("#editMenu", "renameItem");
        Fx.await("the new name", () -> entry("-deconv").displayName().equals("Baseline of the paper"));
        dialogs.answer("good, figure 3");
        key(KeyCode.T, true);
        Fx.await("the tags", () -> entry("-deconv").labels().tags().equals(java.util.List.of("good", "figure 3")));
        dialogs.answer((String) null);
        key(KeyCode.F2, false);
        assertThat(dialogs.asked).containsExactly("Rename: ", "Tags: ", "Rename: Baseline of the paper");
        assertThat(Fx.call(() -> entry("-deconv").displayName())).isEqualTo("Baseline of the paper");
    }

    @Test
    void manyRunsAreTaggedAtOnceAndKeepTheirOwnTags() {
        choose("-deconv");
        dialogs.answer("good, mine");
        key(KeyCode.T, true);
        Fx.await("the tags", () -> entry("-deconv").labels().tags().equals(List.of("good", "mine")));
        dialogs.answer("good");
        choose("-batchnorm");
        key(KeyCode.T, true);
        Fx.await("the tag", () -> entry("-batchnorm").labels().tags().equals(List.of("good")));
        Fx.run(() -> table().getSelectionModel().select(entry("-deconv")));
        dialogs.answer("paper, figure 3");
        key(KeyCode.T, true);
        Fx.await(
                "both have the new tags",
                () -> entry("-batchnorm").labels().tags().equals(List.of("paper", "figure 3")));
        assertThat(Fx.call(() -> entry("-deconv").labels().tags())).containsExactly("mine", "paper", "figure 3");
        assertThat(dialogs.asked).last().isEqualTo("Tags of 2 runs: good");
    }

    @Test
    void columnsAreChosenKeptAndWritten() throws IOException {
        Fx.await("three runs are listed", () -> table().getItems().size() == 3);
        Fx.run(() -> {
            MenuButton columns = (MenuButton) node("#columnMenu");
            columns.show();
            CheckMenuItem batch = (CheckMenuItem) columns.getItems().stream()
                    .flatMap(item -> item instanceof Menu menu ? menu.getItems().stream() : Stream.of(item))
                    .filter(item -> "show-lr".equals(item.getId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(batch.isSelected()).isFalse();
            batch.setSelected(true);
            batch.fire();
            columns.hide();
        });
        assertThat(titles()).endsWith("Started", "Learning rate");
        menu("#columnMenu", "showDifferences");
        assertThat(titles())
                .containsSubsequence("Loss curve", "Normalization", "Loss")
                .doesNotContain("Learning rate");
        String state = Fx.call(() -> window.shell().page().state());
        menu("#columnMenu", "showUsual");
        window.show("runs", state);
        assertThat(titles()).contains("Normalization");
        Fx.run(() -> ((TextField) node("#searchField")).setText("norm=batch"));
        Path csv = root.resolve("list.csv");
        dialogs.answer(csv);
        menu("#exportMenu", "listItem");
        Fx.await("the list is written", () -> Files.exists(csv));
        assertThat(Files.readAllLines(csv))
                .hasSize(2)
                .first()
                .isEqualTo("run,normalization,loss,test-accuracy,steps,net,time,started");
        Fx.run(() -> ((TextField) node("#searchField")).clear());
        Fx.run(() -> table().getSelectionModel().selectAll());
        Path markdown = root.resolve("comparison.md");
        dialogs.answer(markdown);
        menu("#exportMenu", "comparisonItem");
        Fx.await("the comparison is written", () -> Files.exists(markdown));
        assertThat(Files.readString(markdown)).contains("| Normalization ", "| batchnorm ");
    }

    private List<String> titles() {
        return Fx.call(() ->
                table().getColumns().stream().map(column -> column.getText()).toList());
    }

    /** Looked at by people: many columns, tags, both themes, the smallest window. */
    @Test
    void manyColumnsFitTheWindow() {
        Fx.await("three runs are listed", () -> table().getItems().size() == 3);
        RunsState many = new RunsState(
                "",
                "",
                List.of("20260101-120000-vgg11-deconv", "20260101-130000-vgg11-batchnorm"),
                Stream.of(
                                "normalization",
                                "precision",
                                "lr",
                                "seed",
                                "batch",
                                "block",
                                "width",
                                "dataset",
                                "loss",
                                "test-accuracy",
                                "time")
                        .map(RunColumn::byId)
                        .toList(),
                RunsState.START.overlay());
        window.show("runs", many.toString());
        FigureView view = (FigureView) node("#runs-overlay");
        Fx.await("the curves are painted", () -> view.getFigure() != null && view.paintings() > 0);
        assertThat(Fx.call(() -> table().getColumns().stream()
                        .allMatch(column -> column.getWidth() >= column.getMinWidth() - 1)))
                .isTrue();
        picturesInBothThemes("runs-columns");
        long before = Fx.call(view::paintings);
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
        });
        Fx.await("painted smaller", () -> view.paintings() > before);
        assertThat(Fx.call(() -> Cuts.below(window.stage().getScene().getRoot())))
                .isEmpty();
        picture("runs-columns-1024");
    }

    @Test
    void aRunGoesToTheTrashAndComesBack() {
        Path folder = choose("-batchnorm").path();
        menu("#libraryMenu", "openTrashItem");
        assertThat(dialogs.shown).as("there is no trash yet").isEmpty();
        key(KeyCode.DELETE, false);
        Fx.await("the run is gone", () -> table().getItems().size() == 2);
        assertThat(folder).doesNotExist();
        Path trash = root.resolve(".trash");
        assertThat(trash.resolve(folder.getFileName())).isDirectory();
        Fx.await("undo is offered", () -> node("#undoBar").isVisible());
        menu("#libraryMenu", "openTrashItem");
        assertThat(dialogs.shown).containsExactly(trash);
        Fx.run(() -> ((Button) node("#undoButton")).fire());
        Fx.await("the run is back", () -> table().getItems().size() == 3);
        assertThat(folder).isDirectory();
    }

    @Test
    void folderCommandAndPathGoOutOfTheProgram() {
        RunEntry run = choose("-batchnorm");
        menu("#editMenu", "showFolderItem");
        assertThat(dialogs.shown).containsExactly(run.path());
        key(KeyCode.C, true);
        assertThat(clipboard()).isEqualTo("./deconvscope train --normalization batchnorm");
        menu("#editMenu", "folderItem");
        assertThat(clipboard()).isEqualTo(run.path().toAbsolutePath().toString());
    }

    private static String clipboard() {
        return Fx.call(() -> Clipboard.getSystemClipboard().getString());
    }

    @Test
    void aRunIsDuplicatedChangedAndTrained() {
        choose("-batchnorm");
        Fx.run(() -> ((Button) node("#duplicateButton")).fire());
        Fx.await("the training page", () -> node("#option-batch") != null);
        Fx.run(() -> {
            ((TextField) node("#option-batch")).setText("32");
            ((Button) node("#trainButton")).fire();
        });
        RunConfig config = engine.started.get(0).feed.config();
        assertThat(config.normalization()).isEqualTo(Normalization.BATCHNORM);
        assertThat(config.batch()).isEqualTo(32);
    }

    @Test
    void aStoppedRunGoesOn() throws IOException {
        RunEntry run = choose("-deconv");
        assertThat(Fx.call(() -> node("#goOnButton").isDisabled()))
                .as("a finished run cannot go on")
                .isTrue();
        Files.delete(run.path().resolve("status.json"));
        Fx.await("the interrupted run can go on", () -> !node("#goOnButton").isDisabled());
        Fx.run(() -> ((Button) node("#goOnButton")).fire());
        assertThat(engine.started).singleElement().satisfies(resumed -> {
            assertThat(resumed.folder()).isEqualTo(run.path());
            assertThat(resumed.commands).containsExactly("resume");
        });
        // What can be changed while it runs is there a frame after the buttons.
        Fx.await(
                "its controls are at hand",
                () -> node("#stopButton") instanceof Button stop && !stop.isDisabled() && node("#live-lr") != null);
        Fx.run(() -> ((TextField) node("#live-lr")).setText("0.02"));
        Fx.run(() -> ((TextField) node("#live-lr")).fireEvent(new ActionEvent()));
        assertThat(engine.started.get(0).commands).containsExactly("resume", "change LEARNING_RATE 0.02");
        Fx.run(() -> ((TextField) node("#live-weight-decay")).setText("lots"));
        Fx.run(() -> ((TextField) node("#live-weight-decay")).fireEvent(new ActionEvent()));
        assertThat(engine.started.get(0).commands).hasSize(2);
        assertThat(Fx.call(() -> ((Label) node("#live .field-error")).getText()))
                .startsWith("Weight decay is \"lots\", which is not a number.");
        assertThat(Fx.call(
                        () -> node("#live-loss-scale").getParent().getParent().isVisible()))
                .as("fp32 has no loss scale")
                .isFalse();
    }

    @Test
    void curvesAreExportedAndBroughtBack() {
        choose("-deconv");
        Fx.await("its curves are read", () -> node("#comparePane").isVisible());
        Path csv = root.resolveSibling(root.getFileName() + ".csv");
        dialogs.answer(csv);
        menu("#exportMenu", "curvesItem");
        Fx.await("the file", () -> Files.exists(csv));
        menu("#libraryMenu", "importItem");
        Fx.await("the imported curves are listed", () -> table().getItems().size() == 4);
        Fx.await(
                "and chosen",
                () -> table().getSelectionModel().getSelectedItem().condition() == RunEntry.Condition.IMPORTED);
        FigureView view = (FigureView) node("#runs-overlay");
        Fx.await(
                "and drawn",
                // The file says which run it is of.
                () -> view.getFigure() != null && view.getFigure().caption().contains("20260101-120000-vgg11-deconv"));
        Path logs = root.resolve(".logs");
        dialogs.answer(logs);
        menu("#exportMenu", "boardItem");
        Fx.await("the event files", () -> Files.isDirectory(logs));
        assertThat(dialogs.asked)
                .containsExactly("Export curves: runs.csv", "Import curves", "Folder for TensorBoard logs");
    }

    @Test
    void anImportIsChosenAndDrawnAndWhatWasLeftOutIsTold() throws IOException {
        StringBuilder table = new StringBuilder("Step,sun-1 - loss,sun-1 - loss__MIN,sun-1 - loss__MAX,"
                + "sun-1 - optimizer,sea-2 - loss,sea-2 - loss__MIN,sea-2 - loss__MAX\n");
        for (int step = 1; step <= 300; step++) {
            double loss = 0.3 + 2 / Math.sqrt(step) + 0.1 * Math.sin(7.0 * step);
            table.append(String.format(
                    Locale.ROOT,
                    "%d,%.4f,%.4f,%.4f,sgd,%.4f,%.4f,%.4f%n",
                    step,
                    loss,
                    0.8 * loss,
                    1.3 * loss,
                    1.5 * loss,
                    1.3 * loss,
                    1.8 * loss));
        }
        Path csv = Files.writeString(root.resolveSibling(root.getFileName() + "-wandb.csv"), table);
        dialogs.answer(csv);
        menu("#libraryMenu", "importItem");
        Fx.await(
                "both runs of the file are chosen",
                () -> table().getSelectionModel().getSelectedItems().stream()
                                .filter(entry -> entry != null && entry.condition() == RunEntry.Condition.IMPORTED)
                                .count()
                        == 2);
        FigureView view = (FigureView) node("#runs-overlay");
        Fx.await(
                "and drawn",
                () -> view.getFigure() != null && view.getFigure().caption().contains("sea-2") && view.paintings() > 0);
        Label told = (Label) node("#problemLabel");
        Fx.await("what is missing is told", () -> told.getText().contains("optimizer"));
        assertThat(Fx.call(() -> told.getText())).contains("sun-1", "Left out", "words");
        picturesInBothThemes("runs-imported");
    }

    @Test
    void anEmptyFolderSaysHowToFillIt() {
        Fx.run(() -> window.shell()
                .open(
                        "runs",
                        new RunsState(
                                        root.resolve("nowhere").toString(),
                                        "",
                                        List.of(),
                                        RunsState.START.columns(),
                                        RunsState.START.overlay())
                                .toString()));
        Fx.await(
                "the empty page is told",
                () -> node("#emptyPane").isVisible()
                        && node("#emptyPane").getAccessibleText().contains("No runs yet"));
    }
}
