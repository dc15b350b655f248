package io.github.deconvscope.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.ui.control.ProgressText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunObserverTest {
    @TempDir
    Path folder;

    private final AtomicInteger made = new AtomicInteger();
    private final RunObserver observer = new RunObserver(made::incrementAndGet);

    private LiveFeed feed() {
        LiveFeed feed = new LiveFeed(RunConfig.defaults(), new FrameArchive(folder));
        feed.setState(RunState.RUNNING);
        return feed;
    }

    @Test
    void figuresWaitForTimeOnlyWhileARunComputes() {
        LiveFeed feed = feed();
        observer.show(List.of(feed));
        int before = made.get();
        feed.add(new RunEvent(1, 0, RunEvent.Kind.CHECKPOINT, "Checkpoint"));
        observer.refresh(false);
        assertThat(made.get()).isEqualTo(before);
        observer.refresh(true);
        assertThat(made.get()).isEqualTo(before + 1);
        feed.setState(RunState.PAUSED);
        observer.refresh(false);
        assertThat(made.get()).as("a pause has nothing to slow down").isEqualTo(before + 2);
    }

    @Test
    void tellsTheRunThatGoesOnThenTheFailure() {
        LiveFeed first = feed();
        LiveFeed second = feed();
        observer.show(List.of(first, second));
        first.fail("Out of memory.");
        observer.refresh(true);
        assertThat(observer.stateProperty().get()).isEqualTo(RunState.RUNNING);
        assertThat(observer.troubleProperty().get()).isEqualTo("Out of memory.");
        second.setState(RunState.FINISHED);
        observer.refresh(true);
        assertThat(observer.stateProperty().get()).isEqualTo(RunState.FAILED);
        observer.clearProblem();
        assertThat(observer.troubleProperty().get()).isNotEmpty();
    }

    @Test
    void aRunThatWasStoppedHasNoTimeLeft() {
        LiveFeed feed = feed();
        feed.setProgress(new Progress(21, 157, 1, 1, 800, 11, "Training"));
        observer.show(List.of(feed));
        assertThat(ProgressText.of(observer.progressProperty().get())).endsWith("11 s left");
        feed.setState(RunState.STOPPED);
        observer.refresh(true);
        assertThat(ProgressText.of(observer.progressProperty().get())).isEqualTo("step 21 of 157 \u00b7 epoch 1 of 1");
    }

    @Test
    void tellsTheNewestWarningUntilOtherRunsAreShown() {
        LiveFeed feed = feed();
        observer.show(List.of(feed));
        feed.add(new RunEvent(3, 0, RunEvent.Kind.WARNING, "The loss is NaN at step 3"));
        observer.refresh(true);
        assertThat(observer.warningProperty().get()).contains("NaN");
        observer.show(List.of());
        assertThat(observer.warningProperty().get()).isEmpty();
        assertThat(observer.stateProperty().get()).isNull();
    }
}
