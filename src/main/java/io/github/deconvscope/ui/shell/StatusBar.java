package io.github.deconvscope.ui.shell;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.EngineStatus;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.live.Pulse;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The line at the bottom: device, engine, run, speed, memory, dropped frames, time a frame. Looks four times a second. */
final class StatusBar {
    private static final long EVERY_NANOS = 250_000_000;

    private final HBox bar;
    private final WindowServices services;
    private final Supplier<PageSlot> page;
    private long last;
    private int looks;
    private String memory = "";

    StatusBar(HBox bar, WindowServices services, Supplier<PageSlot> page) {
        this.bar = bar;
        this.services = services;
        this.page = page;
        tip("statusMemory", "Memory of the whole process as the system sees it, and of Java within it");
        tip(
                "statusDropped",
                "Matrices that were replaced by newer ones before they were drawn. Curves never lose a point.");
        tip(
                "statusFrame",
                "Time from one drawn frame of the window to the next, over the last second. 17 ms is smooth.");
        tip("statusSpeed", "Training images per second, over the last steps");
    }

    void refresh() {
        long now = System.nanoTime();
        if (now - last < EVERY_NANOS) {
            return;
        }
        last = now;
        if (looks++ % 4 == 0) {
            // Reads a file of the system: not on this thread.
            CompletableFuture.supplyAsync(ProcessMemory::describe)
                    .thenAccept(text -> Platform.runLater(() -> memory = text));
        }
        engine(services.runs().engine());
        run(feed());
        text("statusMemory", memory);
        double frame = Pulse.of(bar.getScene()).frameMillis();
        text("statusFrame", Double.isNaN(frame) ? "" : String.format(Locale.ROOT, "%.0f ms / frame", frame));
    }

    private Optional<RunFeed> feed() {
        PageSlot slot = page.get();
        Optional<RunFeed> shown = slot == null ? Optional.empty() : slot.page().feed();
        if (shown.isPresent()) {
            return shown;
        }
        List<RunHandle> active = services.runs().active();
        return active.isEmpty() ? Optional.empty() : Optional.of(active.get(0).feed());
    }

    private void engine(EngineStatus status) {
        boolean loading =
                status.state() == EngineStatus.State.LOADING || status.state() == EngineStatus.State.NOT_STARTED;
        text("statusDevice", status.device());
        text(
                "statusEngine",
                switch (status.state()) {
                    case NOT_STARTED, LOADING -> "engine is loading";
                    case READY -> status.engine();
                    case FAILED -> "engine failed: " + status.message();
                });
        Node progress = bar.lookup("#statusLoading");
        Presence.set(progress, loading);
    }

    private void run(Optional<RunFeed> feed) {
        if (feed.isEmpty()) {
            text("statusRun", "");
            text("statusSpeed", "");
            text("statusDropped", "");
            return;
        }
        Progress progress = feed.get().progress();
        String step = progress.totalSteps() > 0
                ? " · step " + progress.step() + " of " + progress.totalSteps()
                : progress.step() > 0 ? " · step " + progress.step() : "";
        text("statusRun", feed.get().state().label() + step);
        double speed = progress.imagesPerSecond();
        text("statusSpeed", Double.isNaN(speed) ? "" : String.format(Locale.ROOT, "%.0f images/s", speed));
        text("statusDropped", PlainWords.count(feed.get().droppedFrames(), "frame") + " dropped");
    }

    private Label label(String id) {
        return (Label) bar.lookup("#" + id);
    }

    private void text(String id, String text) {
        Label label = label(id);
        Presence.text(label, text);
    }

    private void tip(String id, String help) {
        Tip.setText(label(id), help);
    }
}
