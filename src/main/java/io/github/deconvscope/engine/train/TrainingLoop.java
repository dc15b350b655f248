package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.optimizer.Schedule;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.config.Keep;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.cost.CostForecast;
import io.github.deconvscope.run.cost.RunSize;
import io.github.deconvscope.run.export.NetFile;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.record.BestEpoch;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunHistory;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.record.Watchers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run: prepares data, net and record, then takes one training step, or tests one batch, per call of {@link #advance}. Keeps
 * configuration and state of the run; what it publishes is never read back. Lives on the compute thread.
 */
final class TrainingLoop implements AutoCloseable {
    /** In a checkpoint: the step after which it was saved. */
    static final String STEP = "session/step";

    /** Makes what a run needs; on the compute thread. */
    interface Factory {
        /** @param folder where the data set lies; empty to search the default places */
        DataSet data(RunConfig config, Optional<Path> folder, DataProgress progress) throws IOException;

        Learner learner(RunConfig config, DataSet data);

        /** Reads the data set that {@link #data} is soon asked for, where that can be done without telling anybody; on any thread. */
        default void readAhead(RunConfig config, Optional<Path> folder) throws IOException {}

        /** Machine and versions, for the record. */
        Map<String, String> environment(RunConfig config);
    }

    /**
     * What is trained, and where it is recorded.
     *
     * @param resumed whether to continue from the newest checkpoint
     * @param watchers what views look at
     * @param lock on the folder; released when the loop closes
     */
    record Target(
            RunFolder folder,
            RunConfig config,
            boolean resumed,
            RunPublisher publisher,
            Watchers watchers,
            ProcessLock lock) {}

    private final Factory factory;
    private final RunFolder folder;
    private final ProcessLock lock;
    private final RunConfig config;
    private final boolean resumed;
    private final RunPublisher publisher;
    private final Watchers watchers;
    private final SessionControl control;
    private final FrameDemand demand;
    private final RunProgress progress;
    private final RunLog log;
    private final NetDisplay display;
    private final LiveValues live;
    private final EpochSums sums = new EpochSums();
    private final Checkpoints checkpoints;
    private final BestEpoch best = new BestEpoch();
    private final CostMeter meter = new CostMeter();

    private @Nullable DataSet data;
    private @Nullable Learner learner;
    private @Nullable Schedule schedule;
    private @Nullable BatchSource batches;
    private @Nullable TestPass test;
    private ProductTimes products = ProductTimes.NONE;
    private long checkpointStep = -1;
    private boolean paused;
    private boolean memoryPublished;

    /** @param control changes of options that are to be applied */
    TrainingLoop(Factory factory, Target target, SessionControl control) {
        this.factory = factory;
        folder = target.folder();
        lock = target.lock();
        config = target.config();
        resumed = target.resumed();
        publisher = target.publisher();
        watchers = target.watchers();
        this.control = control;
        checkpoints = new Checkpoints(folder.checkpoints());
        progress = new RunProgress(config);
        log = new RunLog(publisher, progress);
        display = new NetDisplay(publisher, target.watchers(), log);
        demand = new FrameDemand(config.whole(RunOption.RECORD_EVERY));
        live = new LiveValues(config);
    }

    boolean isPrepared() {
        return learner != null;
    }

    /** Whether all steps are done and the last test is over. */
    boolean isOver() {
        return test == null && (progress.isOver() || isBestLongAgo());
    }

    private boolean isBestLongAgo() {
        return config.patience() > 0 && best.epochsSince() >= config.patience();
    }

    /** Reads the data, builds the net, opens the record; from the newest checkpoint if the run is resumed. */
    void prepare() throws IOException {
        log.show("Reading the data");
        if (!resumed) {
            publisher.state(RunState.PREPARING, progress.now("Reading the data"));
        }
        data = readData().limited(config);
        DataFacts facts = data.facts();
        if (resumed) {
            folder.readData().ifPresent(before -> before.requireSame(facts));
        }
        log.show("Building the net");
        learner = factory.learner(config, data);
        learner.setClock(meter);
        int lastTested = resumed ? restoreNewest() : 0;
        Optional<String> started = progress.step() == 0
                ? config.init()
                        .map(file -> learner.startFrom(
                                NetFile.read(file), file.getFileName().toString()))
                : Optional.empty();
        log.show("Timing products of matrices");
        products = learner.timeProducts(CostForecast.sides(config));
        publisher.environment(factory.environment(config));
        publisher.layers(learner.layers());
        publisher.data(facts);
        BatchOrder order = BatchOrder.training(config.batch(), config.seed(), config.flag(RunOption.AUGMENT));
        progress.plan(order.stepsPerEpoch(data.train().size()));
        schedule = Schedule.of(config, progress.stepsPerEpoch());
        batches = BatchSource.open(data.train(), data.statistics(), order, progress.nextEpoch(), progress.nextPlace());
        if (progress.epochIsOver()) {
            if (lastTested >= progress.epoch()) {
                sums.clear();
            } else {
                startTest();
            }
        }
        if (started.isPresent()) {
            log.add(RunEvent.Kind.DATA, started.get());
        }
        if (resumed) {
            recordLength();
        } else {
            RunSize size = RunSize.of(config, facts.classNames().size());
            for (String fact : facts.inWords()) {
                log.add(RunEvent.Kind.DATA, fact);
            }
            log.add(RunEvent.Kind.DATA, size.inWords(products, progress.lastStep()));
        }
        log.add(
                resumed ? RunEvent.Kind.RESUMED : RunEvent.Kind.STARTED,
                resumed ? "Resumed after step " + progress.step() : "Started");
        publisher.state(RunState.RUNNING, progress.now("Training"));
    }

    /**
     * Records that the run is longer than it was started for, if it is: only now, so that a prolongation that is refused changes nothing. The
     * event comes first, since with the new number alone the record would claim a schedule that the first epochs did not have.
     */
    private void recordLength() throws IOException {
        int before = folder.readConfig().epochs();
        if (before != config.epochs()) {
            log.add(
                    RunEvent.Kind.RESUMED,
                    "Prolonged from " + PlainWords.count(before, "epoch") + " to " + config.epochs()
                            + "; a learning rate that follows the length of the run is that of " + config.epochs()
                            + " from here on");
            RunFolder.writeJson(folder.config(), config.toJson());
        }
    }

    private DataSet readData() throws IOException {
        try {
            return factory.data(config, folder.dataPlace(config), activity -> {
                log.show(activity);
                if (control.command() == SessionControl.Command.STOP) {
                    throw new CancellationException("The run was stopped while its pictures were read.");
                }
            });
        } catch (InvalidInputException e) {
            throw resumed ? folder.refuseToResume(e) : e;
        }
    }

    /** Continues from the newest checkpoint, or from the start if there is none; returns the last epoch that was tested. */
    private int restoreNewest() throws IOException {
        checkpoints.readNewest().ifPresent(state -> {
            learner.restore(state);
            sums.restore(state);
            live.restore(state);
            progress.startAfter(state.get(STEP).toLongs()[0]);
            checkpointStep = progress.step();
        });
        RunRecorder recorder = RunRecorder.reopen(folder, progress.step());
        RunHistory history = RunHistory.read(folder);
        publisher.startRecording(recorder, history);
        live.expect(history.events(), progress.step());
        history.epochs().forEach(best::add);
        return history.lastEpoch();
    }

    /** Rests between two steps. Changes are applied all the same, so that a run that is stopped next keeps them. */
    void pause() throws IOException {
        applyChanges(progress.step());
        if (!paused) {
            paused = true;
            log.add(RunEvent.Kind.PAUSED, "Paused after step " + progress.step());
            publisher.state(RunState.PAUSED, progress.now("Paused"));
        }
        display.show(learner, progress.step());
    }

    /** Takes one step, or tests one batch. */
    void advance() throws IOException, InterruptedException {
        if (paused) {
            paused = false;
            log.add(RunEvent.Kind.CONTINUED, "Went on after step " + progress.step());
            publisher.state(RunState.RUNNING, progress.now("Training"));
        }
        if (test != null) {
            advanceTest();
        } else {
            trainStep();
            if (progress.epochIsOver()) {
                startTest();
            } else {
                control.stepDone();
            }
        }
        if (display.isDue()) {
            display.show(learner, progress.step());
        }
        publisher.heartbeat();
    }

    private void trainStep() throws IOException, InterruptedException {
        applyChanges(progress.step());
        long start = System.nanoTime();
        if (!learner.isAsynchronous() || watchers.ofCost()) {
            meter.start(learner::settle);
        }
        Hyperparameters values = live.at(schedule.at(progress.step()));
        List<Frame> frames = new ArrayList<>();
        long step = progress.step() + 1;
        boolean record = demand.recordsAt(step, progress.lastStep());
        Set<ProbeKey> wanted = demand.of(watchers.keys(), learner.layers(), record, start);
        Learner.Step outcome;
        int size;
        try (Batch batch = batches.next()) {
            size = batch.size();
            outcome = learner.train(step, batch, values, wanted, frames::add);
        }
        meter.enter(StepPart.RECORDING);
        long end = System.nanoTime();
        double seconds = (end - start) / 1e9;
        progress.advance(seconds);
        if (!wanted.isEmpty()) {
            publisher.showFrames(frames);
            demand.took(end, outcome.probeNanos());
        }
        sums.add(outcome.loss(), outcome.correct(), size, seconds);
        if (!memoryPublished && learner.memory().isPresent()) {
            publisher.memory(learner.memory().get());
            memoryPublished = true;
        }
        publisher.step(outcome.toRecord(step, progress.epoch(), size, values, seconds));
        if (record && publisher.recordFrames(step, frames)) {
            demand.recordLess();
        }
        log.show("Training");
        log.step(outcome, learner.takeWarnings());
        int every = config.whole(RunOption.CHECKPOINT_EVERY);
        if (every > 0 && step % every == 0) {
            checkpoint();
        }
        meter.finish().ifPresent(cost -> publisher.cost(cost.with(products)));
    }

    private void applyChanges(long stepsDone) throws IOException {
        live.due(progress.step()).forEach(change -> live.set(change, learner));
        for (OptionChange change : control.takeChanges(stepsDone)) {
            live.forget(change.option());
            double before = live.get(change.option(), learner);
            if (change.value() != before) {
                publisher.change(progress.step(), change, before);
                live.set(change, learner);
            }
        }
    }

    private void startTest() {
        test = new TestPass(data, config.batch());
    }

    private void advanceTest() throws IOException, InterruptedException {
        log.show("Testing");
        if (!test.advance(learner)) {
            return;
        }
        EpochRecord tested = sums.toRecord(progress.epoch(), progress.step(), test);
        publisher.epoch(tested);
        best.add(tested);
        test.close();
        test = null;
        sums.clear();
        control.stepDone();
        boolean isBest = config.keep() == Keep.BEST && best.step() == progress.step();
        // An interrupted run then never tests the same epoch twice.
        if (!isOver() && (config.whole(RunOption.CHECKPOINT_EVERY) > 0 || isBest)) {
            checkpoint();
        }
    }

    private void checkpoint() throws IOException {
        Map<String, NpyArray> state = learner.state();
        sums.save(state);
        live.save(state);
        state.put(STEP, NpyArray.of(new long[] {progress.step()}, 1));
        checkpoints.write(progress.step(), state, this::keeps);
        checkpointStep = progress.step();
        log.add(RunEvent.Kind.CHECKPOINT, "Checkpoint after step " + progress.step());
    }

    private boolean keeps(long step) {
        return config.keep() == Keep.EVERY || config.keep() == Keep.BEST && step == best.step();
    }

    /** Writes the last checkpoint and the final state of a run that ends well. */
    void end(RunState state) throws IOException {
        if (learner != null) {
            // Also what waited for a later step, so that a resumed run meets it.
            applyChanges(Long.MAX_VALUE);
            if (checkpointStep != progress.step()) {
                log.show("Writing the checkpoint");
                checkpoint();
            }
        }
        boolean finished = state == RunState.FINISHED;
        log.show(finished ? "Finished" : "Stopped");
        if (publisher.isRecording()) {
            if (finished) {
                log.finished(best, config.patience());
            } else {
                log.add(RunEvent.Kind.STOPPED, "Stopped");
            }
            publisher.recordEnd(state, "");
        }
    }

    /** Writes why the run failed; a new run that is refused before its first step leaves nothing behind. */
    void endBadly(Throwable cause, String reason) throws IOException {
        if (!publisher.isRecording()) {
            return;
        }
        if (cause instanceof InvalidInputException && !resumed && progress.step() == 0) {
            lock.close();
            publisher.discard();
        } else {
            log.add(RunEvent.Kind.FAILED, reason);
            publisher.recordEnd(RunState.FAILED, reason);
        }
    }

    /** Frees native memory, closes the record, and lets others write to it. */
    @Override
    public void close() throws IOException {
        try (lock;
                publisher) {
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
        }
    }
}
