package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.whitening.LayerMoment;
import io.github.deconvscope.figure.whitening.LayerReader;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.ui.live.NewestWins;
import io.github.deconvscope.ui.live.RunFollower;
import io.github.deconvscope.ui.page.RunChoice;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Opens the run, finds the layer and reads the step that the page's state asks for: runs of this process, runs that another process
 * writes, and finished ones alike. Frames are read on a worker; a layer watched live has subscriptions, so that the engine copies its
 * matrices.
 */
final class LayerModel {
    private static final String NOT_WHITENED =
            "This layer does not whiten: it has no D. Covariance and eigenvalues before are its own; D and all that follows"
                    + " is what whitening would make of its input.";

    private final RunService service;
    private final Path runsFolder;
    private final Executor screen;
    private final WhiteningModel target;
    private final NewestWins listing = new NewestWins("whitening-runs");
    private final NewestWins reading = new NewestWins("whitening-layer");
    private final ObservableList<RunChoice> runs = FXCollections.observableArrayList();
    private final ObservableList<LayerInfo> layers = FXCollections.observableArrayList();
    private final ObservableList<Long> steps = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<LayerInfo> layer = new ReadOnlyObjectWrapper<>(this, "layer");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");

    private WhiteningSource wanted = WhiteningState.DEFAULT.source();
    private String openName;
    private RunFollower follower;
    private RunFeed feed;
    private LayerReader reader;
    private Subscription subscription = () -> {};
    private long seenVersion = -1;
    private volatile long seenStep = -1;
    private volatile int seenGroup = -1;

    LayerModel(RunService service, Path runsFolder, Executor screen, WhiteningModel target) {
        this.service = service;
        this.runsFolder = runsFolder;
        this.screen = screen;
        this.target = target;
        target.stateProperty().subscribe(this::follow);
    }

    ObservableList<RunChoice> runs() {
        return runs;
    }

    /** Those layers of the chosen run that show the covariance of their input. */
    ObservableList<LayerInfo> layers() {
        return layers;
    }

    /** Steps at which the chosen run was recorded. */
    ObservableList<Long> steps() {
        return steps;
    }

    /** The layer that is looked at; {@code null} for none. */
    ReadOnlyObjectProperty<LayerInfo> layerProperty() {
        return layer.getReadOnlyProperty();
    }

    /** What is missing to show a layer; empty if nothing. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** The run that is looked at. */
    Optional<RunFeed> feed() {
        return Optional.ofNullable(wanted.isLayer() ? feed : null);
    }

    /** Shows a layer instead of pixels: the one looked at last, or a first one. */
    void show() {
        WhiteningSource last = openName == null || layer.get() == null
                ? WhiteningSource.layer("", "", WhiteningSource.NEWEST)
                : WhiteningSource.layer(openName, layer.get().name(), WhiteningSource.NEWEST);
        target.change(state -> state.withSource(last));
    }

    void chooseRun(RunChoice run) {
        if (!run.name().equals(wanted.name())) {
            go(run.name(), "", WhiteningSource.NEWEST);
        }
    }

    /** Looks at another layer, with as many iterations as it has; if it has none, with as many as were looked at. */
    void chooseLayer(LayerInfo chosen) {
        if (!chosen.name().equals(wanted.layer())) {
            int iterations = chosen.whitens()
                    ? Math.min(WhiteningState.MAX_ITERATIONS, chosen.iterations())
                    : target.getState().iterations();
            target.change(state -> state.withSource(WhiteningSource.layer(wanted.name(), chosen.name(), wanted.step()))
                    .withIterations(iterations)
                    .withAsUsed(true));
        }
    }

    /** @param step a recorded step, or {@link WhiteningSource#NEWEST} */
    void chooseStep(long step) {
        if (step != wanted.step()) {
            go(wanted.name(), wanted.layer(), step);
        }
    }

    private void go(String run, String layerName, long step) {
        target.change(state -> state.withSource(WhiteningSource.layer(run, layerName, step)));
    }

    /** The state has changed: does what it now asks for. */
    private void follow(WhiteningState state) {
        WhiteningSource before = wanted;
        wanted = state.source();
        if (!wanted.isLayer()) {
            if (before.isLayer()) {
                subscription.close();
                message.set("");
                target.forgetLayer();
            }
            return;
        }
        if (!before.isLayer()) {
            list();
        }
        if (!wanted.isSameLayer(before)) {
            target.forgetLayer();
            message.set("");
            reader = null;
        }
        if (wanted.name().isEmpty()) {
            return;
        }
        if (!wanted.name().equals(openName)) {
            open();
        } else if (reader == null) {
            seenVersion = -1;
        } else if (wanted.step() != before.step() || state.group() != seenGroup) {
            read();
        }
    }

