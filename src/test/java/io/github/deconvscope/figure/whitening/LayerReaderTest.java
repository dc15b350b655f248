package io.github.deconvscope.figure.whitening;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A covariance is never shown with the mean or the kernels of another step. */
class LayerReaderTest {
    private static final LayerInfo LAYER =
            new LayerInfo("features.0", "conv1 2 to 4", "FastDeconv2D", 2, 4, 1, 1, 2, false, 5);

    @TempDir
    Path folder;

    private static List<Frame> frames(long step) {
        return List.of(
                new Frame(key(Quantity.COVARIANCE), step, new int[] {2, 2}, new float[] {step, 0, 0, 1}),
                new Frame(key(Quantity.MEAN), step, new int[] {2}, new float[] {step, step}),
                new Frame(key(Quantity.SAMPLES), step, new int[] {1}, new float[] {step}),
                new Frame(key(Quantity.KERNELS), step, new int[] {4, 2, 1, 1}, new float[8]));
    }

    private static ProbeKey key(Quantity quantity) {
        return new ProbeKey(LAYER.name(), quantity);
    }

    private static void assertWhole(LayerMoment moment, long step) {
        assertThat(moment.step()).isEqualTo(step);
        assertThat(moment.estimate().truth()[0])
                .as("without eps")
                .isEqualTo(step - RunConfig.defaults().real(RunOption.EPS));
        assertThat(moment.estimate().mean()).containsExactly(step, step);
        assertThat(moment.kernels()).isPresent();
    }

    @Test
    void framesOfAStepAreSeenTogetherWhileTheRunGoesOn() throws InterruptedException {
        LiveFeed feed = new LiveFeed(RunConfig.defaults(), new FrameArchive(folder));
        feed.publish(frames(1));
        Thread training = new Thread(() -> {
            for (long step = 2; step <= 20_000; step++) {
                feed.publish(frames(step));
            }
        });
        training.start();
        LayerReader reader = new LayerReader(feed, LAYER);
        do {
            LayerMoment moment = reader.read(WhiteningSource.NEWEST, 0).orElseThrow();
            assertWhole(moment, moment.step());
        } while (training.isAlive());
        training.join();
        assertWhole(reader.read(WhiteningSource.NEWEST, 0).orElseThrow(), 20_000);
    }

    @Test
    void whereOnlyTheCovarianceWasWatchedLastAllOfTheLastRecordIsShown() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));
        try (RunRecorder recorder = RunRecorder.create(run, RunConfig.defaults())) {
            recorder.addFrames(50, frames(50));
        }
        LiveFeed feed = new LiveFeed(RunConfig.defaults(), new FrameArchive(run.frames()));
        feed.publish(frames(50));
        feed.publish(List.of(frames(60).get(0)));

        assertWhole(new LayerReader(feed, LAYER).read(WhiteningSource.NEWEST, 0).orElseThrow(), 50);
        feed.publish(frames(61));
        assertWhole(new LayerReader(feed, LAYER).read(WhiteningSource.NEWEST, 0).orElseThrow(), 61);
    }
}
