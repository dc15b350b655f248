package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.ScheduleName;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunHistory;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.record.StepFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the loop, with a learner that trains nothing. */
class TrainingLoopTest {
    /** Four steps an epoch, eight in all; two batches a test. */
    private static final RunConfig CONFIG = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.BATCH, 10L)
            .with(RunOption.TRAIN_LIMIT, 40L)
            .with(RunOption.TEST_LIMIT, 20L)
            .with(RunOption.EPOCHS, 2L)
            .with(RunOption.SCHEDULE, ScheduleName.CONSTANT)
            .with(RunOption.LEARNING_RATE, 0.1)
            .with(RunOption.CHECKPOINT_EVERY, 0L)
            .with(RunOption.RECORD_EVERY, 0L);

    private static ComputeThread compute;
    private static DataSet data;

    private final FakeLearner learner = new FakeLearner();
    private final List<RunHandle> active = new ArrayList<>();

    @TempDir
    Path temp;

    private LiveFeed feed;
    private String name = "run";

    @BeforeAll
    static void start() throws IOException {
        compute = new ComputeThread();
        data = new DataSets(List.of()).load(DatasetName.FASHION_MINI, Optional.empty());
    }

    @AfterAll
    static void stop() {
        compute.close();
    }

    private RunFolder folder() {
        return new RunFolder(temp.resolve(name));
    }

    private RunHandle start(RunConfig config) throws IOException {
        return start(config, learner);
    }

    private RunHandle start(RunConfig config, FakeLearner with) throws IOException {
        return begin(config, RunRecorder.create(folder(), config), with);
    }

    private RunHandle resume(FakeLearner next) {
        return begin(folder().readConfig(), null, next);
    }

    private RunHandle begin(RunConfig config, RunRecorder recorder, FakeLearner with) {
        feed = new LiveFeed(config, folder());
        TrainingLoop.Target target = new TrainingLoop.Target(
                folder(),
                config,
                recorder == null,
                new RunPublisher(feed, recorder, Optional.empty()),
                feed.watchers(),
                folder().holdForWriting());
        return RunSession.start(compute, active, with.on(data), target, feed);
    }

    private static RunState end(RunHandle run) throws Exception {
        return run.done().get(30, TimeUnit.SECONDS);
    }

    private RunState run(RunConfig config) throws Exception {
        return end(start(config));
    }

    private List<Long> stepsOf(RunEvent.Kind kind) {
        return feed.events().stream()
                .filter(event -> event.kind() == kind)
                .map(RunEvent::step)
                .toList();
    }

    private static List<String> calls(int from, int to, int... testedAfter) {
        List<String> calls = new ArrayList<>();
        for (int step = from; step <= to; step++) {
            calls.add("train " + step);
            for (int tested : testedAfter) {
                if (tested == step) {
                    calls.addAll(List.of("test", "test"));
                }
            }
        }
        return calls;
    }

    @Test
    void everyEpochEndsWithATest() throws Exception {
        assertThat(run(CONFIG)).isEqualTo(RunState.FINISHED);
        assertThat(learner.calls).isEqualTo(calls(1, 8, 4, 8));
        assertThat(learner.hyperparameters)
                .allSatisfy(values -> assertThat(values.learningRate()).isEqualTo(0.1));
        assertThat(feed.curve(Metric.EPOCH_STEP).snapshot().y()).startsWith(4, 8);
        assertThat(feed.curve(Metric.TEST_ACCURACY).snapshot().last()).isEqualTo(0.5);
        assertThat(feed.curve(Metric.TRAIN_LOSS).snapshot().y()[0]).isEqualTo((1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 4);
        assertThat(feed.progress().step()).isEqualTo(8);
        assertThat(learner.closed).isTrue();
        assertThat(active).isEmpty();
    }

    @Test
    void eachFactOfTheDataIsAnEventOfItsOwn() throws Exception {
        run(CONFIG);
        List<String> told = feed.events().stream()
                .filter(event -> event.kind() == RunEvent.Kind.DATA)
                .map(RunEvent::message)
                .toList();
        List<String> facts = data.limited(CONFIG).facts().inWords();
        assertThat(facts).hasSizeGreaterThan(2);
        assertThat(told.subList(0, facts.size())).isEqualTo(facts);
        assertThat(told.subList(facts.size(), told.size()))
                .singleElement()
                .asString()
                .startsWith("A step takes");
    }

    /** Copied for those who watch, once a step and not at every step; one who comes while the run rests is served too. */
    @Test
    void theNetIsCopiedOnlyWhileSomebodyWatches() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        learner.during = step -> {
            if (step == 2) {
                Await.until("it goes on", () -> goesOn.getCount() == 0);
            }
        };
        RunHandle run = start(CONFIG);
        run.pause();
        goesOn.countDown();
        Await.until("paused", () -> feed.state() == RunState.PAUSED);
        long paused = feed.progress().step();
        assertThat(feed.latestNet()).isEmpty();
        try (Subscription watching = feed.watchNet()) {
            Await.until("a copy", () -> feed.latestNet().isPresent());
            assertThat(feed.latestNet().orElseThrow().step()).isEqualTo(paused);
            run.step();
            Await.until("the next", () -> feed.latestNet().orElseThrow().step() == paused + 1);
        }
        run.proceed();
        end(run);
        assertThat(learner.calls.stream().filter(call -> call.startsWith("copy")))
                .containsExactly("copy " + paused, "copy " + (paused + 1));
        assertThat(feed.latestNet())
                .as("a run that has ended has its checkpoint")
                .isEmpty();
    }

    @Test
    void aNetThatCannotBeShownEndsNoRun() throws Exception {
        learner.during = step -> feed.watchNet();
        learner.atCopy = () -> {
            throw new IllegalStateException("no such layer");
        };
        assertThat(run(CONFIG)).isEqualTo(RunState.FINISHED);
        assertThat(feed.events())
                .filteredOn(event -> event.kind() == RunEvent.Kind.WARNING)
                .first()
                .satisfies(event -> assertThat(event.message()).contains("cannot be shown", "no such layer"));
    }

    @Test
    void whileItTrainsTheNetIsCopiedNowAndThenAndNotAtEveryStep() throws Exception {
        learner.during = step -> feed.watchNet();
        run(CONFIG);
        assertThat(learner.calls.stream().filter(call -> call.startsWith("copy")))
                .as("eight steps take far less than twice the half second between two copies")
                .startsWith("copy 1")
                .hasSizeLessThan(8);
    }

    @ParameterizedTest
    @CsvSource({"6, 6", "8, 8", "100, 8"})
    void aRunEndsWithItsLastStepAndATest(int maxSteps, int last) throws Exception {
        assertThat(run(CONFIG.with(RunOption.MAX_STEPS, (long) maxSteps))).isEqualTo(RunState.FINISHED);
        assertThat(learner.calls).isEqualTo(calls(1, last, 4, last));
        assertThat(stepsOf(RunEvent.Kind.FINISHED)).containsExactly((long) last);
    }

    @Test
    void aPausedRunRestsBetweenTwoStepsUntilItIsToldToGoOn() throws Exception {
        RunHandle[] run = new RunHandle[1];
        learner.during = step -> {
            if (step == 2) {
                run[0].pause();
            }
        };
        RunHandle handle = startInto(run, CONFIG);
        Await.until("paused", () -> feed.state() == RunState.PAUSED);
        assertThat(learner.calls).isEqualTo(calls(1, 2));
        handle.step();
        Await.until("one step", () -> feed.curve(Metric.LOSS).size() == 3 && feed.state() == RunState.PAUSED);
        assertThat(learner.calls).isEqualTo(calls(1, 3));
        handle.proceed();
        assertThat(end(handle)).isEqualTo(RunState.FINISHED);
        assertThat(learner.calls).isEqualTo(calls(1, 8, 4, 8));
        assertThat(stepsOf(RunEvent.Kind.PAUSED)).containsExactly(2L, 3L);
        assertThat(stepsOf(RunEvent.Kind.CONTINUED)).containsExactly(2L, 3L);
    }

    /** The handle is there before the first step wants it. */
    private RunHandle startInto(RunHandle[] run, RunConfig config) throws Exception {
        return compute.submit(() -> run[0] = start(config)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void twoRunsTakeTurnsStepByStep() throws Exception {
        FakeLearner other = new FakeLearner();
        List<String> order = new ArrayList<>();
        learner.during = step -> order.add("a" + step);
        other.during = step -> order.add("b" + step);
        List<RunHandle> both = compute.submit(() -> {
                    RunHandle a = start(CONFIG.with(RunOption.EPOCHS, 1L));
                    name = "other";
                    return List.of(a, start(CONFIG.with(RunOption.EPOCHS, 1L), other));
                })
                .get(30, TimeUnit.SECONDS);
        for (RunHandle run : both) {
            end(run);
        }
        assertThat(order).containsExactly("a1", "b1", "a2", "b2", "a3", "b3", "a4", "b4");
    }

    @Test
    void aStoppedRunWritesACheckpointAndDoesNotTest() throws Exception {
        RunHandle[] run = new RunHandle[1];
        learner.during = step -> {
            if (step == 4) {
                run[0].stop();
            }
        };
        RunHandle handle = startInto(run, CONFIG);
        assertThat(end(handle)).isEqualTo(RunState.STOPPED);
        assertThat(learner.calls).isEqualTo(calls(1, 4));
        assertThat(new StepFiles(folder().checkpoints()).steps()).containsExactly(4L);
        assertThat(learner.closed).isTrue();
        assertThatThrownBy(() -> handle.change(RunOption.LEARNING_RATE, 0.2)).hasMessageContaining("stopped");
    }

    @Test
    void aChangeHoldsFromTheStepAfterItsOwn() throws Exception {
        RunHandle[] run = new RunHandle[1];
        learner.during = step -> {
            if (step == 1) {
                run[0].change(RunOption.LEARNING_RATE, 0.5, 3);
                run[0].change(RunOption.WEIGHT_DECAY, 0.25, 0);
                run[0].change(RunOption.WEIGHT_DECAY, 0.25, 5);
            }
        };
        end(startInto(run, CONFIG));
        assertThat(learner.hyperparameters)
                .extracting(Hyperparameters::learningRate)
                .containsExactly(0.1, 0.1, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(learner.hyperparameters)
                .extracting(Hyperparameters::weightDecay)
                .startsWith(CONFIG.weightDecay(), 0.25, 0.25);
        assertThat(stepsOf(RunEvent.Kind.CHANGED))
                .as("the same value is no change")
                .containsExactly(1L, 3L);
    }

    @Test
    void framesAreRecordedAtTheFirstTheLastAndEveryThirdStep() throws Exception {
        run(CONFIG.with(RunOption.RECORD_EVERY, 3L));
        assertThat(feed.recordedSteps()).containsExactly(1L, 3L, 6L, 8L);
    }

    @ParameterizedTest
    @CsvSource({"0, 8, 8", "3, 3 4 6 8, 6 8", "4, 4 4 8, 4 8", "100, 4 8, 4 8"})
    void checkpointsAreWrittenEverySoManyStepsAfterEachEpochAndAtTheEnd(int every, String written, String kept)
            throws Exception {
        run(CONFIG.with(RunOption.CHECKPOINT_EVERY, (long) every));
        assertThat(stepsOf(RunEvent.Kind.CHECKPOINT)).isEqualTo(longs(written));
        assertThat(new StepFiles(folder().checkpoints()).steps()).isEqualTo(longs(kept));
    }

    private static List<Long> longs(String numbers) {
        return List.of(numbers.split(" ")).stream().map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aLossThatIsNotFiniteIsWarnedOfOnceAndTheRunGoesOn(double loss) throws Exception {
        learner.outcome = step -> new Learner.Step(step < 3 ? 1 : loss, 1, 1, false, null, 0);
        assertThat(run(CONFIG)).isEqualTo(RunState.FINISHED);
        assertThat(stepsOf(RunEvent.Kind.WARNING)).containsExactly(3L);
        assertThat(RunHistory.read(folder()).steps().get(7).loss()).isEqualTo(Double.valueOf(loss));
    }

    @Test
    void aSkippedStepIsAnEventAndNoDivergence() throws Exception {
        learner.outcome = step -> new Learner.Step(step == 2 ? Double.NaN : 1, 1, 8, step == 2, null, 0);
        run(CONFIG);
        assertThat(stepsOf(RunEvent.Kind.SKIPPED)).containsExactly(2L);
        assertThat(stepsOf(RunEvent.Kind.WARNING)).isEmpty();
    }

    @Test
    void aResumedRunContinuesAfterItsCheckpointAndTestsNoEpochTwice() throws Exception {
        RunHandle[] run = new RunHandle[1];
        learner.during = step -> {
            if (step == 5) {
                run[0].change(RunOption.LEARNING_RATE, 0.5);
                run[0].stop();
            }
        };
        end(startInto(run, CONFIG));
        FakeLearner next = new FakeLearner();
        assertThat(end(resume(next))).isEqualTo(RunState.FINISHED);
        assertThat(next.calls).isEqualTo(calls(6, 8, 8));
        assertThat(next.updates).isEqualTo(8);
        assertThat(next.hyperparameters)
                .allSatisfy(values -> assertThat(values.learningRate()).isEqualTo(0.5));
        assertThat(feed.curve(Metric.LOSS).size()).isEqualTo(8);
        assertThat(feed.curve(Metric.TRAIN_LOSS).snapshot().y()[1])
                .as("the sums of an interrupted epoch go on")
                .isEqualTo((1 / 5.0 + 1 / 6.0 + 1 / 7.0 + 1 / 8.0) / 4);
    }

    @Test
    void aRunThatWasStoppedBeforeTheTestOfItsEpochTestsFirst() throws Exception {
        RunHandle[] run = new RunHandle[1];
        learner.during = step -> {
            if (step == 4) {
                run[0].stop();
            }
        };
        end(startInto(run, CONFIG));
        FakeLearner next = new FakeLearner();
        end(resume(next));
        List<String> expected = new ArrayList<>(List.of("test", "test"));
        expected.addAll(calls(5, 8, 8));
        assertThat(next.calls).isEqualTo(expected);
    }

    @Test
    void aKilledRunMeetsAChangeAfterItsCheckpointAtTheSameStep() throws Exception {
        RunHandle[] run = new RunHandle[1];
        learner.during = step -> {
            if (step == 3) {
                run[0].change(RunOption.LEARNING_RATE, 0.5, 5);
            }
        };
        end(startInto(run, CONFIG.with(RunOption.CHECKPOINT_EVERY, 100L)));
        new StepFiles(folder().checkpoints()).delete(8);
        Files.delete(folder().status());
        FakeLearner next = new FakeLearner();
        end(resume(next));
        assertThat(next.calls).isEqualTo(calls(5, 8, 8));
        assertThat(next.hyperparameters)
                .extracting(Hyperparameters::learningRate)
                .containsExactly(0.1, 0.5, 0.5, 0.5);
    }

    @Test
    void whatIsPublishedIsNeverReadBack() throws Exception {
        learner.during = step -> {
            feed.setState(step % 2 == 0 ? RunState.PAUSED : RunState.FAILED);
            feed.add(new RunEvent(step, 0, RunEvent.Kind.PAUSED, "not so"));
        };
        assertThat(run(CONFIG)).isEqualTo(RunState.FINISHED);
        assertThat(learner.calls).isEqualTo(calls(1, 8, 4, 8));
        assertThat(stepsOf(RunEvent.Kind.CONTINUED)).isEmpty();
    }

    @Test
    void dataThatAreRefusedLeaveNoFolder() throws Exception {
        learner.atData = () -> {
            throw new InvalidInputException("No data for you.");
        };
        RunHandle refused = start(CONFIG);
        assertThatThrownBy(() -> end(refused)).hasMessageContaining("No data for you.");
        assertThat(folder().path()).doesNotExist();
        assertThat(feed.failure()).contains("No data for you.");
    }

    @Test
    void aFailureIsRecordedWithItsReasonAndEverythingIsClosed() throws Exception {
        learner.outcome = step -> {
            if (step == 3) {
                throw new IllegalStateException("The device is gone.");
            }
            return new Learner.Step(1, 1, 1, false, null, 0);
        };
        RunHandle failed = start(CONFIG);
        assertThatThrownBy(() -> end(failed)).hasMessageContaining("The device is gone.");
        assertThat(learner.closed).isTrue();
        assertThat(RunHistory.read(folder()).steps()).hasSize(2);
        assertThat(stepsOf(RunEvent.Kind.FAILED)).containsExactly(2L);
        assertThat(feed.state()).isEqualTo(RunState.FAILED);
        assertThatThrownBy(() -> failed.change(RunOption.LEARNING_RATE, 0.2)).hasMessageContaining("failed");
        folder().holdForWriting().close();
    }

    /** Such as Ctrl-C while the last checkpoint is written: a second end met the closed record, and the run was said to have failed. */
    @Test
    void aCommandThatComesWhileTheRunEndsDoesNotEndItTwice() throws Exception {
        CompletableFuture<RunHandle> run = new CompletableFuture<>();
        learner.atCheckpoint = () -> run.join().stop();
        run.complete(start(CONFIG));
        assertThat(end(run.join())).isEqualTo(RunState.FINISHED);
        compute.submit(() -> null).get(30, TimeUnit.SECONDS);
        assertThat(feed.state()).isEqualTo(RunState.FINISHED);
        assertThat(stepsOf(RunEvent.Kind.FINISHED)).containsExactly(8L);
        assertThat(RecordedRun.open(folder().path()).feed().state()).isEqualTo(RunState.FINISHED);
    }
}
