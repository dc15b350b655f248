package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.lab.network.TopPictures;
import io.github.deconvscope.ui.live.NewestWins;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Passes of a net over all its test pictures: one at a time, with progress, and given up on request. What was found stays in view until
 * it is found anew. For the thread of {@code screen}.
 */
final class TestPass implements AutoCloseable {
    private final Executor screen;
    private final NewestWins testing = new NewestWins(Runnable::run);
    private final ReadOnlyObjectWrapper<TestPredictions> predictions = new ReadOnlyObjectWrapper<>(this, "predictions");
    private final ReadOnlyObjectWrapper<Top> top = new ReadOnlyObjectWrapper<>(this, "top");
    private final ReadOnlyStringWrapper activity = new ReadOnlyStringWrapper(this, "activity", "");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", 0);
    private AtomicBoolean wanted = new AtomicBoolean();

    /**
     * The most exciting test pictures of the channels of a layer.
     *
     * @param info of the net that was asked
     */
    record Top(NetworkInfo info, TopPictures pictures) {}

    TestPass(Executor screen) {
        this.screen = screen;
    }

    /** What the net takes each test picture for; {@code null} until somebody asked. */
    ReadOnlyObjectProperty<TestPredictions> predictionsProperty() {
        return predictions.getReadOnlyProperty();
    }

    /** The most exciting test pictures of the channels of a layer; {@code null} until somebody asked. */
    ReadOnlyObjectProperty<Top> topProperty() {
        return top.getReadOnlyProperty();
    }

    /** What is going on, in words; empty for nothing. */
    ReadOnlyStringProperty activityProperty() {
        return activity.getReadOnlyProperty();
    }

    /** From 0 to 1. */
    ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Asks what the net takes each test picture for. @param failed takes why that cannot be told */
    void predict(OpenNetwork net, Consumer<String> failed) {
        start("Testing", follow -> net.predictions(follow), predictions::set, failed);
    }

    /** Looks for the test pictures that excite each channel of a layer most. @param failed takes why that cannot be told */
    void findTop(OpenNetwork net, int layer, Consumer<String> failed) {
        start(
                "Looking through",
                follow -> net.top(layer, follow),
                found -> top.set(new Top(net.info(), found)),
                failed);
    }

    private <T> void start(
            String verb, Function<TestProgress, CompletionStage<T>> pass, Consumer<T> found, Consumer<String> failed) {
        cancel();
        AtomicBoolean mine = new AtomicBoolean(true);
        wanted = mine;
        activity.set(verb + " test pictures");
        TestProgress follow = (done, total) -> {
            screen.execute(() -> show(mine, verb, done, total));
            return mine.get();
        };
        testing.askElsewhere(
                () -> pass.apply(follow),
                screen,
                answer -> {
                    end(mine);
                    found.accept(answer);
                },
                problem -> {
                    end(mine);
                    if (!(problem instanceof CancellationException)) {
                        failed.accept(NetSide.words(problem));
                    }
                });
    }

    private void show(AtomicBoolean of, String verb, int done, int total) {
        if (of == wanted && of.get()) {
            activity.set(verb + " test pictures: " + done + " of " + total);
            progress.set(total == 0 ? 0 : (double) done / total);
        }
    }

    private void end(AtomicBoolean of) {
        of.set(false);
        if (of == wanted) {
            activity.set("");
            progress.set(0);
        }
    }

    /** Gives up what is going on; what was found before stays. */
    void cancel() {
        end(wanted);
        testing.cancel();
    }

    /** Gives up, and forgets what was found. */
    void forget() {
        cancel();
        predictions.set(null);
        top.set(null);
    }

    @Override
    public void close() {
        cancel();
        testing.close();
    }
}
