package io.github.deconvscope.ui.page.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.Experiment;
import io.github.deconvscope.run.experiment.ExperimentDraft;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.RecordedExperiment;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeDialogs;
import io.github.deconvscope.ui.FakeFramework;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.control.DataTableView;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.state.ExperimentsState;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("ui")
class ExperimentsPageTest {
    @TempDir
    Path temp;

    private final FakeRuns engine = new FakeRuns();
    private final FakeDialogs dialogs = new FakeDialogs();

    @RegisterExtension
    final TestWindow window = new TestWindow(
                    "deconvscope:experiments",
                    () -> TestServices.of(engine, temp.resolve("runs"), new FakeFramework(), Optional.empty(), dialogs))
            .sized(1280, 800);

    private void tick(String id) {
        Fx.run(() -> ((CheckBox) window.node("#" + id)).fire());
    }

    private void type(String id, String text) {
        Fx.run(() -> ((TextField) window.node("#" + id)).setText(text));
    }

    private void press(String id) {
        Fx.run(() -> ((Button) window.node("#" + id)).fire());
    }

    private void menu(String menu, String id) {
        Fx.run(() -> ((MenuButton) window.node("#" + menu))
                .getItems().stream()
                        .flatMap(item -> item instanceof javafx.scene.control.Menu part
                                ? part.getItems().stream()
                                : java.util.stream.Stream.of(item))
                        .filter(item -> id.equals(item.getId()))
                        .findFirst()
                        .ifPresentOrElse(MenuItem::fire, () -> {
                            throw new AssertionError("no " + id);
                        }));
    }

    private String label(String id) {
        return Fx.call(() -> ((Label) window.node("#" + id)).getText());
    }

    private List<List<String>> cells(String id) {
        return Fx.call(() -> {
            DataTableView table = window.node("#" + id);
            return table.getItems().stream()
                    .map(row -> table.getColumns().stream()
                            .map(column -> String.valueOf(column.getCellData(row)))
                            .toList())
                    .toList();
        });
    }

    /** Words that do not fit their column. */
    private List<String> cutCells(String... tables) {
        return Fx.call(() -> {
            window.stage().getScene().getRoot().applyCss();
            window.stage().getScene().getRoot().layout();
            return Arrays.stream(tables)
                    .flatMap(id -> window.node("#" + id).lookupAll(".table-cell").stream())
                    .map(cell -> (Labeled) cell)
                    .filter(cell -> cell.getText() != null && !cell.getText().isEmpty())
                    .filter(cell -> !((Text) cell.lookup(".text")).getText().equals(cell.getText()))
                    .map(Labeled::getText)
                    .toList();
        });
    }

    private void view(ExperimentsState.View view) {
        Fx.run(() -> ((TabPane) window.node("#tabs")).getSelectionModel().select(view.ordinal()));
    }

    private void picture(String name) {
        Fx.run(() -> {
            window.stage().getScene().getRoot().applyCss();
            window.stage().getScene().getRoot().layout();
            Pictures.save(window.stage().getScene(), Path.of("target", "pictures", name + ".png"));
        });
    }

    /** What an engine does: the run that was begun is recorded to its end. */
    private void finish(ExperimentFolder folder, Experiment experiment, int index) throws IOException {
        Fx.await("run " + index + " begins", () -> engine.started.size() == index + 1);
        FakeRuns.Run run = engine.started.get(index);
        RunTask task = experiment.tasks().stream()
                .filter(each -> folder.run(each).equals(run.folder()))
                .findFirst()
                .orElseThrow();
        RecordedExperiment.writeRun(folder, task, false);
        run.feed.setState(RunState.FINISHED);
        run.done().complete(RunState.FINISHED);
    }

