package io.github.deconvscope.ui.page.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.overlay.RunOverlay;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.export.NetForm;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.library.ImportedScalars.Imported;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunComparison.Row;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.scalar.ScalarCsv;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.ui.state.RunsState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsModelTest {
    @TempDir
    Path root;

    private RunsModel model;

    /** A finished run of so many steps whose loss falls as 1/step, scaled. */
    public static void record(Path folder, RunConfig config, int steps, double scale) throws IOException {
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(folder), config)) {
            int epoch = Math.max(1, steps / 2);
            for (int step = 1; step <= steps; step++) {
                double noise = 0.15 * Math.sin(step * 12.9898) * scale;
                double loss = scale * (0.4 + 2 / Math.sqrt(step)) + noise;
                recorder.add(new StepRecord(
                        step, 1 + (step - 1) / epoch, loss, 1 - loss / 3, 0.1, 120 + 20 * scale, 1, false));
                if (step % epoch == 0) {
                    recorder.add(new EpochRecord(step / epoch, step, loss, 0.5, loss, 0.8 - 0.3 * loss, 9));
                }
            }
            recorder.status(RunState.FINISHED, new Progress(steps, steps, 2, 2, 100, 0, ""), "", true);
        }
    }

    @BeforeEach
    void open() throws IOException {
        record(root.resolve("deconv"), RunConfig.defaults(), 40, 1);
        record(
                root.resolve("bn"),
                RunConfig.defaults().with(RunOption.NORMALIZATION, Normalization.BATCHNORM),
                40,
                1.5);
        model = new RunsModel(root, Runnable::run, Runnable::run);
        model.refresh();
    }

    private RunEntry entry(String name) {
        return model.entriesProperty().get().stream()
                .filter(entry -> entry.displayName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void selectBoth() {
        model.select(List.of(root.resolve("deconv"), root.resolve("bn")));
    }

    @Test
    void choosingRunsComparesThem() {
        assertThat(model.figureProperty().get()).isNull();
        selectBoth();
        assertThat(model.figureProperty().get().caption()).contains("deconv", "bn");
        List<Row> rows = model.comparisonProperty().get().rows();
        Row normalization = rows.get(0);
        assertThat(normalization.label()).isEqualTo("Normalization");
        assertThat(normalization.values()).containsExactly("deconv", "batchnorm");
        assertThat(rows).extracting(Row::label).contains("Test accuracy", "Milliseconds per step");
        assertThat(rows.stream().filter(row -> !row.measured())).hasSize(1);
        assertThat(RunOverlay.keys(model.comparisonProperty().get().entries()))
                .containsExactly(SeriesKey.DECONVOLUTION, SeriesKey.BATCH_NORM);
        model.select(List.of());
        assertThat(model.figureProperty().get()).isNull();
    }

    @Test
    void aCurveIsDrawnOverEveryAxis() {
        selectBoth();
        for (Axis axis : Axis.values()) {
            model.draw(new RunOverlay("testAccuracy", axis, 0, false, false));
            assertThat(model.figureProperty().get().caption()).contains("over " + axis.label());
            assertThat(model.figureProperty().get().table().rowCount()).isGreaterThan(0);
        }
        model.draw(new RunOverlay("no such curve", Axis.STEP, 0, false, false));
        assertThat(model.figureProperty().get().caption()).contains("Without this curve on this axis: deconv, bn");
        assertThat(RunMessages.remark(model)).isEqualTo("Without \"no such curve\" over step: deconv, bn.");
    }

    @Test
    void onlyCurvesOfManyStepsAreSmoothed() {
        selectBoth();
        assertThat(caption("loss", 0.9)).contains("smoothed by 0.9");
        assertThat(caption("loss", 0)).doesNotContain("smoothed");
        assertThat(caption("testAccuracy", 0.9)).doesNotContain("smoothed");
    }

    private String caption(String curve, double smoothing) {
        model.draw(new RunOverlay(curve, Axis.STEP, smoothing, false, false));
        return model.figureProperty().get().caption();
    }

    @Test
    void whatIsWrongWithChosenRunsIsSaidOfEach() throws IOException {
        selectBoth();
        assertThat(RunMessages.remark(model)).isEmpty();
        Files.writeString(Files.createDirectory(root.resolve("broken")).resolve("config.json"), "{\"epochs\": ");
        Files.createDirectory(root.resolve("photos"));
        model.refresh();
        model.select(List.of(root.resolve("bn"), root.resolve("broken"), root.resolve("photos")));
        assertThat(RunMessages.remark(model).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("broken: ")
                                .contains("The configuration is not JSON: End of input at line 1 column")
                                .endsWith("; nothing of it can be shown."),
                        line -> assertThat(line).isEqualTo("photos: The folder is empty."));
        model.select(List.of(root.resolve("photos")));
        assertThat(RunMessages.remark(model)).isEqualTo("The folder is empty.");
    }

    @Test
    void runsThatAreNotDrawnAreTold() throws IOException {
        List<Path> many = new ArrayList<>();
        for (int i = 0; i <= RunOverlay.MOST_RUNS; i++) {
            many.add(root.resolve("run-" + i));
            record(many.get(i), RunConfig.defaults(), 2, 1);
        }
        model.refresh();
        model.select(many);
        assertThat(RunMessages.remark(model)).startsWith("Of the 11 runs the first 10 are drawn");
        assertThat(model.comparisonProperty().get().entries()).hasSize(RunOverlay.MOST_RUNS);
    }

    @Test
    void aComparisonIsTakenUpAgain() throws IOException {
        assertThat(model.selectedPair()).isEmpty();
        selectBoth();
        assertThat(model.selectedPair()).extracting(RunEntry::displayName).containsExactlyInAnyOrder("deconv", "bn");
        RunConfig a = model.selectedPair().get(0).config().orElseThrow();
        record(root.resolve("seed-2"), a.with(RunOption.SEED, 2L), 3, 1);
        record(root.resolve("wider"), a.with(RunOption.WIDTH, 0.5), 3, 1);
        for (String later : List.of("seed-2", "wider")) {
            Files.writeString(
                    root.resolve(later).resolve("events.jsonl"),
                    "{\"step\":0,\"epochMillis\":9000000000000,\"kind\":\"STARTED\",\"message\":\"\"}\n");
        }
        model.refresh();
        List<Path> both = List.of(root.resolve("seed-2"), root.resolve("deconv"), root.resolve("bn"));
        model.select(both);
        assertThat(model.selectedPair()).hasSize(3).last().isEqualTo(entry("seed-2"));
        model.select(List.of(both.get(1), both.get(2), root.resolve("wider")));
        assertThat(model.selectedPair()).as("not A with another seed").isEmpty();
    }

    @Test
    void foldersThatAreNoRunsComeLast() throws IOException {
        Files.createDirectory(root.resolve("photos"));
        model.refresh();
        assertThat(model.entriesProperty().get())
                .last()
                .extracting(RunEntry::displayName)
                .isEqualTo("photos");
    }

    @Test
    void whatAnotherProcessAddsIsDrawn() throws IOException {
        selectBoth();
        String before = model.figureProperty().get().caption();
        try (RunRecorder recorder = RunRecorder.reopen(new RunFolder(root.resolve("bn")), 40)) {
            recorder.add(new StepRecord(41, 3, 77, 0, 0.1, 1, 1, false));
        }
        model.refresh();
        assertThat(model.figureProperty().get().caption()).isNotEqualTo(before).contains("bn 77");
    }

    @Test
    void aLiveRunThatGrowsDoesNotHideWhyACommandFailed() throws IOException {
        selectBoth();
        model.showProblem("no room for the export");
        Path live = root.resolve("live");
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(live), RunConfig.defaults())) {
            recorder.status(RunState.RUNNING, new Progress(1, 9, 1, 1, 100, 0, ""), "", true);
            recorder.add(new StepRecord(1, 1, 5, 0, 0.1, 1, 1, false));
            model.refresh();
            model.select(List.of(live, root.resolve("bn")));
            for (int step = 2; step < 5; step++) {
                recorder.add(new StepRecord(step, 1, 5 + step, 0, 0.1, 1, 1, false));
                model.refresh();
                assertThat(model.figureProperty().get().caption()).contains("live " + (5 + step));
            }
        }
        assertThat(model.troubleProperty().get()).isEqualTo("no room for the export");
    }

    @Test
    void labelsTrashAndUndo() {
        model.rename(entry("bn"), "Batch norm, seed 1");
        model.tag(List.of(entry("Batch norm, seed 1")), own -> List.of("paper"));
        assertThat(entry("Batch norm, seed 1").labels().tags()).containsExactly("paper");
        assertThat(model.entriesProperty().get().stream().filter(RunSearch.of("PAPER batch")))
                .hasSize(1);
        assertThat(model.entriesProperty().get().stream().filter(RunSearch.of("paper deconv")))
                .isEmpty();
        model.moveToTrash(List.of(entry("deconv")));
        assertThat(model.entriesProperty().get()).hasSize(1);
        model.undoTrash();
        assertThat(model.entriesProperty().get()).hasSize(2);
        assertThat(model.trashedProperty().get()).isNull();
        model.tag(List.of(entry("deconv")), own -> List.of("x".repeat(100)));
        assertThat(model.troubleProperty().get()).contains("at most 40");
    }

    @Test
    void exportsAndImports() throws IOException {
        selectBoth();
        Path csv = root.resolve("both.csv");
        new RunExchange(model).exportCsv(csv, done -> {});
        assertThat(Files.readString(csv).lines().count()).isEqualTo(1 + 2 * 40);
        Path board = root.resolve("board");
        new RunExchange(model).exportTensorBoard(board, done -> {});
        assertThat(board.resolve("bn")).isNotEmptyDirectory();
        new RunExchange(model).importFrom(board.resolve("bn"), folder -> {});
        assertThat(entry("bn-2").comparable()).isTrue();
        new RunExchange(model).importFrom(csv, runs -> assertThat(runs)
                .extracting(Imported::folder)
                .containsExactlyInAnyOrder(root.resolve("both.csv-2/bn"), root.resolve("both.csv-2/deconv")));
        assertThat(model.troubleProperty().get()).isEmpty();
        assertThat(model.entriesProperty().get())
                .extracting(RunEntry::path)
                .contains(root.resolve("both.csv-2/bn"), root.resolve("both.csv-2/deconv"))
                .doesNotContain(root.resolve("both.csv-2"));
        new RunExchange(model).exportCsv(root.resolve("no/such/folder.csv"), done -> {});
        assertThat(model.troubleProperty().get()).contains("no/such does not exist");
    }

    @Test
    void anExportRightAfterAChoiceTakesThatChoice() throws IOException {
        Deque<Runnable> waiting = new ArrayDeque<>();
        model = new RunsModel(root, waiting::add, Runnable::run);
        model.refresh();
        waiting.remove().run();
        model.select(List.of(root.resolve("deconv")));
        model.select(List.of(root.resolve("bn")));
        Path csv = root.resolve("chosen.csv");
        new RunExchange(model).exportCsv(csv, done -> {});
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertThat(Files.readString(csv)).isEqualTo(csvOf("bn"));
    }

    @Test
    void anImportedRunThatKnowsNoStepsLeavesThemOpen() throws IOException {
        Path keras = Files.writeString(root.resolve("keras.csv"), "epoch,loss\n1,2.5\n2,2\n");
        new RunExchange(model).importFrom(keras, folder -> {});
        model.select(List.of(root.resolve("keras.csv-2"), root.resolve("bn")));
        Row steps = model.comparisonProperty().get().rows().stream()
                .filter(row -> row.label().equals("Steps"))
                .findFirst()
                .orElseThrow();
        assertThat(steps.values()).containsExactly(Double.NaN, 40.0);
        model.draw(new RunOverlay("loss", Axis.STEP, 0, false, false));
        assertThat(RunMessages.remark(model)).isEqualTo("Without \"loss\" over step: keras.csv-2.");
        // A loss that knows epochs only is that of an epoch.
        model.draw(new RunOverlay("trainLoss", Axis.EPOCH, 0, false, false));
        assertThat(RunMessages.remark(model)).isEmpty();
    }

    @Test
    void whatWasLeftOutOfAnImportStaysToBeRead() throws IOException {
        Path csv = Files.writeString(root.resolve("a.csv"), "step,optimizer,loss\n1,sgd,2\n2,sgd,1\n");
        new RunExchange(model).importFrom(csv, runs -> {});
        model.select(List.of(root.resolve("a.csv-2")));
        assertThat(RunMessages.remark(model)).contains("Left out", "optimizer", "words");
    }

    @Test
    void anImportIsDrawnAlthoughItHasNoLossOfAStepAndItsBandIsDrawnToo() throws IOException {
        Path csv = Files.writeString(
                root.resolve("w.csv"),
                "\"train/epoch\",\"Group: a - val_loss\",\"Group: a - val_loss__MIN\",\"Group: a - val_loss__MAX\"\n"
                        + "1,2,1.5,2.5\n2,1,0.75,1.25\n");
        new RunExchange(model).importFrom(csv, runs -> {});
        model.select(List.of(root.resolve("w.csv-2")));
        assertThat(model.overlayProperty().get().curve()).isEqualTo("testLoss");
        assertThat(model.overlayProperty().get().over()).isEqualTo(Axis.EPOCH);
        assertThat(model.figureProperty().get().caption()).contains("Group: a 1", "Bands:");
        StringBuilder table = new StringBuilder();
        DataTable numbers = model.figureProperty().get().table();
        for (int row = 0; row < numbers.rowCount(); row++) {
            for (int column = 0; column < numbers.columns().size(); column++) {
                table.append(numbers.value(row, column)).append(' ');
            }
        }
        assertThat(table.toString()).contains("(low)", "0.75", "(high)", "2.5");
        // What is drawn already stays.
        model.draw(new RunOverlay("testLoss", Axis.EPOCH, 0, false, true));
        new RunExchange(model).importFrom(csv, runs -> {});
        assertThat(model.overlayProperty().get().logY()).isTrue();
    }

    @Test
    void runsOfOneImportAreListedOneByOneAndCanBePutIntoTheTrash() throws IOException {
        Path csv = Files.writeString(root.resolve("w.csv"), "run,step,loss\na,1,2\nb,1,1\n");
        new RunExchange(model).importFrom(csv, runs -> {});
        Path folder = root.resolve("w.csv-2");
        assertThat(model.entriesProperty().get())
                .extracting(RunEntry::displayName)
                .contains("a", "b");
        model.select(List.of(folder.resolve("a")));
        model.moveToTrash(model.selected());
        assertThat(folder.resolve("a")).doesNotExist();
        model.undoTrash();
        assertThat(folder.resolve("a/scalars.csv")).exists();
    }

    @Test
    void tagsOfManyAreChangedTogetherOrNotAtAll() {
        model.tag(List.of(entry("deconv"), entry("bn")), own -> List.of("paper"));
        assertThat(model.entriesProperty().get())
                .allSatisfy(run -> assertThat(run.labels().tags()).containsExactly("paper"));
        model.tag(List.of(entry("bn")), own -> List.of());
        model.tag(
                List.of(entry("deconv"), entry("bn")),
                own -> own.isEmpty() ? List.of("x".repeat(100)) : List.of("other"));
        assertThat(model.troubleProperty().get()).contains("at most 40 characters");
        assertThat(entry("deconv").labels().tags()).containsExactly("paper");
    }

    @Test
    void aComparisonIsWrittenAsATable() throws IOException {
        selectBoth();
        Path tex = root.resolve("table.tex");
        new RunExchange(model).exportComparison(tex, done -> {});
        assertThat(Files.readString(tex))
                .contains("run & Normalization & Steps & Loss, last step", "bn & batchnorm & 40 & ", "\\toprule");
        new RunExchange(model).exportComparison(root.resolve("table.doc"), done -> {});
        assertThat(model.troubleProperty().get()).contains("table.doc", "end it with .csv, .md or .tex");
        assertThat(root.resolve("table.doc")).doesNotExist();
    }

    private String csvOf(String name) throws IOException {
        return ScalarCsv.wideFormat(Map.of(name, RunLibrary.curves(root.resolve(name))));
    }

    @Test
    void aNetIsTakenOutByTheEngineAndItsRefusalIsTold() {
        Path[] done = new Path[1];
        new RunExchange(model)
                .exportNet(
                        (run, step, file, form) -> run.resolve("net.py"),
                        entry("bn"),
                        root.resolve("n.npz"),
                        NetForm.FOLDED,
                        p -> done[0] = p);
        assertThat(done[0]).isEqualTo(root.resolve("bn/net.py"));
        new RunExchange(model)
                .exportNet(
                        (run, step, file, form) -> {
                            throw new InvalidInputException("no checkpoint yet");
                        },
                        entry("bn"),
                        root.resolve("n.npz"),
                        NetForm.FOLDED,
                        p -> {});
        assertThat(model.troubleProperty().get()).isEqualTo("no checkpoint yet");
    }

    @Test
    void aFolderThatIsNoFolderIsTold() throws IOException {
        model.open(Files.writeString(root.resolve("file"), "x"));
        assertThat(model.troubleProperty().get()).contains("is a file");
        assertThat(model.entriesProperty().get()).isEmpty();
    }

    @Test
    void theStateReadsBackAndNonsenseIsRefused() {
        RunsState state = new RunsState(
                "/a/b",
                "deconv",
                List.of("x"),
                List.of(RunColumn.byId("lr"), RunColumn.byId("loss")),
                new RunOverlay("testLoss", Axis.TIME, 0.5, true, false));
        assertThat(RunsState.parse(state.toString())).isEqualTo(state);
        assertThat(RunsState.parse("")).isEqualTo(RunsState.START);
        assertThat(RunsState.parse(state.toString().replace("\"columns\":[\"lr\",\"loss\"],", ""))
                        .columns())
                .as("a state of an earlier version")
                .isEqualTo(RunsState.START.columns());
        for (String bad : List.of(
                "{}",
                "[1]",
                "nonsense",
                state.toString().replace("0.5", "1.5"),
                state.toString().replace("\"lr\"", "\"rl\""))) {
            assertThatThrownBy(() -> RunsState.parse(bad)).isInstanceOf(InvalidInputException.class);
        }
    }
}
