package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.Keep;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.ScheduleName;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.StepFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a run goes on and which checkpoints it leaves, with a learner that trains nothing: four steps an epoch. */
class RunLengthTest {
    private static final RunConfig CONFIG = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.BATCH, 10L)
            .with(RunOption.TRAIN_LIMIT, 40L)
            .with(RunOption.TEST_LIMIT, 20L)
            .with(RunOption.EPOCHS, 6L)
            .with(RunOption.SCHEDULE, ScheduleName.CONSTANT)
            .with(RunOption.CHECKPOINT_EVERY, 0L)
            .with(RunOption.RECORD_EVERY, 0L);

    /** After each epoch; the third is the best of the first five. */
    private static final double[] ACCURACIES = {0.3, 0.5, 0.7, 0.7, 0.6, 0.9, 0.2, 0.2};

    private static ComputeThread compute;
    private static DataSet data;

    @TempDir
    Path temp;

    private FakeLearner learner;

    @BeforeAll
    static void start() throws IOException {
        compute = new ComputeThread();
        data = new DataSets(List.of()).load(DatasetName.FASHION_MINI, Optional.empty());
    }

    @AfterAll
    static void stop() {
        compute.close();
    }

    /** A service whose next run has a fresh learner. */
    private TrainingService service() {
        learner = new FakeLearner();
        learner.accuracy = updates -> ACCURACIES[(int) ((updates + 3) / 4) - 1];
        return new TrainingService(compute, learner.on(data));
    }

    private Path folder() {
        return temp.resolve("run");
    }

    private static RunState end(RunHandle run) throws Exception {
        return run.done().get(30, TimeUnit.SECONDS);
    }

    private List<Long> checkpoints() throws IOException {
        return new StepFiles(new RunFolder(folder()).checkpoints()).steps();
    }

    private static List<Long> longs(String numbers) {
        return Stream.of(numbers.split(" ")).map(Long::valueOf).toList();
    }

    private RunFeed record() {
        return RecordedRun.open(folder()).feed();
    }

    private String lastWords() {
        List<RunEvent> events = record().events();
        return events.get(events.size() - 1).message();
    }

    @ParameterizedTest
    @CsvSource({
        "LAST, 0, 5, 20",
        "LAST, 100, 5, 16 20",
        "BEST, 0, 5, 12 20",
        "BEST, 100, 5, 12 16 20",
        "BEST, 0, 6, 12 24",
        "BEST, 100, 6, 20 24",
        "EVERY, 100, 5, 4 8 12 16 20",
        "EVERY, 3, 2, 3 4 6 8"
    })
    void theCheckpointsThatWereAskedForStay(Keep keep, long every, long epochs, String left) throws Exception {
        RunConfig config = CONFIG.with(RunOption.KEEP, keep)
                .with(RunOption.CHECKPOINT_EVERY, every)
                .with(RunOption.EPOCHS, epochs);
        assertThat(end(service().start(config, folder()))).isEqualTo(RunState.FINISHED);
        assertThat(checkpoints()).isEqualTo(longs(left));
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 5", "3, 6", "0, 6"})
    void aRunEndsWhenNoEpochHasBecomeBetterForLong(long patience, int epochs) throws Exception {
        end(service().start(CONFIG.with(RunOption.PATIENCE, patience), folder()));
        assertThat(record().state()).isEqualTo(RunState.FINISHED);
        assertThat(record().curve(Metric.TEST_ACCURACY).size()).isEqualTo(epochs);
        assertThat(lastWords())
                .isEqualTo(
                        epochs == 6
                                ? "Finished"
                                : "Finished early after epoch " + epochs
                                        + ": the test accuracy was highest after epoch 3, and --patience is "
                                        + patience);
    }

    /** What was best is read from the record, so that a run that was cut ends where it would have. */
    @Test
    void aResumedRunRemembersItsBestEpoch() throws Exception {
        RunConfig config = CONFIG.with(RunOption.PATIENCE, 2L).with(RunOption.KEEP, Keep.BEST);
        TrainingService service = service();
        RunHandle[] run = new RunHandle[1];
        learner.during = step -> {
            if (step == 14) {
                run[0].stop();
            }
        };
        compute.submit(() -> run[0] = service.start(config, folder())).get(30, TimeUnit.SECONDS);
        assertThat(end(run[0])).isEqualTo(RunState.STOPPED);
        assertThat(end(service().resume(folder()))).isEqualTo(RunState.FINISHED);
        assertThat(record().curve(Metric.TEST_ACCURACY).size()).isEqualTo(5);
        assertThat(checkpoints()).contains(12L, 20L);
    }

    @Test
    void aFinishedRunGoesOnWithMoreEpochsAndSaysSo() throws Exception {
        end(service().start(CONFIG.with(RunOption.EPOCHS, 2L), folder()));
        assertThatThrownBy(() -> service().resume(folder())).hasMessageContaining("--epochs 4");
        assertThat(end(service().prolong(folder(), 3))).isEqualTo(RunState.FINISHED);
        assertThat(learner.calls).containsExactly("train 9", "train 10", "train 11", "train 12", "test", "test");
        assertThat(record().config().epochs()).isEqualTo(3);
        assertThat(record().curve(Metric.LOSS).size()).isEqualTo(12);
        assertThat(record().events().stream().map(RunEvent::message))
                .anyMatch(message -> message.startsWith("Prolonged from 2 epochs to 3;"));
    }

    @Test
    void whatWouldChangeNothingIsRefused() throws Exception {
        end(service().start(CONFIG.with(RunOption.EPOCHS, 2L), folder()));
        assertThatThrownBy(() -> service().prolong(folder(), 2))
                .hasMessage("--epochs is 2, but the run " + folder()
                        + " has 2 epochs, 2 of them done. Give a larger number.");
        Path brief = temp.resolve("short");
        end(service().start(CONFIG.with(RunOption.MAX_STEPS, 3L), brief));
        assertThatThrownBy(() -> service().prolong(brief, 8)).hasMessageContaining("--max-steps 3");
        Path early = temp.resolve("early");
        end(service().start(CONFIG.with(RunOption.PATIENCE, 1L), early));
        assertThatThrownBy(() -> service().prolong(early, 8)).hasMessageContaining("--patience 1");
        assertThat(new RunFolder(early).readConfig().epochs()).isEqualTo(6);
    }

    /** A batch with one picture cannot be normalized. */
    @Test
    void aRunWhoseDataAreRefusedLeavesNothing() throws Exception {
        RunConfig tooFew = CONFIG.with(RunOption.TRAIN_LIMIT, 1L);
        RunHandle refused = service().start(tooFew, temp.resolve("made/for/run"));
        assertThatThrownBy(() -> end(refused)).hasRootCauseInstanceOf(InvalidInputException.class);
        assertThat(refused.feed().failure())
                .hasValueSatisfying(why -> assertThat(why).contains("1 picture is too few"));
        assertThat(temp).isEmptyDirectory();
        Path own = Files.createDirectory(temp.resolve("own"));
        assertThatThrownBy(() -> end(service().start(tooFew, own))).hasRootCauseInstanceOf(InvalidInputException.class);
        assertThat(own).isEmptyDirectory();
    }

    @Test
    void aProlongationThatIsRefusedChangesNothing() throws Exception {
        end(service().start(CONFIG.with(RunOption.EPOCHS, 2L), folder()));
        String events = Files.readString(new RunFolder(folder()).events());
        TrainingService service = service();
        learner.atData = () -> {
            throw new InvalidInputException("The pictures are gone.");
        };
        assertThatThrownBy(() -> end(service.prolong(folder(), 3))).hasRootCauseInstanceOf(InvalidInputException.class);
        assertThat(record().config().epochs()).isEqualTo(2);
        assertThat(Files.readString(new RunFolder(folder()).events())).isEqualTo(events);
    }
}
