package io.github.deconvscope.engine.lab;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.train.TrainedNet;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Opens the nets of runs from their checkpoints, folded to plain convolutions. Files are read beside the compute thread, not on it. */
public final class TrainedNetworks implements NetworkLab {
    /** Reading and waiting, which must not keep training from its steps. */
    static final Executor BESIDE = task -> {
        Thread thread = new Thread(task, "network-lab");
        thread.setDaemon(true);
        thread.start();
    };

    private final ComputeThread compute;
    private final DataSets dataSets;
    private final RunService runs;
    /** Of runs that go on, whose nets are opened again every few steps. */
    private final Map<RunFeed, SoftReference<DataSet>> liveData = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param compute computes
     * @param dataSets have the test pictures, and tell how pictures are normalised
     * @param runs know the nets of runs that go on
     */
    public TrainedNetworks(ComputeThread compute, DataSets dataSets, RunService runs) {
        this.compute = compute;
        this.dataSets = dataSets;
        this.runs = runs;
    }

    @Override
    public List<Long> checkpoints(Path run) throws IOException {
        return TrainedNet.checkpoints(run);
    }

    @Override
    public CompletionStage<OpenNetwork> open(NetworkSource source) {
        compute.load();
        if (source.live()) {
            return CompletableFuture.supplyAsync(() -> readLive(source.run()), BESIDE);
        }
        return CompletableFuture.supplyAsync(() -> read(source), BESIDE)
                .thenCompose(found -> compute.whenReady(() ->
                        new LoadedNetwork(compute, source.run(), found.net.config(), found.net.copy(), found.data)));
    }

    /** Needs no turn of the compute thread: the run has folded its net itself. */
    private OpenNetwork readLive(Path run) {
        RunFeed feed = runs.activeIn(run)
                .map(RunHandle::feed)
                .orElseThrow(() -> new InvalidInputException(
                        "The run " + run + " does not go on in this process. Open one of its checkpoints."));
        NetCopy copy = feed.latestNet()
                .orElseThrow(() -> new InvalidInputException(
                        "The run " + run + " shows no net yet: it does so after a step, to those who watch."));
        if (copy.folded().isEmpty()) {
            requireNumbers(run, copy.step(), copy.learned());
        }
        try {
            SoftReference<DataSet> before = liveData.get(feed);
            DataSet data = before == null ? null : before.get();
            if (data == null) {
                data = data(feed.config(), new RunFolder(run).dataPlace(feed.config()));
                liveData.put(feed, new SoftReference<>(data));
            }
            return new LoadedNetwork(compute, run, feed.config(), copy, data);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static CompletionException unreadable(IOException e) {
        return new CompletionException(new InvalidInputException("The run cannot be read. " + PlainWords.of(e), e));
    }

    private record Found(TrainedNet net, DataSet data) {}

    private Found read(NetworkSource source) {
        try {
            TrainedNet net = TrainedNet.read(source.run(), source.step());
            requireNumbers(source.run(), net.step(), net.published());
            RunFolder folder = new RunFolder(source.run());
            DataSet data = data(net.config(), source.data().or(() -> folder.dataPlace(net.config())));
            folder.readData().ifPresent(before -> requireSameClasses(source.run(), before, data));
            int classes = data.test().classNames().size();
            if (net.classes() != classes) {
                throw new InvalidInputException("The net of " + source.run() + " tells " + net.classes()
                        + " classes apart, but " + net.config().dataset().label() + " has " + classes
                        + ": it was not trained on this data set. Correct \"dataset\" in its config.json.");
            }
            return new Found(net, data);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void requireSameClasses(Path run, DataFacts before, DataSet now) {
        if (!before.classNames().equals(now.test().classNames())) {
            throw new InvalidInputException(
                    "The net of " + run + " learned other classes than those that are there now. It learned "
                            + before.sizes() + (before.place().isEmpty() ? "" : " in " + before.place())
                            + ". Put the pictures back as they were, or say with --data where they are.");
        }
    }

    private static void requireNumbers(Path run, long step, Map<String, NpyArray> learned) {
        for (Map.Entry<String, NpyArray> named : learned.entrySet()) {
            for (double value : named.getValue().toDoubles()) {
                if (!Double.isFinite(value)) {
                    throw new InvalidInputException("The net of " + run + " at step " + step + " holds " + value
                            + " in " + named.getKey()
                            + ": the run diverged, and nothing it says means anything. Choose an earlier checkpoint, or train again with"
                            + " a lower learning rate.");
                }
            }
        }
    }

    private DataSet data(RunConfig config, Optional<Path> folder) throws IOException {
        try {
            return dataSets.load(config, folder, DataProgress.SILENT).limited(config);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "The net learned from " + config.dataset().label()
                            + ", which tells how a picture is normalised and what the classes are called. "
                            + e.getMessage(),
                    e);
        }
    }
}
