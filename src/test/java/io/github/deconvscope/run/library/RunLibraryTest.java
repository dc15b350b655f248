package io.github.deconvscope.run.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.RecordedExperiment;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.scalar.EventFileWriter;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLibraryTest {
    @TempDir
    Path root;

    private RunRecorder record(String name, int steps) throws IOException {
        RunRecorder recorder = RunRecorder.create(new RunFolder(root.resolve(name)), RunConfig.defaults());
        recorder.setEnvironment(Map.of("java", "17"));
        for (int step = 1; step <= steps; step++) {
            recorder.add(new StepRecord(step, 1 + (step - 1) / 10, 1.0 / step, 0.5, 0.1, 250, 1, false));
        }
        return recorder;
    }

    private void finished(String name) throws IOException {
        try (RunRecorder recorder = record(name, 20)) {
            recorder.add(new EpochRecord(1, 10, 0.3, 0.6, 0.4, 0.55, 2.5));
            recorder.add(new EpochRecord(2, 20, 0.2, 0.7, 0.3, 0.65, 2.5));
            recorder.status(RunState.FINISHED, new Progress(20, 20, 2, 2, 10, 0, ""), "", true);
        }
    }

    private RunEntry only() throws IOException {
        List<RunEntry> entries = new RunLibrary(root).scan();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    @Test
    void foldersOfExperimentsAreNoBrokenRuns() throws IOException {
        RecordedExperiment.write(root.resolve("first"), "");
        RecordedExperiment.write(root.resolve("experiments").resolve("second"), "");
        assertThat(new RunLibrary(root).scan()).isEmpty();
        assertThat(new RunLibrary(new ExperimentFolder(root.resolve("first")).runs()).scan())
                .hasSize(12);
    }

    @Test
    void aFinishedRunIsListedWithItsNumbers() throws IOException {
        finished("one");
        RunEntry entry = only();
        assertThat(entry.condition()).isEqualTo(Condition.WHOLE);
        assertThat(entry.problem()).isEmpty();
        assertThat(entry.state()).isEqualTo(RunState.FINISHED);
        assertThat(entry.displayName()).isEqualTo("one");
        assertThat(entry.steps()).isEqualTo(20);
        assertThat(entry.totalSteps()).isEqualTo(20);
        assertThat(entry.epochs()).isEqualTo(2);
        assertThat(entry.lastLoss()).isEqualTo(0.05);
        assertThat(entry.testAccuracy()).isEqualTo(0.65);
        assertThat(entry.seconds()).isEqualTo(5);
        assertThat(entry.config()).contains(RunConfig.defaults());
        assertThat(entry.sparkline().high()[0]).isEqualTo(1f);
    }

    @Test
    void stepsHaveAPlaceOnEveryAxis() throws IOException {
        finished("one");
        ScalarSeries loss = RunLibrary.curves(root.resolve("one")).get(0);
        assertThat(loss.name()).isEqualTo("loss");
        assertThat(loss.step()[4]).isEqualTo(5);
        assertThat(loss.epoch()[4]).isEqualTo(0.5);
        assertThat(loss.seconds()[4]).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void aRunThatAnotherProcessWritesIsFollowed() throws IOException {
        RunLibrary library = new RunLibrary(root);
        try (RunRecorder recorder = record("live", 3)) {
            recorder.status(RunState.RUNNING, new Progress(3, 100, 1, 2, 1, 1, ""), "", true);
            assertThat(library.scan().get(0).live()).isTrue();
            assertThat(library.scan().get(0).steps()).isEqualTo(3);
            recorder.add(new StepRecord(4, 1, 0.1, 0.5, 0.1, 250, 1, false));
            RunEntry entry = library.scan().get(0);
            assertThat(entry.steps()).isEqualTo(4);
            assertThat(entry.lastLoss()).isEqualTo(0.1);
            assertThatThrownBy(() -> library.moveToTrash(entry))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("Stop it first");
        }
    }

    @Test
    void aResumedRunIsReadAnew() throws IOException {
        RunLibrary library = new RunLibrary(root);
        record("again", 20).close();
        assertThat(library.scan().get(0).steps()).isEqualTo(20);
        try (RunRecorder recorder = RunRecorder.reopen(new RunFolder(root.resolve("again")), 10)) {
            recorder.add(new StepRecord(11, 2, 7, 0.5, 0.1, 250, 1, false));
            RunEntry entry = library.scan().get(0);
            assertThat(entry.steps()).isEqualTo(11);
            assertThat(entry.lastLoss()).isEqualTo(7);
        }
    }

    @Test
    void everyListOfRunsIsOrderedByWhenTheyStartedWhateverTheirNames() throws IOException {
        String[] names = {"20261101-120000", "2026-11-02-120000-vgg11", "mine"};
        for (int i = 0; i < names.length; i++) {
            record(names[i], 1).close();
            Files.writeString(
                    root.resolve(names[i]).resolve("events.jsonl"),
                    "{\"epochMillis\": " + (1_000_000 + i) + ", \"step\": 0, \"kind\": \"started\", \"text\": \"\"}\n");
        }
        Files.createDirectory(root.resolve("no run"));
        assertThat(RunLibrary.newestFirst(root))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly(names[2], names[1], names[0]);
        assertThat(new RunLibrary(root).scan())
                .extracting(entry -> entry.path().getFileName().toString())
                .containsExactly(names[2], names[1], names[0], "no run");
    }

    @Test
    void aRunWithoutAWriterIsInterrupted() throws IOException {
        record("killed", 3).close();
        assertThat(only().state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void aDamagedConfigurationLeavesTheCurves() throws IOException {
        finished("one");
        Files.writeString(root.resolve("one/config.json"), "{\"epochs\": ");
        RunEntry entry = only();
        assertThat(entry.condition()).isEqualTo(Condition.DAMAGED);
        assertThat(entry.problem()).contains("config.json", "curves can still be shown");
        assertThat(entry.config()).isEmpty();
        assertThat(entry.steps()).isEqualTo(20);
        assertThat(entry.testAccuracy()).isEqualTo(0.65);
    }

    @Test
    void aRunThatSomebodyWritesToStaysWhateverItsStatusSays() throws IOException {
        finished("one");
        RunLibrary library = new RunLibrary(root);
        RunEntry entry = library.scan().get(0);
        try (ProcessLock held = new RunFolder(root.resolve("one")).holdForWriting()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> library.moveToTrash(entry))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("writing to the run " + root.resolve("one"));
        }
        assertThat(library.moveToTrash(entry)).isDirectory();
    }

    @Test
    void damagedLinesAreCountedAndLeftOut() throws IOException {
        finished("one");
        Files.writeString(
                root.resolve("one/steps.jsonl"), "{\"step\": 21, oops\n\u0000\u0000\n", StandardOpenOption.APPEND);
        RunEntry entry = only();
        assertThat(entry.condition()).isEqualTo(Condition.DAMAGED);
        assertThat(entry.problem()).contains("2 lines");
        assertThat(entry.steps()).isEqualTo(20);
    }

    @Test
    void aNewerRunIsNamedAsSuchAndItsCurvesAreShown() throws IOException {
        finished("one");
        Files.writeString(root.resolve("one/environment.json"), "{\"formatVersion\": 99}");
        Files.writeString(
                root.resolve("one/steps.jsonl"), "{\"step\": 1, \"epoch\": 1, \"loss\": 0.5, \"brandNew\": [1, 2]}\n");
        RunEntry entry = only();
        assertThat(entry.condition()).isEqualTo(Condition.NEWER);
        assertThat(entry.problem()).contains("format 99", "curves can still be shown");
        assertThat(entry.lastLoss()).isEqualTo(0.5);
    }

    @Test
    void halfWrittenEmptyAndForeignFoldersAreListedWithWhatIsWrong() throws IOException {
        Files.writeString(Files.createDirectory(root.resolve("half")).resolve("environment.json"), "{}");
        Files.createDirectory(root.resolve("empty"));
        Files.writeString(Files.createDirectory(root.resolve("photos")).resolve("a.png"), "x");
        EventFileWriter.write(List.of(), root.resolve("board"), 0);
        Files.createDirectory(root.resolve(".hidden"));
        Files.writeString(root.resolve("a file"), "x");
        Map<String, RunEntry> byName = new java.util.HashMap<>();
        new RunLibrary(root).scan().forEach(entry -> byName.put(entry.displayName(), entry));
        assertThat(byName).containsOnlyKeys("half", "empty", "photos", "board");
        assertThat(byName.get("half").condition()).isEqualTo(Condition.HALF_WRITTEN);
        assertThat(byName.get("half").problem()).contains("config.json", "nothing of it can be shown");
        assertThat(byName.get("empty").problem()).contains("empty");
        assertThat(byName.get("photos").problem()).contains("config.json is missing");
        assertThat(byName.get("board").problem()).contains("TensorBoard", "Import");
        assertThat(byName.get("board").comparable()).isFalse();
    }

    @Test
    void theRootMayBeMissingAFileOrARunItself() throws IOException {
        assertThat(new RunLibrary(root.resolve("nowhere")).scan()).isEmpty();
        Path file = Files.writeString(root.resolve("file"), "x");
        assertThatThrownBy(() -> new RunLibrary(file).scan())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is a file");
        finished("one");
        assertThat(new RunLibrary(root.resolve("one")).scan()).hasSize(1);
    }

    @Test
    void namesAndTagsArePersistentAndChecked() throws IOException {
        finished("one");
        RunLibrary library = new RunLibrary(root);
        library.label(only(), new RunLabels("  Best so far ", List.of("paper", " paper", "block 64", "")));
        RunEntry entry = only();
        assertThat(entry.displayName()).isEqualTo("Best so far");
        assertThat(entry.labels().tags()).containsExactly("paper", "block 64");
        assertThat(entry.path()).isEqualTo(root.resolve("one"));
        assertThatThrownBy(() -> new RunLabels("a\nb", List.of())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new RunLabels("", List.of("a,b")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("comma");
        Files.writeString(RunLabels.file(root.resolve("one")), "[broken");
        assertThat(only().displayName()).isEqualTo("one");
    }

    @Test
    void trashCanBeUndone() throws IOException {
        finished("one");
        RunLibrary library = new RunLibrary(root);
        RunEntry entry = library.scan().get(0);
        Path trashed = library.moveToTrash(entry);
        assertThat(library.scan()).isEmpty();
        assertThat(trashed.resolve("config.json")).exists();
        library.restore(entry, trashed);
        assertThat(library.scan()).hasSize(1);
        library.moveToTrash(entry);
        finished("one");
        Path second = library.moveToTrash(library.scan().get(0));
        assertThat(second).hasFileName("one-2");
    }

    @Test
    void aCommandRepeatsTheRun() {
        RunConfig config = RunConfig.defaults()
                .with(RunOption.DATASET, DatasetName.CIFAR10)
                .withText(RunOption.DATA, "it's here/cifar 10")
                .withText(RunOption.BLOCK, "16");
        String command = RunLibrary.command(config);
        assertThat(command).startsWith("./deconvscope train ").contains("--dataset cifar10", "--block 16");
        assertThat(command).contains("'it'\\''s here/cifar 10'");
        assertThat(RunLibrary.command(RunConfig.defaults())).isEqualTo("./deconvscope train");
    }

    @Test
    void curvesOfOtherProgramsAreBroughtIn() throws IOException {
        Path csv = Files.writeString(
                root.resolve("keras log.csv"),
                "epoch,loss,val_loss,val_accuracy,temperature\n1,2,2.5,40,7\n2,1,1.5,60,8\n");
        RunLibrary library = new RunLibrary(root);
        Path folder = library.newFolder(csv);
        assertThat(folder).hasFileName("keras_log.csv");
        ImportedScalars.importFrom(List.of(csv), folder);
        Files.delete(csv);
        RunEntry entry = only();
        assertThat(entry.condition()).isEqualTo(Condition.IMPORTED);
        assertThat(entry.comparable()).isTrue();
        assertThat(entry.epochs()).isEqualTo(2);
        assertThat(entry.testAccuracy()).isEqualTo(0.6);
        assertThat(RunLibrary.curves(folder))
                .extracting(ScalarSeries::name)
                .containsExactly("trainLoss", "testLoss", "testAccuracy", "temperature");
        assertThatThrownBy(() -> ImportedScalars.importFrom(List.of(folder.resolve("scalars.csv")), folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void anExportedRunComesBackUnderTheSameNames() throws IOException {
        finished("one");
        List<ScalarSeries> curves = RunLibrary.curves(root.resolve("one"));
        Path events = EventFileWriter.write(curves, root.resolve("board"), 1_000_000);
        ImportedScalars.importFrom(List.of(events), root.resolve("back"));
        List<ScalarSeries> back = RunLibrary.curves(root.resolve("back"));
        assertThat(back)
                .extracting(ScalarSeries::name)
                .containsAll(curves.stream().map(ScalarSeries::name).toList());
    }

    /** A kill between a checkpoint and the cleaning up of a record can leave steps twice. */
    @Test
    void stepsThatComeAgainReplaceTheEarlierOnes() throws IOException {
        finished("one");
        Files.writeString(
                root.resolve("one/steps.jsonl"),
                "{\"step\": 11, \"epoch\": 2, \"loss\": 7, \"accuracy\": 0.5, \"learningRate\": 0.1, \"stepMillis\": 250,"
                        + " \"lossScale\": 1, \"skipped\": false}\n",
                StandardOpenOption.APPEND);
        ScalarSeries loss = RunLibrary.curves(root.resolve("one")).get(0);
        assertThat(loss.step()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(loss.last()).isEqualTo(7);
        assertThat(loss.seconds()[10]).isCloseTo(11 * 0.25, within(1e-12));
        Curve.Snapshot live =
                RecordedRun.open(root.resolve("one")).feed().curve(Metric.LOSS).snapshot();
        assertThat(live.size()).isEqualTo(11);
        assertThat(live.last()).isEqualTo(7);
        assertThat(live.x()[10]).isEqualTo(11);
    }

    private static final String STEP_LINE = "{\"step\": %s, \"epoch\": 2, \"loss\": 7, \"stepMillis\": %s}\n";

    private void append(String step, String millis) throws IOException {
        Files.writeString(
                root.resolve("one/steps.jsonl"), STEP_LINE.formatted(step, millis), StandardOpenOption.APPEND);
    }

    @Test
    void aLineWhoseStepIsNoNumberIsNamed() throws IOException {
        finished("one");
        append("\"NaN\"", "1");
        assertThat(only().problem()).contains("steps.jsonl, line 21", "step", "NaN");
    }

    @Test
    void aTimeThatRunsBackwardsStandsStill() throws IOException {
        finished("one");
        append("21", "-9000");
        ScalarSeries loss = RunLibrary.curves(root.resolve("one")).get(0);
        assertThat(loss.size()).isEqualTo(21);
        assertThat(loss.seconds()[20]).isEqualTo(loss.seconds()[19]);
    }

    @Test
    void anUnfinishedImportIsNamedAsSuch() throws IOException {
        Files.writeString(Files.createDirectory(root.resolve("x")).resolve("imported.json"), "{}");
        assertThat(only().problem()).contains("import was not finished");
    }
}
