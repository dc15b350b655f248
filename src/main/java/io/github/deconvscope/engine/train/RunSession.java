package io.github.deconvscope.engine.train;

import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.optimizer.Schedule;
import io.github.deconvscope.engine.train.SessionControl.Change;
import io.github.deconvscope.engine.train.SessionControl.Wish;
import io.github.deconvscope.run.EpochRecord;
import io.github.deconvscope.run.Frame;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.LiveFeed;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.NpyArray;
import io.github.deconvscope.run.ProbeKey;
import io.github.deconvscope.run.Progress;
import io.github.deconvscope.run.RecordedRun;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunEvent;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunFolder;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunOption;
import io.github.deconvscope.run.RunRecorder;
import io.github.deconvscope.run.RunState;
import io.github.deconvscope.run.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run, cut into turns: each takes one step, or tests one batch, and then lets others have the compute thread. Everything but the
 * methods of {@link RunHandle} happens on that thread.
 */
final class RunSession implements RunHandle {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);
    private static final String LIVE_VALUES = "session/live-values";
    private static final String STEP = "session/step";

    /** Makes what a session needs; on the compute thread. */
    interface Parts {
        DataSet data(RunConfig config) throws IOException;

        Learner learner(RunConfig config, DataSet data);

        /** What the record should say of machine and versions. */
        Map<String, String> environment(RunConfig config);
    }

    private final ComputeThread compute;
    private final Parts parts;
    private final RunFolder folder;
    private final RunConfig config;
    private final LiveFeed feed;
    private final boolean resumed;
    private final SessionControl control = new SessionControl();
    private final CompletableFuture<RunState> done = new CompletableFuture<>();
    private final FrameDemand demand;
    private final EpochSums sums = new EpochSums();
    private final Checkpoints checkpoints;

    private boolean queued;

    private Journal journal;
    private DataSet data;
    private Learner learner;
    private Schedule schedule;
    private BatchSource batches;
    private TestPass test;
    private int stepsPerEpoch;
    private long totalSteps;
    private long step;
    private long checkpointStep = -1;
    private double baseRate;
    private double weightDecay;
    private double secondsPerStep = Double.NaN;
    private boolean warnedOfLoss;

    private RunSession(ComputeThread compute, Parts parts, RunFolder folder, LiveFeed feed, boolean resumed) {
        this.compute = compute;
        this.parts = parts;
        this.folder = folder;
        this.config = feed.config();
        this.feed = feed;
        this.resumed = resumed;
        checkpoints = new Checkpoints(folder.checkpoints());
        demand = new FrameDemand(config.whole(RunOption.RECORD_EVERY));
        baseRate = config.learningRate();
        weightDecay = config.weightDecay();
    }

    /** Starts a new run whose record was just created. */
    static RunSession start(ComputeThread compute, Parts parts, RunFolder folder, LiveFeed feed, RunRecorder recorder) {
        RunSession session = new RunSession(compute, parts, folder, feed, false);
        session.journal = new Journal(recorder, feed);
        session.queue();
        return session;
    }

    /** Goes on with a run from its newest checkpoint. */
    static RunSession resume(ComputeThread compute, Parts parts, RunFolder folder, LiveFeed feed) {
        RunSession session = new RunSession(compute, parts, folder, feed, true);
        session.queue();
        return session;
    }

    private synchronized void queue() {
        if (!queued && !done.isDone()) {
            queued = true;
            compute.submit(() -> {
                turn();
                return null;
            });
        }
    }

    private void turn() {
        synchronized (this) {
            queued = false;
        }
        try {
            Wish wish = control.wish();
            if (wish == Wish.STOP) {
                finish(RunState.STOPPED);
            } else if (learner == null) {
                prepare();
                queue();
            } else if (wish == Wish.PAUSE) {
                enterPause();
            } else if (test == null && step >= totalSteps) {
                finish(RunState.FINISHED);
            } else {
                advance();
                queue();
            }
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            fail(e);
        }
    }

    private void prepare() throws IOException {
        tell("Reading the data");
        data = parts.data(config).limited(config.whole(RunOption.TRAIN_LIMIT), config.whole(RunOption.TEST_LIMIT));
        tell("Building the net");
        learner = parts.learner(config, data);
        if (resumed) {
            Optional<Checkpoints.Loaded> checkpoint = checkpoints.readNewest();
            checkpoint.ifPresent(loaded -> restore(loaded.state()));
            journal = new Journal(RunRecorder.reopen(folder, step), feed);
            RecordedRun.fill(folder, feed);
        }
        journal.environment(parts.environment(config));
        journal.layers(learner.layers());
        BatchOrder order = BatchOrder.training(config.batch(), config.seed(), config.flag(RunOption.AUGMENT));
        stepsPerEpoch = order.stepsPerEpoch(data.train().size());
        long planned = (long) config.epochs() * stepsPerEpoch;
        totalSteps = config.maxSteps() == 0 ? planned : Math.min(planned, config.maxSteps());
        // Of a rate of 1, since the rate may be changed while the run goes on.
        schedule = Schedule.of(config.schedule(), 1, planned);
        batches = BatchSource.open(
                data.train(), data.statistics(), order, (int) (step / stepsPerEpoch), (int) (step % stepsPerEpoch));
        if (resumed && step > 0 && epochIsOver()) {
            if (epochIsRecorded()) {
                sums.clear();
            } else {
                startTest();
            }
        }
        log(
                resumed ? RunEvent.Kind.RESUMED : RunEvent.Kind.STARTED,
                resumed ? "Resumed after step " + step : "Started");
        journal.state(RunState.RUNNING, progress("Training"));
    }

    private boolean epochIsOver() {
        return step % stepsPerEpoch == 0 || step == totalSteps;
    }

    private int epoch() {
        return step == 0 ? 0 : (int) ((step - 1) / stepsPerEpoch) + 1;
    }

    private boolean epochIsRecorded() {
        var recorded = feed.curve(Metric.TEST_ACCURACY).snapshot();
        return recorded.size() > 0 && recorded.x()[recorded.size() - 1] >= epoch();
    }

    private void enterPause() throws IOException {
        if (feed.state() != RunState.PAUSED) {
            log(RunEvent.Kind.PAUSED, "Paused after step " + step);
            journal.state(RunState.PAUSED, progress("Paused"));
        }
    }

    private void advance() throws IOException, InterruptedException {
        if (feed.state() == RunState.PAUSED) {
            log(RunEvent.Kind.CONTINUED, "Went on after step " + step);
            journal.state(RunState.RUNNING, progress("Training"));
        }
        if (test != null) {
            advanceTest();
        } else {
            trainStep();
            if (epochIsOver()) {
                startTest();
            } else {
                control.stepDone();
            }
        }
        journal.heartbeat();
    }

    private void trainStep() throws IOException, InterruptedException {
        applyChanges();
        long start = System.nanoTime();
        double rate = baseRate * schedule.at(step);
        List<Frame> recordedFrames = new ArrayList<>();
        boolean record = demand.recordsAt(step + 1);
        Set<ProbeKey> wanted = demand.of(feed, record, start);
        Learner.Step outcome;
        int size;
        try (Batch batch = batches.next()) {
            size = batch.size();
            long number = step + 1;
            outcome = learner.train(batch, new Hyperparameters(rate, weightDecay), wanted, frame -> {
                Frame stamped = new Frame(frame.key(), number, frame.shape(), frame.values());
                feed.publish(stamped);
                recordedFrames.add(stamped);
            });
        }
        long end = System.nanoTime();
        step++;
        double seconds = (end - start) / 1e9;
        if (!wanted.isEmpty()) {
            demand.took(end, outcome.probeNanos());
        }
        sums.add(outcome.loss(), outcome.correct(), size, seconds);
        StepRecord line = new StepRecord(
                step,
                epoch(),
                outcome.loss(),
                (double) outcome.correct() / size,
                rate,
                seconds * 1e3,
                outcome.lossScale(),
                outcome.skipped());
        journal.step(line);
        if (record && journal.frames(step, recordedFrames)) {
            demand.recordLess();
        }
        report(outcome, seconds);
        int every = config.whole(RunOption.CHECKPOINT_EVERY);
        if (every > 0 && step % every == 0) {
            checkpoint();
        }
    }

    private void report(Learner.Step outcome, double seconds) throws IOException {
        secondsPerStep = Double.isNaN(secondsPerStep) ? seconds : 0.9 * secondsPerStep + 0.1 * seconds;
        tell("Training");
        if (outcome.skipped()) {
            log(
                    RunEvent.Kind.SKIPPED,
                    "Step " + step + " was skipped: a gradient overflowed at loss scale " + outcome.lossScale());
        } else if (!Double.isFinite(outcome.loss()) && !warnedOfLoss) {
            warnedOfLoss = true;
            log(
                    RunEvent.Kind.WARNING,
                    "The loss is " + outcome.loss() + " at step " + step
                            + ": the run has diverged. A lower learning rate helps.");
        }
    }

    private void applyChanges() throws IOException {
        for (Change change : control.takeChanges()) {
            switch (change.option()) {
                case LEARNING_RATE -> baseRate = change.value();
                case WEIGHT_DECAY -> weightDecay = change.value();
                default -> learner.setLossScale(change.value());
            }
            log(RunEvent.Kind.CHANGED, change.option().label() + " set to " + change.value());
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
                epoch(), step, sums.loss(), sums.accuracy(), test.loss(), test.accuracy(), sums.seconds());
        journal.epoch(line);
        test.close();
        test = null;
        sums.clear();
        control.stepDone();
        // An interrupted run then never tests the same epoch twice.
        if (step < totalSteps && config.whole(RunOption.CHECKPOINT_EVERY) > 0) {
            checkpoint();
        }
    }

    private void checkpoint() throws IOException {
        Map<String, NpyArray> state = learner.state();
        sums.save(state);
        state.put(LIVE_VALUES, NpyArray.of(new double[] {baseRate, weightDecay}, 2));
        state.put(STEP, NpyArray.of(new long[] {step}, 1));
        checkpoints.write(step, state);
        checkpointStep = step;
        log(RunEvent.Kind.CHECKPOINT, "Checkpoint after step " + step);
    }

    private void restore(Map<String, NpyArray> state) {
        learner.restore(state);
        sums.restore(state);
        double[] live = state.get(LIVE_VALUES).toDoubles();
        baseRate = live[0];
        weightDecay = live[1];
        step = state.get(STEP).toLongs()[0];
        checkpointStep = step;
    }

    private void log(RunEvent.Kind kind, String message) throws IOException {
        journal.event(step, kind, message);
    }

    private void tell(String activity) {
        feed.setProgress(progress(activity));
    }

    private Progress progress(String activity) {
        double left = secondsPerStep * (totalSteps - step);
        double rate = config.batch() / secondsPerStep;
        return new Progress(step, totalSteps, epoch(), config.epochs(), rate, left, activity);
    }

    private void finish(RunState state) throws IOException {
        if (learner != null && checkpointStep != step) {
            tell("Writing the checkpoint");
            checkpoint();
        }
        tell(state == RunState.FINISHED ? "Finished" : "Stopped");
        if (journal != null) {
            boolean finished = state == RunState.FINISHED;
            log(finished ? RunEvent.Kind.FINISHED : RunEvent.Kind.STOPPED, finished ? "Finished" : "Stopped");
            journal.end(state, "");
        }
        release();
        feed.setState(state);
        done.complete(state);
    }

    private void fail(Throwable e) {
        String reason = e instanceof InvalidInputException || e.getMessage() != null
                ? e.getMessage()
                : e.getClass().getSimpleName();
        try {
            if (journal != null) {
                log(RunEvent.Kind.FAILED, reason);
                journal.end(RunState.FAILED, reason);
            }
        } catch (IOException unwritable) {
            e.addSuppressed(unwritable);
        }
        try {
            release();
        } catch (IOException | RuntimeException unreleased) {
            e.addSuppressed(unreleased);
        }
        LOG.debug("run {} failed", folder.path(), e);
        feed.fail(reason);
        done.completeExceptionally(e);
    }

    private void release() throws IOException {
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

    @Override
    public Path folder() {
        return folder.path();
    }

    @Override
    public RunFeed feed() {
        return feed;
    }

    @Override
    public void pause() {
        control.wish(Wish.PAUSE);
        queue();
    }

    @Override
    public void proceed() {
        control.wish(Wish.RUN);
        queue();
    }

    @Override
    public void step() {
        control.wish(Wish.ONE_STEP);
        queue();
    }

    @Override
    public void stop() {
        control.wish(Wish.STOP);
        queue();
    }

    @Override
    public void change(RunOption option, Object value) {
        control.change(option, value);
    }

    @Override
    public CompletableFuture<RunState> done() {
        return done.copy();
    }
}
