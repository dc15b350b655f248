package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.run.Frame;
import io.github.deconvscope.run.LayerInfo;
import io.github.deconvscope.run.Lease;
import io.github.deconvscope.run.ProbeKey;
import io.github.deconvscope.run.Quantity;
import io.github.deconvscope.run.RecordedRun;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunFolder;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Which layer of which run at which step is looked at: running and recorded runs alike. Frames are read on a worker; a layer that is
 * watched live holds a lease, so that the engine copies its covariance.
 */
final class LayerModel {
    /** Stands for the newest frame, which changes while the run goes on. */
    static final int NEWEST = -1;

    private final RunService service;
    private final Path runsFolder;
    private final Executor screen;
    private final WhiteningModel target;
    private final LatestWins reading = new LatestWins("whitening-layer");
    private final ObservableList<RunChoice> runs = FXCollections.observableArrayList();
    private final ObservableList<LayerInfo> layers = FXCollections.observableArrayList();
    private final ObservableList<Long> steps = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");

    private boolean shown;
    private RunFeed feed;
    private LayerInfo layer;
    private int stepIndex = NEWEST;
    private Lease lease = () -> {};
    private long seenVersion = -1;
    private long seenStep = -1;
    private CovarianceEstimate first;
    private long firstStep;

    /**
     * A run to choose.
     *
     * @param name of its folder
     * @param path of its folder
     * @param live its feed, if this process computes it
     */
    record RunChoice(String name, Path path, Optional<RunFeed> live) {}

    LayerModel(RunService service, Path runsFolder, Executor screen, WhiteningModel target) {
        this.service = service;
        this.runsFolder = runsFolder;
        this.screen = screen;
        this.target = target;
    }

    ObservableList<RunChoice> runs() {
        return runs;
    }

    /** Those layers of the chosen run that whiten. */
    ObservableList<LayerInfo> layers() {
        return layers;
    }

    /** Steps at which the chosen layer was recorded. */
    ObservableList<Long> steps() {
        return steps;
    }

    /** What is missing to show a layer; empty if nothing. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    boolean isShown() {
        return shown;
    }

    Optional<RunFeed> feed() {
        return Optional.ofNullable(shown ? feed : null);
    }

    /** Lists the runs anew and starts to show the chosen layer. */
    void show() {
        shown = true;
        reading.submit(overtaken -> {
            List<RunChoice> found = findRuns();
            screen.execute(() -> {
                runs.setAll(found);
                message.set(
                        found.isEmpty()
                                ? "There is no run yet. Train one on the page Training; its layers can then be looked at here."
                                : "");
                if (feed != null) {
                    seenVersion = -1;
                    watch();
                }
            });
        });
    }

    /** Goes back to pixels; the lease is given back. */
    void hide() {
        if (shown) {
            shown = false;
            lease.close();
            target.showLayer(Optional.empty());
        }
    }

    private List<RunChoice> findRuns() {
        List<RunChoice> found = new ArrayList<>();
        for (RunHandle handle : service.active()) {
            found.add(new RunChoice(
                    handle.folder().getFileName() + " (running)", handle.folder(), Optional.of(handle.feed())));
        }
        if (Files.isDirectory(runsFolder)) {
            try (Stream<Path> folders = Files.list(runsFolder)) {
                folders.filter(path -> new RunFolder(path).isRun())
                        .filter(path ->
                                found.stream().noneMatch(run -> run.path().equals(path)))
                        .sorted(Comparator.comparing(Path::getFileName).reversed())
                        .forEach(path ->
                                found.add(new RunChoice(path.getFileName().toString(), path, Optional.empty())));
            } catch (IOException e) {
                screen.execute(() -> message.set("The folder " + runsFolder + " cannot be read: " + e.getMessage()));
            }
        }
        return found;
    }

    void chooseRun(RunChoice run) {
        layer = null;
        layers.clear();
        steps.clear();
        lease.close();
        reading.submit(overtaken -> {
            try {
                RunFeed opened = run.live().orElseGet(() -> RecordedRun.open(run.path()));
                screen.execute(() -> {
                    feed = opened;
                    seenVersion = -1;
                    refresh();
                });
            } catch (IllegalArgumentException e) {
                screen.execute(() -> message.set(e.getMessage()));
            }
        });
    }