    @Test
    void anExperimentIsTickedSavedRunStoppedAndGoneOnWith() throws IOException {
        assertThat(label("countLabel")).isEqualTo("18 runs of 2 groups, none begun.");
        type("experimentName", "Norms & blocks");
        tick("list-normalization-none");
        menu("varyMenu", "vary-block");
        type("list-block", "8, 16");
        press("single-lr");
        type("experimentSeeds", "1..2");
        assertThat(label("countLabel")).isEqualTo("8 runs of 4 groups, none begun.");
        assertThat(label("answerWords")).contains("Is it fair? One learning rate, 0.1, is used for");
        Path file = temp.resolve("norms.json");
        dialogs.answer(file);
        menu("fileMenu", "saveItem");
        Fx.await("the file", () -> Files.exists(file));
        assertThat(dialogs.asked).containsExactly("Save experiment: Norms-blocks.json");
        Experiment experiment = Experiment.read(file);
        assertThat(experiment.groups().stream().map(group -> group.name()))
                .containsExactly("batchnorm", "deconv, block 8", "deconv, block 16", "none");
        picture("experiments-made");

        press("runButton");
        ExperimentFolder folder =
                new ExperimentFolder(temp.resolve("runs").resolve("experiments").resolve("Norms-blocks"));
        for (int i = 0; i < 5; i++) {
            finish(folder, experiment, i);
        }
        Fx.await("the sixth begins", () -> engine.started.size() == 6);
        Fx.await(
                "the count",
                () -> ((Label) window.node("#countLabel")).getText().startsWith("5 of 8 runs are finished"));
        assertThat(Fx.call(() -> window.node("#runButton").isDisabled())).isTrue();
        press("stopButton");
        Fx.await("the end", () -> !window.node("#runButton").isDisabled());
        assertThat(engine.started.get(5).commands).containsExactly("stop");
        assertThat(folder.path().resolve("table.md")).content().contains("5 of 8 runs are finished");

        assertThat(Fx.call(() -> ((Button) window.node("#runButton")).getText()))
                .isEqualTo("Go on");
        press("runButton");
        for (int i = 6; i < 9; i++) {
            finish(folder, experiment, i);
        }
        Fx.await(
                "all are finished",
                () -> ((Label) window.node("#countLabel")).getText().equals("8 of 8 runs are finished."));
        Answer answer = Answer.read(experiment, folder);
        assertThat(cells("meansTable"))
                .isEqualTo(new io.github.deconvscope.run.experiment.AnswerTables(answer)
                        .means()
                        .subList(1, 9));
        assertThat(Fx.call(() -> window.node("#runButton").isDisabled()))
                .as("nothing is left")
                .isTrue();
    }

