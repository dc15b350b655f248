package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.whitening.ImageSource;
import io.github.deconvscope.figure.whitening.LayerMoment;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.ui.control.ReadingProgress;
import io.github.deconvscope.ui.live.NewestWins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * The whitening page without its nodes: a state that commands change, and what follows from it, computed on three workers. The first gets
 * pixels and covariance, the second whitens (in the same job where there are few features), the third traces Newton-Schulz in every lane.
 * Each does the latest job only. Properties change on the thread of {@code screen}.
 */
final class WhiteningModel {
    /** With more features than this the covariance is shown first, and the rest when it is done. */
    private static final int ALL_AT_ONCE = WhiteningLab.TRACED_FEATURES;

    /** With more features than that the lanes take the processor from what a moving slider has to redraw: they wait for a rest. */
    private static final long REST_MILLIS = 250;

    private static final long PLAY_NANOS = 350_000_000;

    private final ReadOnlyObjectWrapper<WhiteningState> state =
            new ReadOnlyObjectWrapper<>(this, "state", WhiteningState.DEFAULT);
    private final ReadOnlyObjectWrapper<WhiteningView> view = new ReadOnlyObjectWrapper<>(this, "view");
    private final ReadOnlyObjectWrapper<List<NewtonSchulzTrace>> traces =
            new ReadOnlyObjectWrapper<>(this, "traces", List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
    private final ReadOnlyBooleanWrapper tracesBehind = new ReadOnlyBooleanWrapper(this, "tracesBehind", false);
    private final ReadOnlyStringWrapper reading = new ReadOnlyStringWrapper(this, "reading", "");
    private final BooleanProperty playing = new SimpleBooleanProperty(this, "playing", false);

    private final Executor screen;
    private final NewestWins estimating = new NewestWins("whitening-covariance");
    private final NewestWins whitening = new NewestWins("whitening-matrix");
    private final NewestWins tracing = new NewestWins("whitening-lanes");
    private final ImageSource source = new ImageSource();
    private final Bench smallBench = new Bench();
    private final Bench largeBench = new Bench();
    private final WhiteningLab traceLab = new WhiteningLab();
    private List<ColorImage> knownImages;
    private WhiteningInput knownInput;
    private WhiteningState knownState;
    private CovarianceEstimate knownEstimate;
    private CovarianceEstimate knownShown;
    private Optional<LayerMoment> layer = Optional.empty();
    /** The source that is wanted: a worker that reads another image file stops. */
    private volatile WhiteningSource newest;

    private WhiteningResult traced;
    private long asked;
    private long firstValid;
    private long lastBeat;

    /** Where one worker computes: what is looked at, and of a layer also its first recorded step. */
    private static final class Bench {
        private final WhiteningLab now = new WhiteningLab();
        private final WhiteningLab first = new WhiteningLab();
    }

    /** @param screen runs what changes properties: the FX thread, or the caller in tests */
    WhiteningModel(Executor screen) {
        this.screen = screen;
    }

    ReadOnlyObjectProperty<WhiteningState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    WhiteningState getState() {
        return state.get();
    }

    /** The newest that is computed; {@code null} before the first. */
    ReadOnlyObjectProperty<WhiteningView> viewProperty() {
        return view.getReadOnlyProperty();
    }

    /** Newton-Schulz in those lanes that are done, in the order of {@link Lane}. */
    ReadOnlyObjectProperty<List<NewtonSchulzTrace>> tracesProperty() {
        return traces.getReadOnlyProperty();
    }

    /** Whether some lanes are still being computed; until the first is there, the exact iteration stands for it. */
    ReadOnlyBooleanProperty tracesBehindProperty() {
        return tracesBehind.getReadOnlyProperty();
    }

    /** Why there is nothing to show, in plain words; empty if there is. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** How much of an image file is read, in words; empty while none is. */
    ReadOnlyStringProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** Whether what is shown is behind the state. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Whether the iterations advance by themselves. */
    BooleanProperty playingProperty() {
        return playing;
    }

    /** Changes the state. A change that is out of range throws and changes nothing. */
    void change(UnaryOperator<WhiteningState> how) {
        WhiteningState changed = how.apply(state.get());
        if (!changed.equals(state.get())) {
            state.set(changed);
            compute();
        }
    }

    /** Computes the first view, or all of it anew; a layer whose frames are not there yet has to wait for them. */
    void compute() {
        WhiteningState wanted = state.get();
        newest = wanted.source();
        if (wanted.source().isLayer() && layer.isEmpty()) {
            return;
        }
        busy.set(true);
        Optional<LayerMoment> moment = layer;
        long ticket = ++asked;
        estimating.submit(overtaken -> estimate(wanted, moment, ticket));
    }

    /** Frames of the layer that the state asks for have come. */
    void showLayer(LayerMoment moment) {
        layer = Optional.of(moment);
        compute();
    }

    /** What is shown is no longer what the state asks for, and what it asks for is not there yet. */
    void forgetLayer() {
        layer = Optional.empty();
        firstValid = ++asked;
        view.set(null);
        traces.set(List.of());
        traced = null;
        problem.set("");
        busy.set(false);
    }

    void openFile(Path file) {
        change(now -> now.withSource(WhiteningSource.file(file.toAbsolutePath().toString())));
    }

    /** Moves the stepper; stops at both ends. */
    void step(int by) {
        int target =
                Math.max(0, Math.min(WhiteningState.MAX_ITERATIONS, state.get().iterations() + by));
        change(now -> now.withIterations(target));
    }

    /** Starts or stops the stepper; from the end it starts over. */
    void playOrPause() {
        if (!playing.get() && state.get().iterations() == WhiteningState.MAX_ITERATIONS) {
            change(now -> now.withIterations(0));
        }
        playing.set(!playing.get());
    }

    /** Advances the playing stepper when it is time; called once a frame. */
    void onFrame(long nanos) {
        if (!playing.get()) {
            lastBeat = nanos;
            return;
        }
        if (nanos - lastBeat >= PLAY_NANOS && !busy.get()) {
            lastBeat = nanos;
            step(1);
            if (state.get().iterations() == WhiteningState.MAX_ITERATIONS) {
                playing.set(false);
            }
        }
    }

    /** Goes to a saved state. */
    void restore(WhiteningState restored) {
        playing.set(false);
        state.set(restored);
        compute();
    }

    /** Ends the workers. */
    void close() {
        estimating.close();
        whitening.close();
        tracing.close();
    }

    private void estimate(WhiteningState wanted, Optional<LayerMoment> moment, long ticket) {
        try {
            CovarianceEstimate estimate = moment.map(LayerMoment::estimate).orElseGet(() -> estimateOf(wanted));
            if (estimate.features() <= ALL_AT_ONCE) {
                whiten(smallBench, estimate, wanted, moment, ticket);
            } else {
                if (estimate != knownShown) {
                    WhiteningView partly = WhiteningView.of(estimate);
                    knownShown = estimate;
                    screen.execute(() -> show(partly, ticket, true));
                }
                whitening.submit(overtaken -> whiten(largeBench, estimate, wanted, moment, ticket));
            }
        } catch (CancellationException e) {
            // Another source is wanted by now; its job comes next.
            showReading("");
        } catch (InvalidInputException e) {
            showReading("");
            fail(e, ticket);
        }
    }

    private void showReading(String words) {
        screen.execute(() -> reading.set(words));
    }

    /** The estimate again if nothing it depends on has changed, so that its eigenvectors can be used again too. */
    private CovarianceEstimate estimateOf(WhiteningState wanted) {
        WhiteningSource from = wanted.source();
        DoubleConsumer progress = from.kind() == WhiteningSource.Kind.FILE
                ? new ReadingProgress(Path.of(from.name()), () -> from.equals(newest), this::showReading)
                : part -> {};
        List<ColorImage> images = source.images(wanted, progress);
        if (images != knownImages || knownState == null || !knownState.patches().equals(wanted.patches())) {
            knownInput = WhiteningInput.of(images, wanted.patches());
            knownImages = images;
            knownEstimate = null;
        }
        boolean sameEstimate = knownEstimate != null
                && knownState.withEps(0).estimate().equals(wanted.withEps(0).estimate());
        if (!sameEstimate) {
            knownEstimate = CovarianceEstimate.of(knownInput, wanted);
        }
        knownState = wanted;
        return knownEstimate;
    }

    private void whiten(
            Bench bench,
            CovarianceEstimate estimate,
            WhiteningState wanted,
            Optional<LayerMoment> moment,
            long ticket) {
        try {
            WhiteningResult result = bench.now.whiten(estimate, wanted);
            WhiteningView whole = moment.map(m -> layerView(bench, m, result, wanted))
                    .orElseGet(() -> WhiteningView.ofPixels(result));
            boolean large = result.statistics().dimension() > ALL_AT_ONCE;
            screen.execute(() -> {
                show(whole, ticket, false);
                // Until the lanes are traced, the exact iteration stands for them: never another layer's curves.
                if ((large || traces.get().isEmpty()) && !tracedAlready(result)) {
                    tracesBehind.set(true);
                    traces.set(List.of(WhiteningLab.exactTrace(result)));
                }
            });
            tracing.submitAfter(large ? REST_MILLIS : 0, overtaken -> trace(result, ticket, overtaken));
        } catch (InvalidInputException e) {
            fail(e, ticket);
        }
    }

    private boolean tracedAlready(WhiteningResult result) {
        return traced != null
                && traced.estimate() == result.estimate()
                && traced.eigen().values()[0] == result.eigen().values()[0]
                && traced.state().group() == result.state().group();
    }

    private static WhiteningView layerView(
            Bench bench, LayerMoment moment, WhiteningResult result, WhiteningState wanted) {
        Optional<WhiteningView.Before> before = moment.first() == moment.estimate()
                ? Optional.empty()
                : Optional.of(WhiteningView.Before.of(moment.firstStep(), bench.first.whiten(moment.first(), wanted)));
        return WhiteningView.ofLayer(result, moment, before);
    }

    private void trace(WhiteningResult result, long ticket, BooleanSupplier overtaken) {
        List<NewtonSchulzTrace> done = new ArrayList<>();
        List<WhiteningLab.Traced> lanes = WhiteningLab.lanes(result);
        for (WhiteningLab.Traced lane : lanes) {
            Optional<NewtonSchulzTrace> trace = traceLab.trace(result, lane, overtaken);
            if (trace.isEmpty()) {
                return;
            }
            done.add(trace.get());
            boolean last = done.size() == lanes.size();
            List<NewtonSchulzTrace> soFar = List.copyOf(done);
            if (last || result.statistics().dimension() > ALL_AT_ONCE) {
                screen.execute(() -> showTraces(result, soFar, !last, ticket));
            }
        }
    }

    /** Curves of what is no longer asked for, as of the layer before, come too late. */
    private void showTraces(WhiteningResult result, List<NewtonSchulzTrace> lanes, boolean behind, long ticket) {
        if (ticket >= firstValid) {
            traced = result;
            tracesBehind.set(behind);
            traces.set(lanes);
        }
    }

    private void show(WhiteningView shown, long ticket, boolean more) {
        if (ticket < firstValid) {
            return;
        }
        view.set(shown);
        problem.set("");
        if (ticket == asked && !more) {
            busy.set(false);
        }
    }

    private void fail(InvalidInputException reason, long ticket) {
        screen.execute(() -> {
            if (ticket == asked) {
                problem.set(reason.getMessage());
                busy.set(false);
            }
        });
    }
}
