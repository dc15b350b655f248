package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.optimizer.Schedule;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.cost.CostForecast;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of one run: prepares data, net and record, then takes a step, or tests one batch, at a time. Lives on the compute thread.
 */
final class TrainingLoop implements AutoCloseable {
    private static final String STEP = "session/step";

    /** Makes what a session needs; on the compute thread. */
    interface Parts {
        DataSet data(RunConfig config) throws IOException;

        Learner learner(RunConfig config, DataSet data);

        /** What the record should say of machine and versions. */
        Map<String, String> environment(RunConfig config);
    }

    /**
     * Where a session records.
     *
     * @param journal of a new run; null to go on with a recorded one from its newest checkpoint
     * @param lock on the folder; is let go of when the loop closes
     */
    record Target(RunFolder folder, LiveFeed feed, Journal journal, ProcessLock lock) {}

    private final Parts parts;
    private final RunFolder folder;
    private final ProcessLock lock;
    private final RunConfig config;
    private final LiveFeed feed;
    private final SessionControl control;
    private final boolean resumed;
    private final FrameDemand demand;
    private final Course course;
    private final LiveValues live;
    private final EpochSums sums = new EpochSums();
    private final Checkpoints checkpoints;
    private final CostMeter meter = new CostMeter();
    private ProductTimes products = ProductTimes.NONE;

    private Journal journal;
    private DataSet data;
    private Learner learner;
    private Schedule schedule;
    private BatchSource batches;
    private TestPass test;
    private long checkpointStep = -1;
    private boolean warnedOfLoss;

    /** @param control what the person wants changed */
    TrainingLoop(Parts parts, Target target, SessionControl control) {
        this.parts = parts;
        folder = target.folder();
        lock = target.lock();
        feed = target.feed();
        config = feed.config();
        journal = target.journal();
        this.control = control;
        resumed = journal == null;
        checkpoints = new Checkpoints(folder.checkpoints());
        course = new Course(config);
        demand = new FrameDemand(config.whole(RunOption.RECORD_EVERY));
        live = new LiveValues(config);
    }

    boolean isPrepared() {
        return learner != null;
    }

    /** Whether all steps are done and the last test is over. */
    boolean isOver() {
        return test == null && course.isOver();
    }

    /** Reads the data, builds the net, opens the record; from the newest checkpoint if the run goes on. */
    void prepare() throws IOException {
        tell("Reading the data");
        if (!resumed) {
            journal.state(RunState.PREPARING, feed.progress());
        }
        data = parts.data(config).limited(config.whole(RunOption.TRAIN_LIMIT), config.whole(RunOption.TEST_LIMIT));
        tell("Building the net");
        learner = parts.learner(config, data);
        learner.setClock(meter);
        if (resumed) {
            checkpoints.readNewest().ifPresent(this::restore);
            journal = new Journal(RunRecorder.reopen(folder, course.step()), feed);
            RecordedRun.fill(folder, feed);
            live.expect(feed.events(), course.step());
        }
        tell("Timing products of matrices");
        products = learner.timeProducts(CostForecast.sides(config));
        journal.environment(parts.environment(config));
        journal.layers(learner.layers());
        BatchOrder order = BatchOrder.training(config.batch(), config.seed(), config.flag(RunOption.AUGMENT));
        course.plan(order.stepsPerEpoch(data.train().size()));
        // Of a rate of 1, since the rate may be changed while the run goes on.
        schedule = Schedule.of(config.schedule(), 1, course.plannedSteps());
        batches = BatchSource.open(data.train(), data.statistics(), order, course.nextEpoch(), course.nextPlace());
        if (resumed && course.epochIsOver()) {
            if (epochIsRecorded()) {
                sums.clear();
            } else {
                startTest();
            }
        }
        log(
                resumed ? RunEvent.Kind.RESUMED : RunEvent.Kind.STARTED,
                resumed ? "Resumed after step " + course.step() : "Started");
        journal.state(RunState.RUNNING, course.progress("Training"));
    }

    private boolean epochIsRecorded() {
        var recorded = feed.curve(Metric.TEST_ACCURACY).snapshot();
        return recorded.size() > 0 && recorded.x()[recorded.size() - 1] >= course.epoch();
    }

    /** Notes that the run rests; changes are made at once all the same, so that a run that is stopped next keeps them. */
    void rest() throws IOException {
        applyChanges(course.step());
        if (feed.state() != RunState.PAUSED) {
            log(RunEvent.Kind.PAUSED, "Paused after step " + course.step());
            journal.state(RunState.PAUSED, course.progress("Paused"));
        }
    }

    /** Takes one step, or tests one batch. */
    void advance() throws IOException, InterruptedException {
        if (feed.state() == RunState.PAUSED) {
            log(RunEvent.Kind.CONTINUED, "Went on after step " + course.step());
            journal.state(RunState.RUNNING, course.progress("Training"));
        }
        if (test != null) {
            advanceTest();
        } else {
            trainStep();
            if (course.epochIsOver()) {
                startTest();
            } else {
                control.stepDone();
            }
        }
        journal.heartbeat();
    }

