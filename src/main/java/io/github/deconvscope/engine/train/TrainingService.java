package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.EngineStatus;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.IdleOption;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.scalar.LiveEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs on the compute thread. Several go on at once by taking turns, step by step. */
public final class TrainingService implements RunService {
    private static final long CLOSING_SECONDS = 30;

    private final ComputeThread compute;
    private final TrainingLoop.Factory factory;
    private final Optional<DataSets> dataSets;
    private final LiveEvents.Drawing drawing;
    private final List<RunHandle> active = new CopyOnWriteArrayList<>();

    /** @param compute stays open when this closes */
    public TrainingService(ComputeThread compute) {
        this(compute, new DataSets(), frame -> Optional.empty());
    }

    /**
     * @param compute stays open when this closes
     * @param dataSets have the images
     * @param drawing draws matrices for TensorBoard
     */
    public TrainingService(ComputeThread compute, DataSets dataSets, LiveEvents.Drawing drawing) {
        this(compute, new EngineFactory(dataSets), Optional.of(dataSets), drawing);
    }

    TrainingService(ComputeThread compute, TrainingLoop.Factory factory) {
        this(compute, factory, Optional.empty(), frame -> Optional.empty());
    }

    private TrainingService(
            ComputeThread compute,
            TrainingLoop.Factory factory,
            Optional<DataSets> dataSets,
            LiveEvents.Drawing drawing) {
        this.drawing = drawing;
        this.compute = compute;
        this.factory = factory;
        this.dataSets = dataSets;
    }

    @Override
    public RunHandle start(RunConfig config, Path path) {
        IdleOption.refuseIdleData(config);
        NetPlan.of(config);
        InitialWeights.requireFit(config);
        RunFolder folder = new RunFolder(path);
        try {
            RunRecorder recorder = RunRecorder.create(folder, config);
            LiveFeed feed = new LiveFeed(config, folder);
            return begin(folder, feed, recorder);
        } catch (IOException e) {
            throw new InvalidInputException("The run cannot be recorded. " + PlainWords.of(e), e);
        }
    }

    @Override
    public Optional<DataFacts> look(RunConfig config, DataProgress progress) throws IOException {
        IdleOption.refuseIdleData(config);
        return dataSets.isEmpty()
                ? Optional.empty()
                : Optional.of(dataSets.get()
                        .load(config, config.data(), progress)
                        .limited(config)
                        .facts());
    }

    @Override
    public RunHandle resume(Path path) {
        RunFeed record = RecordedRun.open(path).feed();
        if (record.state() == RunState.FINISHED) {
            throw new InvalidInputException("The run " + path
                    + " is finished; there is nothing to resume. To train it longer, say how many epochs it is to have"
                    + " in all: " + new RunFolder(path).resumeCommand() + " --epochs "
                    + 2L * record.config().epochs());
        }
        requireEnded(record, path);
        RunFolder folder = new RunFolder(path);
        return begin(folder, new LiveFeed(record.config(), folder), null);
    }

    @Override
    public RunHandle prolong(Path path, int epochs) {
        RunFeed record = RecordedRun.open(path).feed();
        requireEnded(record, path);
        RunConfig config = record.config();
        int done = record.curve(Metric.TEST_ACCURACY).size();
        String asked = RunOption.EPOCHS.flag() + " is " + epochs;
        if (epochs < config.epochs() || epochs <= done) {
            throw new InvalidInputException(
                    asked + ", but the run " + path + " has " + PlainWords.count(config.epochs(), "epoch") + ", " + done
                            + " of them done. Give a larger number.");
        }
        if (config.maxSteps() > 0) {
            throw new InvalidInputException(asked + ", but the run " + path + " ends after "
                    + RunOption.MAX_STEPS.flag() + " " + config.maxSteps() + ", whatever its epochs. Start a new run.");
        }
        if (record.state() == RunState.FINISHED && config.patience() > 0 && done < config.epochs()) {
            throw new InvalidInputException(asked + ", but the run " + path + " ended early since no epoch had become"
                    + " better, " + RunOption.PATIENCE.flag() + " " + config.patience()
                    + ", and would end again. Start a new run without it.");
        }
        RunFolder folder = new RunFolder(path);
        return begin(folder, new LiveFeed(config.with(RunOption.EPOCHS, (long) epochs), folder), null);
    }

    private static void requireEnded(RunFeed record, Path path) {
        RunState state = record.state();
        if (!state.ended()) {
            throw new InvalidInputException(
                    "The run " + path + " is " + state.label() + " in another process. Stop it there first.");
        }
    }

    private Optional<LiveEvents> events(RunFolder folder, RunConfig config) {
        return config.flag(RunOption.TENSORBOARD)
                ? Optional.of(new LiveEvents(folder.tensorBoard(), drawing))
                : Optional.empty();
    }

    /** @param recorder of a new run; null to resume one */
    private RunHandle begin(RunFolder folder, LiveFeed feed, @Nullable RunRecorder recorder) {
        ProcessLock lock = folder.holdForWriting();
        boolean started = false;
        try {
            boolean loads = compute.status().state() != EngineStatus.State.READY;
            compute.load();
            if (loads) {
                readAhead(folder, feed.config());
            }
            TrainingLoop.Target target = new TrainingLoop.Target(
                    folder,
                    feed.config(),
                    recorder == null,
                    new RunPublisher(feed, recorder, events(folder, feed.config())),
                    feed.watchers(),
                    lock);
            RunHandle run = RunSession.start(compute, active, factory, target, feed);
            started = true;
            return run;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /** Reads the data while the engine loads; the run waits for them on the compute thread, as if it had read them. */
    private void readAhead(RunFolder folder, RunConfig config) {
        Runnable read = () -> {
            try {
                factory.readAhead(config, folder.dataPlace(config));
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // The run meets it again, and says so.
            }
        };
        Thread reading = new Thread(read, "read-ahead");
        reading.setDaemon(true);
        reading.start();
    }

    @Override
    public List<RunHandle> active() {
        return List.copyOf(active);
    }

    @Override
    public EngineStatus engine() {
        return compute.status();
    }

    @Override
    public void close() {
        List<RunHandle> left = active();
        left.forEach(RunHandle::stop);
        for (RunHandle run : left) {
            try {
                run.done().get(CLOSING_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // Its record already says so, or it will be found interrupted; the others still have to be closed.
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