    @Test
    void aFolderOfTheCommandLineIsShownWithTablesFiguresAndRuns() throws IOException {
        Path folder = temp.resolve("made by the command");
        String diverged = "nd_lr-1_seed-2";
        Experiment experiment = RecordedExperiment.write(folder, diverged).read();
        dialogs.answer(folder);
        menu("fileMenu", "openFolderItem");
        Fx.await(
                "the answer",
                () -> ((Label) window.node("#countLabel")).getText().equals("11 of 12 runs are finished, 1 diverged."));
        assertThat(label("folderLabel")).isEqualTo("In " + folder);
        assertThat(Fx.call(() -> window.node("#runButton").isDisabled()))
                .as("a run that diverged would do so again")
                .isTrue();
        assertThat(cells("differencesTable").get(0)).startsWith("nd", "bn", "test accuracy, %");
        assertThat(cutCells("meansTable", "differencesTable", "singleRuns"))
                .as("cells that end in dots, in columns made for an experiment without runs")
                .isEmpty();
        picture("experiments-table");
        view(ExperimentsState.View.FIGURES);
        Fx.await(
                "figures",
                () -> ((FigureView) window.node("#experiment-time")).getFigure() != null
                        && ((FigureView) window.node("#experiment-bars")).paintings() > 0
                        && ((FigureView) window.node("#experiment-rates")).paintings() > 0
                        && ((FigureView) window.node("#experiment-curves")).paintings() > 0);
        assertThat(Fx.call(() -> window.shell().page().figures().stream()
                        .map(NamedFigure::id)
                        .toList()))
                .containsExactly("experiment-curves", "experiment-bars", "experiment-rates", "experiment-time");
        picture("experiments-figures");
        Fx.run(() -> Theme.get().choiceProperty().set(Theme.Choice.DARK));
        Fx.await("dark", () -> Theme.get().isDark());
        picture("experiments-figures-dark");
        view(ExperimentsState.View.TABLE);
        picture("experiments-table-dark");
        Fx.run(() -> Theme.get().choiceProperty().set(Theme.Choice.LIGHT));
        view(ExperimentsState.View.RUNS);
        String state = Fx.call(() -> window.shell().page().state());
        assertThat(ExperimentsState.parse(state))
                .isEqualTo(new ExperimentsState(
                        folder.toString(),
                        Optional.empty(),
                        ExperimentsState.View.RUNS,
                        ExperimentsState.START.curve(),
                        ExperimentsState.START.band(),
                        ""));
        List<List<String>> rows = cells("singleRuns");
        int row = experiment.tasks().stream().map(RunTask::name).toList().indexOf(diverged);
        assertThat(rows.get(row)).contains("diverged").endsWith("The loss of step 6 is not a number.");
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
        });
        picture("experiments-runs-1024");
        Fx.run(() ->
                ((DataTableView) window.node("#singleRuns")).getSelectionModel().select(row));
        press("openRunButton");
        Fx.await(
                "its loss on the training page",
                () -> window.node("#training-loss") instanceof FigureView view && view.getFigure() != null);
        window.show("experiments", "");
        window.show("experiments", state);
        Fx.await("the state is back", () -> window.shell().page().state().equals(state));
    }

    @Test
    void whatIsLeftOfThePageBelongsToTheSentencesAndNothingIsSaidOfRunsThatAreNotThere() {
        assertThat(cells("differencesTable"))
                .allSatisfy(row -> assertThat(row.get(row.size() - 1)).isEmpty());
        Fx.run(() -> window.stage().getScene().getRoot().layout());
        TableView<?> means = window.node("#meansTable");
        assertThat(means.getItems()).hasSize(4);
        assertThat(means.getHeight()).as("heading, rows and a scroll bar").isLessThanOrEqualTo(6 * 28);
        Node sentences = Fx.call(() -> window.node("#answerWords"));
        while (!(sentences instanceof ScrollPane)) {
            sentences = sentences.getParent();
        }
        double bottom = sentences.localToScene(sentences.getLayoutBounds()).getMaxY();
        Node tabs = window.node("#tabs");
        assertThat(bottom).isCloseTo(tabs.localToScene(tabs.getLayoutBounds()).getMaxY(), within(1.0));
    }

    @Test
    void anExampleIsOfferedAndItsCostIsEstimatedBeforeItBegins() throws IOException {
        menu("fileMenu", "example-paper-vgg16-cifar10");
        assertThat(label("countLabel")).isEqualTo("30 runs of 6 groups, none begun.");
        Fx.await("no time", () -> ((Label) window.node("#costLabel"))
                .getText()
                .matches("No estimate of the time: .*The tensors of the largest run take at least \\d+ MB\\."));
        for (RunTask task : ExperimentDraft.START.experiment().tasks().subList(0, 6)) {
            RunFolder run = new RunFolder(temp.resolve("runs").resolve(task.name()));
            try (RunRecorder recorder = RunRecorder.create(run, task.config())) {
                recorder.setCost(new StepCost(5, Map.of(StepPart.AUTOGRAD, 100.0)));
            }
        }
        menu("fileMenu", "anewItem");
        // 18 runs of 40 steps of 0.1 s, by and times 1.6.
        Fx.await("an estimate", () -> ((Label) window.node("#costLabel"))
                .getText()
                .startsWith("Estimate: 45 s to 1 min 55 s for 18 runs one after another"));
        picture("experiments-cost");
        Fx.run(() -> Theme.get().choiceProperty().set(Theme.Choice.DARK));
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
        });
        Fx.await("dark", () -> Theme.get().isDark());
        picture("experiments-cost-1024-dark");
        Fx.run(() -> Theme.get().choiceProperty().set(Theme.Choice.LIGHT));
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsLost() throws IOException {
        type("list-lr", "fast");
        Fx.await("a message", () -> window.node("#wrongPane").isVisible());
        MessagePane message = window.node("#wrongPane");
        assertThat(message.getText()).startsWith("lr is \"fast\", which is not a number.");
        assertThat(Fx.call(() -> window.node("#runButton").isDisabled())).isTrue();
        type("list-lr", "0.1");
        assertThat(message.getText()).contains("there is nothing to search in one value");
        type("list-lr", "0.1, 0.2");
        assertThat(Fx.call(() -> window.node("#wrongPane").isVisible())).isFalse();

        String before = Fx.call(() -> window.shell().page().state());
        Path file = temp.resolve("typo.json");
        Files.writeString(file, "{\"name\": \"typo\",\n \"vary\": {\"blok\": [1, 2]},\n \"seeds\": [1]}");
        dialogs.answer(file);
        menu("fileMenu", "openFileItem");
        Fx.await("the refusal", () -> ((Label) window.node("#troubleLabel"))
                .getText()
                .startsWith(file + ", line 2: there is no option \"blok\". Did you mean: block"));
        dialogs.answer(temp);
        menu("fileMenu", "openFolderItem");
        Fx.await("the refusal", () -> ((Label) window.node("#troubleLabel"))
                .getText()
                .equals("The folder " + temp + " holds no experiment: experiment.json is missing."));
        assertThat(Fx.call(() -> window.shell().page().state())).isEqualTo(before);

        Path taken = Files.createDirectories(temp.resolve("runs/experiments/first-try"));
        Files.writeString(taken.resolve("letter.txt"), "Dear");
        press("runButton");
        Fx.await("the refusal", () -> ((Label) window.node("#troubleLabel"))
                .getText()
                .contains("is not empty and holds no experiment. Give a new or an empty one."));
        assertThat(taken).isDirectoryContaining(path -> path.endsWith("letter.txt"));
        assertThat(engine.started).isEmpty();
    }

    @Test
    void aFileMadeByHandKeepsWhatTheFormDoesNotKnow() throws IOException {
        Path file = Path.of("docs", "experiments", "paper-vgg16-cifar10.json").toAbsolutePath();
        dialogs.answer(file);
        menu("fileMenu", "openFileItem");
        Fx.await("its name", () -> ((TextField) window.node("#experimentName"))
                .getText()
                .equals(ExperimentDraft.read(file).name()));
        type("experimentSeeds", "1, 2");
        Path saved = temp.resolve("saved.json");
        dialogs.answer(saved);
        menu("fileMenu", "saveItem");
        Fx.await("the file", () -> Files.exists(saved));
        assertThat(ExperimentDraft.read(saved))
                .isEqualTo(ExperimentDraft.read(file).withSeeds("1, 2"));
    }
}