    private void trainStep() throws IOException, InterruptedException {
        applyChanges(course.step());
        long start = System.nanoTime();
        if (!learner.isAsynchronous() || feed.isCostWatched()) {
            meter.start(learner::settle);
        }
        Hyperparameters values = live.at(schedule.at(course.step()));
        List<Frame> frames = new ArrayList<>();
        long step = course.step() + 1;
        boolean record = demand.recordsAt(step, course.lastStep());
        Set<ProbeKey> wanted = demand.of(feed, record, start);
        Learner.Step outcome;
        int size;
        try (Batch batch = batches.next()) {
            size = batch.size();
            outcome = learner.train(step, batch, values, wanted, frames::add);
        }
        meter.enter(StepPart.RECORDING);
        long end = System.nanoTime();
        double seconds = (end - start) / 1e9;
        course.advance(seconds);
        if (!wanted.isEmpty()) {
            feed.publish(frames);
            demand.took(end, outcome.probeNanos());
        }
        sums.add(outcome.loss(), outcome.correct(), size, seconds);
        StepRecord line = new StepRecord(
                step,
                course.epoch(),
                outcome.loss(),
                (double) outcome.correct() / size,
                values.learningRate(),
                seconds * 1e3,
                outcome.lossScale(),
                outcome.skipped(),
                Optional.ofNullable(outcome.lost()));
        if (feed.memory().isEmpty() && learner.memory().isPresent()) {
            journal.memory(learner.memory().get());
        }
        journal.step(line);
        if (record && journal.frames(step, frames)) {
            demand.recordLess();
        }
        report(outcome);
        int every = config.whole(RunOption.CHECKPOINT_EVERY);
        if (every > 0 && step % every == 0) {
            checkpoint();
        }
        meter.finish().ifPresent(cost -> feed.setCost(cost.with(products)));
    }

    private void report(Learner.Step outcome) throws IOException {
        tell("Training");
        for (String warning : learner.takeWarnings()) {
            log(RunEvent.Kind.WARNING, "Step " + course.step() + ": " + warning);
        }
        if (outcome.skipped()) {
            log(
                    RunEvent.Kind.SKIPPED,
                    "Step " + course.step() + " was skipped: a gradient overflowed at loss scale "
                            + outcome.lossScale());
        } else if (!Double.isFinite(outcome.loss()) && !warnedOfLoss) {
            warnedOfLoss = true;
            log(
                    RunEvent.Kind.WARNING,
                    "The loss is " + outcome.loss() + " at step " + course.step()
                            + ": the run has diverged. A lower learning rate helps.");
        }
    }

    private void applyChanges(long stepsDone) throws IOException {
        live.due(course.step()).forEach(change -> live.set(change, learner));
        for (OptionChange change : control.takeChanges(stepsDone)) {
            live.forget(change.option());
            double before = live.get(change.option(), learner);
            if (change.value() != before) {
                journal.changed(course.step(), change, before);
                live.set(change, learner);
            }
        }
    }

    private void startTest() {
        test = new TestPass(data, config.batch());
    }

    private void advanceTest() throws IOException, InterruptedException {
        tell("Testing");
        if (!test.advance(learner)) {
            return;
        }
        EpochRecord line = new EpochRecord(
                course.epoch(),
                course.step(),
                sums.loss(),
                sums.accuracy(),
                test.loss(),
                test.accuracy(),
                sums.seconds());
        journal.epoch(line);
        test.close();
        test = null;
        sums.clear();
        control.stepDone();
        // An interrupted run then never tests the same epoch twice.
        if (!course.isOver() && config.whole(RunOption.CHECKPOINT_EVERY) > 0) {
            checkpoint();
        }
    }

    private void checkpoint() throws IOException {
        Map<String, NpyArray> state = learner.state();
        sums.save(state);
        live.save(state);
        state.put(STEP, NpyArray.of(new long[] {course.step()}, 1));
        checkpoints.write(course.step(), state);
        checkpointStep = course.step();
        log(RunEvent.Kind.CHECKPOINT, "Checkpoint after step " + course.step());
    }

    private void restore(Map<String, NpyArray> state) {
        learner.restore(state);
        sums.restore(state);
        live.restore(state);
        course.startAfter(state.get(STEP).toLongs()[0]);
        checkpointStep = course.step();
    }

    private void log(RunEvent.Kind kind, String message) throws IOException {
        journal.event(course.step(), kind, message);
    }

    private void tell(String activity) {
        feed.setProgress(course.progress(activity));
    }

    /** Writes the last checkpoint and the last word of a run that ends well. */
    void end(RunState state) throws IOException {
        if (learner != null) {
            // Also what waited for a later step, so that a resumed run meets it.
            applyChanges(Long.MAX_VALUE);
            if (checkpointStep != course.step()) {
                tell("Writing the checkpoint");
                checkpoint();
            }
        }
        tell(state == RunState.FINISHED ? "Finished" : "Stopped");
        if (journal != null) {
            boolean finished = state == RunState.FINISHED;
            log(finished ? RunEvent.Kind.FINISHED : RunEvent.Kind.STOPPED, finished ? "Finished" : "Stopped");
            journal.end(state, "");
        }
    }

    /** Writes why the run failed; a new run whose configuration or data are refused leaves nothing behind. */
    void endBadly(Throwable cause, String reason) throws IOException {
        if (journal == null) {
            return;
        }
        if (cause instanceof InvalidInputException && !resumed && !isPrepared()) {
            lock.close();
            journal.discard();
        } else {
            log(RunEvent.Kind.FAILED, reason);
            journal.end(RunState.FAILED, reason);
        }
    }

    /** Frees native memory, closes the record, and lets others write to it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (test != null) {
                test.close();
                test = null;
            }
            if (batches != null) {
                batches.close();
            }
            if (learner != null) {
                learner.close();
            }
            if (journal != null) {
                journal.close();
            }
        }
    }
}