    private void list() {
        listing.submit(overtaken -> {
            List<RunChoice> found = findRuns();
            screen.execute(() -> {
                runs.setAll(found);
                if (found.isEmpty() && wanted.name().isEmpty()) {
                    message.set(
                            "There is no run yet with layers to show. Train one on the page Training; its layers can then be looked at"
                                    + " here.");
                } else if (wanted.isLayer() && wanted.name().isEmpty()) {
                    chooseRun(found.get(0));
                }
            });
        });
    }

    private List<RunChoice> findRuns() {
        try {
            return RunChoice.withLayers(service, runsFolder);
        } catch (IOException | InvalidInputException e) {
            screen.execute(() -> message.set("The folder " + runsFolder + " cannot be read: " + e.getMessage()));
            return RunChoice.running(service, runsFolder);
        }
    }

    private void open() {
        openName = wanted.name();
        leave();
        Optional<RunHandle> running = service.active().stream()
                .filter(handle -> RunChoice.nameOf(runsFolder, handle.folder()).equals(openName))
                .findFirst();
        if (running.isPresent()) {
            opened(running.get().feed());
            return;
        }
        try {
            follower = RunFollower.follow(runsFolder.resolve(openName), screen, this::opened, message::set);
        } catch (InvalidPathException e) {
            message.set("\"" + openName + "\" is not the name of a run: " + e.getReason() + ".");
        }
    }

    private void leave() {
        subscription.close();
        subscription = () -> {};
        if (follower != null) {
            follower.close();
            follower = null;
        }
        feed = null;
        reader = null;
        layers.clear();
        steps.clear();
    }

    private void opened(RunFeed run) {
        subscription.close();
        feed = run;
        reader = null;
        layers.clear();
        seenVersion = -1;
    }

    /** Called every frame while the page shows: follows a run that goes on. */
    void refresh() {
        if (!wanted.isLayer() || feed == null || feed.version() == seenVersion) {
            return;
        }
        seenVersion = feed.version();
        List<Long> recorded = feed.recordedSteps();
        if (!recorded.equals(steps)) {
            steps.setAll(recorded);
        }
        if (layers.isEmpty()) {
            layers.setAll(
                    feed.layers().stream().filter(LayerInfo::hasCovariance).toList());
        }
        if (reader == null) {
            find();
        } else if (wanted.step() == WhiteningSource.NEWEST) {
            read();
        }
    }

    private void find() {
        if (layers.isEmpty()) {
            message.set(
                    "This run recorded no covariance, or its net is not built yet. Earlier versions recorded none of nets"
                            + " that do not whiten: train it once more, or choose one trained with deconvolution.");
            return;
        }
        if (wanted.layer().isEmpty()) {
            chooseLayer(layers.get(0));
        }
        Optional<LayerInfo> found = layers.stream()
                .filter(info -> info.name().equals(wanted.layer()))
                .findFirst();
        layer.set(found.orElse(null));
        if (found.isEmpty()) {
            message.set("The run " + openName + " has no layer \"" + wanted.layer()
                    + "\" whose covariance can be seen. Choose another.");
            return;
        }
        reader = new LayerReader(feed, found.get());
        seenStep = -1;
        watch();
        read();
    }

    private void watch() {
        subscription.close();
        subscription = reader != null && !feed.state().ended() ? LayerReader.watch(feed, layer.get()) : () -> {};
    }

    /** The page went out of view: nothing needs to be copied for it. */
    void rest() {
        subscription.close();
    }

    /** The page came back. */
    void wake() {
        seenVersion = -1;
        if (wanted.isLayer()) {
            list();
            watch();
        }
    }

    void close() {
        leave();
        listing.close();
        reading.close();
    }

    private void read() {
        LayerReader from = reader;
        long step = wanted.step();
        int group = target.getState().group();
        reading.submit(overtaken -> {
            Optional<Long> there = from.stepOf(step);
            if (there.isPresent() && there.get() == seenStep && group == seenGroup) {
                return;
            }
            Optional<LayerMoment> moment = from.read(step, group);
            screen.execute(() -> show(from, step, group, moment));
        });
    }

    private void show(LayerReader from, long step, int group, Optional<LayerMoment> moment) {
        if (from != reader || step != wanted.step()) {
            return;
        }
        if (moment.isPresent()) {
            seenStep = moment.get().step();
            seenGroup = group;
            message.set(Stream.of(
                            FrameChoice.note(step, seenStep).map(PlainWords::sentence),
                            layer.get().whitens() ? Optional.<String>empty() : Optional.of(NOT_WHITENED))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" ")));
            target.showLayer(moment.get());
        } else if (step == WhiteningSource.NEWEST) {
            message.set("No covariance of this layer has come yet. It comes with the next step of a running training; a"
                    + " recorded run holds those that were recorded.");
        } else {
            message.set("Nothing was recorded of this layer at step " + step + ". Choose another step.");
        }
    }
}