    void chooseLayer(LayerInfo chosen) {
        layer = chosen;
        first = null;
        seenStep = -1;
        int iterations = Math.min(WhiteningState.MAX_ITERATIONS, chosen.iterations());
        target.change(state -> state.withIterations(iterations));
        watch();
        load();
    }

    /** @param index into {@link #steps}, or {@link #NEWEST} */
    void chooseStep(int index) {
        stepIndex = index;
        seenStep = -1;
        load();
    }

    /** Called every frame while the page shows: follows a run that goes on. */
    void refresh() {
        if (!shown || feed == null || feed.version() == seenVersion) {
            return;
        }
        seenVersion = feed.version();
        if (layers.isEmpty()) {
            layers.setAll(feed.layers().stream().filter(LayerInfo::whitens).toList());
            message.set(
                    layers.isEmpty()
                            ? "This run has no layer that whitens, or its net is not built yet. Choose one trained with"
                                    + " deconvolution."
                            : "");
        }
        List<Long> recorded = feed.recordedSteps();
        if (recorded.size() != steps.size()) {
            steps.setAll(recorded);
        }
        if (layer != null && stepIndex == NEWEST) {
            load();
        }
    }

    private void watch() {
        lease.close();
        lease = () -> {};
        if (shown && feed != null && layer != null && !feed.state().ended()) {
            lease = feed.watch(new ProbeKey(layer.name(), Quantity.COVARIANCE));
        }
    }

    /** The page went out of view: nothing needs to be copied for it. */
    void rest() {
        lease.close();
    }

    /** The page came back. */
    void wake() {
        seenVersion = -1;
        watch();
    }

    void close() {
        lease.close();
        reading.close();
    }

    private void load() {
        RunFeed from = feed;
        LayerInfo info = layer;
        int index = stepIndex;
        int group = target.getState().group();
        reading.submit(overtaken -> read(from, info, index, group));
    }

    private void read(RunFeed from, LayerInfo info, int index, int group) {
        ProbeKey key = new ProbeKey(info.name(), Quantity.COVARIANCE);
        List<Long> recorded = from.recordedSteps();
        Optional<Frame> found = index == NEWEST
                ? from.latestFrame(key).or(() -> last(from, key, recorded))
                : index < recorded.size() ? from.frameAt(key, recorded.get(index)) : Optional.empty();
        if (found.isEmpty()) {
            screen.execute(() -> message.set(
                    "No covariance of this layer has come yet. It comes with the next step of a running training; a recorded run"
                            + " holds those that were recorded."));
            return;
        }
        Frame frame = found.get();
        if (frame.step() == seenStep) {
            return;
        }
        CovarianceEstimate estimate = estimate(frame, info, group);
        if (first == null && !recorded.isEmpty()) {
            firstStep = recorded.get(0);
            first = from.frameAt(key, firstStep)
                    .map(f -> estimate(f, info, group))
                    .orElse(null);
        }
        boolean different = first != null && firstStep != frame.step();
        WhiteningModel.LayerMoment moment = new WhiteningModel.LayerMoment(
                estimate, ", step " + frame.step(), different ? first : estimate, firstStep);
        screen.execute(() -> {
            seenStep = frame.step();
            message.set("");
            if (shown) {
                target.showLayer(Optional.of(moment));
            }
        });
    }

    private static Optional<Frame> last(RunFeed from, ProbeKey key, List<Long> recorded) {
        return recorded.isEmpty() ? Optional.empty() : from.frameAt(key, recorded.get(recorded.size() - 1));
    }

    /** One group's matrix out of a frame of shape (F, F) or (groups, F, F). */
    private static CovarianceEstimate estimate(Frame frame, LayerInfo info, int group) {
        int[] shape = frame.shape();
        int n = shape[shape.length - 1];
        int groups = frame.values().length / (n * n);
        int offset = Math.min(group, groups - 1) * n * n;
        double[] covariance = new double[n * n];
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = frame.values()[offset + i];
        }
        return CovarianceEstimate.ofLayer(covariance, n, new double[n], info::describeFeature, 0);
    }
}
