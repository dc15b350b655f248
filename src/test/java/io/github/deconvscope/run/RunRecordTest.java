package io.github.deconvscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    private static final ProbeKey KEY = new ProbeKey("features.0", Quantity.COVARIANCE);

    @TempDir
    Path temp;

    private static StepRecord step(long step, double loss) {
        return new StepRecord(step, (int) (1 + step / 10), loss, 0.25, 0.1 / step, 12.5, 1, step % 7 == 0);
    }

    private RunRecorder start() throws IOException {
        return RunRecorder.create(new RunFolder(temp.resolve("run")), RunConfig.defaults());
    }

    @Test
    @SuppressWarnings("try") // The subscription only has to be there.
    void whatWasRecordedIsReadBackToTheLastBit() throws IOException {
        Random random = new Random(1);
        double[] losses = random.doubles(40).toArray();
        losses[3] = Double.NaN;
        losses[4] = Double.POSITIVE_INFINITY;
        Frame frame = new Frame(KEY, 20, new int[] {2, 2}, new float[] {1, 2, Float.NaN, 4});
        EpochRecord epoch = new EpochRecord(1, 40, 2.1, 0.3, Double.NaN, 0.5, 9);
        LayerInfo layer = new LayerInfo("features.0", "conv1", "FastDeconv2D", 3, 64, 3, 3, 3, true, 15);
        try (RunRecorder recorder = start()) {
            recorder.setLayers(List.of(layer));
            for (int i = 0; i < losses.length; i++) {
                recorder.add(step(i + 1, losses[i]));
            }
            recorder.add(epoch);
            recorder.add(new RunEvent(40, 5, RunEvent.Kind.FINISHED, "done"));
            recorder.addFrames(20, List.of(frame));
            recorder.status(RunState.FINISHED, new Progress(40, 40, 1, 2, 1, 0, ""), "", true);
        }
        RecordedRun run = RecordedRun.open(temp.resolve("run"));
        Curve.Snapshot loss = run.feed().curve(Metric.LOSS).snapshot();
        assertThat(loss.size()).isEqualTo(40);
        for (int i = 0; i < losses.length; i++) {
            assertThat(Double.doubleToLongBits(loss.y()[i])).isEqualTo(Double.doubleToLongBits(losses[i]));
            assertThat(loss.x()[i]).isEqualTo(i + 1);
        }
        assertThat(run.feed().state()).isEqualTo(RunState.FINISHED);
        assertThat(run.feed().layers()).containsExactly(layer);
        assertThat(run.feed().curve(Metric.TEST_LOSS).snapshot().last()).isNaN();
        assertThat(run.feed().curve(Metric.TEST_ACCURACY).snapshot().last()).isEqualTo(0.5);
        assertThat(run.feed().events()).hasSize(1);
        assertThat(run.feed().recordedSteps()).containsExactly(20L);
        assertThat(run.feed().frameAt(KEY, 20).orElseThrow().values()).containsExactly(1, 2, Float.NaN, 4);
        try (Subscription subscription = run.feed().watch(KEY)) {
            run.poll();
            assertThat(run.feed().latestFrame(KEY).orElseThrow().step()).isEqualTo(20);
        }
    }

    @Test
    void lostGradientsMemoryAndChangesAreReadBack() throws IOException {
        LostGradients lost = new LostGradients(
                new float[] {0.1f, Float.NaN, 0},
                new float[] {0, Float.NaN, 1e-7f},
                new float[] {0.6f, Float.NaN, 0.5f},
                new float[] {0.01f, Float.NaN, 0});
        MemoryUse memory = new MemoryUse(
                new MemoryUse.Part(1, 2),
                new MemoryUse.Part(3, 4),
                new MemoryUse.Part(5, 6),
                new MemoryUse.Part(7, 8),
                new MemoryUse.Part(9, 10));
        OptionChange change = new OptionChange(RunOption.LEARNING_RATE, 0.05);
        RunEvent event = new RunEvent(1, 5, RunEvent.Kind.CHANGED, "changed", Optional.of(change));
        try (RunRecorder recorder = start()) {
            recorder.setMemory(memory);
            recorder.add(step(1, 3));
            recorder.add(new StepRecord(2, 1, 3, 0, 0.1, 1, 1, false, Optional.of(lost)));
            recorder.add(event);
        }
        RecordedRun run = RecordedRun.open(temp.resolve("run"));
        assertThat(run.damagedLines()).isZero();
        assertThat(run.feed().memory()).contains(memory);
        assertThat(run.feed().events()).containsExactly(event);
        for (LostGradients.Kind kind : LostGradients.Kind.values()) {
            Curve.Snapshot ofFirst = run.feed().lost(0, kind).snapshot();
            assertThat(ofFirst.size()).isEqualTo(1);
            assertThat(ofFirst.x()[0]).isEqualTo(2);
            assertThat((float) ofFirst.y()[0]).isEqualTo(lost.of(kind)[0]);
            assertThat(run.feed().lost(1, kind).size())
                    .as("a layer without weights")
                    .isZero();
            assertThat((float) run.feed().lost(2, kind).snapshot().last()).isEqualTo(lost.of(kind)[2]);
        }
        Files.writeString(temp.resolve("run/memory.json"), "{\"weights\": 3}");
        assertThatThrownBy(() -> RecordedRun.open(temp.resolve("run")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("memory.json", "\"layerOutputs\" is missing");
    }

    /** Records of earlier versions count gradients that are 0 in any format as lost: not to be shown under the same name. */
    @Test
    void sharesOfAnEarlierVersionArePassedOver() throws IOException {
        try (RunRecorder recorder = start()) {
            recorder.add(step(1, 3));
        }
        Path steps = temp.resolve("run/steps.jsonl");
        Files.writeString(
                steps,
                Files.readString(steps).replace("}\n", ",\"underflow\":[0.62,null,0.1],\"overflow\":[0,null,0]}\n"));
        RecordedRun run = RecordedRun.open(temp.resolve("run"));
        assertThat(run.damagedLines()).isZero();
        assertThat(run.feed().curve(Metric.LOSS).snapshot().last()).isEqualTo(3);
        for (LostGradients.Kind kind : LostGradients.Kind.values()) {
            assertThat(run.feed().lost(0, kind).size()).isZero();
        }
    }

    @Test
    void aRecordCutAtAnyByteStaysReadable() throws IOException {
        try (RunRecorder recorder = start()) {
            for (int i = 1; i <= 5; i++) {
                recorder.add(step(i, i));
            }
        }
        RunFolder folder = new RunFolder(temp.resolve("run"));
        byte[] whole = Files.readAllBytes(folder.steps());
        for (int length = whole.length; length >= 0; length--) {
            Files.write(folder.steps(), java.util.Arrays.copyOf(whole, length));
            RecordedRun run = RecordedRun.open(folder.path());
            int complete = 0;
            for (int i = 0; i < length; i++) {
                complete += whole[i] == '\n' ? 1 : 0;
            }
            assertThat(run.feed().curve(Metric.LOSS).size()).isEqualTo(complete);
            assertThat(run.damagedLines()).isZero();
            assertThat(run.feed().state()).isEqualTo(RunState.INTERRUPTED);
        }
    }

    @Test
    void aFolderThatIsBeingWrittenIsFollowed() throws IOException {
        try (RunRecorder recorder = start()) {
            recorder.add(step(1, 3));
            recorder.status(RunState.RUNNING, Progress.NONE, "", true);
            RecordedRun run = RecordedRun.open(temp.resolve("run"));
            assertThat(run.feed().state()).isEqualTo(RunState.RUNNING);
            assertThat(run.feed().curve(Metric.LOSS).size()).isEqualTo(1);
            long version = run.feed().version();
            run.poll();
            assertThat(run.feed().version()).as("nothing new").isEqualTo(version);
            recorder.add(step(2, 2));
            run.poll();
            assertThat(run.feed().curve(Metric.LOSS).snapshot().last()).isEqualTo(2);
            assertThat(run.feed().version()).isGreaterThan(version);
        }
    }

    @Test
    void aRecordGoesOnFromItsCheckpoint() throws IOException {
        try (RunRecorder recorder = start()) {
            for (int i = 1; i <= 9; i++) {
                recorder.add(step(i, i));
            }
            recorder.addFrames(9, List.of(new Frame(KEY, 9, new int[] {1}, new float[1])));
        }
        RunFolder folder = new RunFolder(temp.resolve("run"));
        Files.writeString(folder.steps(), "{\"step\": 10, \"ep", StandardOpenOption.APPEND);
        try (RunRecorder recorder = RunRecorder.reopen(folder, 6)) {
            recorder.add(step(7, 70));
        }
        RecordedRun run = RecordedRun.open(folder.path());
        assertThat(run.feed().curve(Metric.LOSS).size()).isEqualTo(7);
        assertThat(run.feed().curve(Metric.LOSS).snapshot().last()).isEqualTo(70);
        assertThat(run.feed().recordedSteps()).isEmpty();
        assertThat(run.damagedLines()).isZero();
    }

    @Test
    void damagedLinesAreCountedAndPassedOver() throws IOException {
        try (RunRecorder recorder = start()) {
            recorder.add(step(1, 1));
        }
        RunFolder folder = new RunFolder(temp.resolve("run"));
        Files.writeString(folder.steps(), "garbage\n[1]\n", StandardOpenOption.APPEND);
        RecordedRun run = RecordedRun.open(folder.path());
        assertThat(run.feed().curve(Metric.LOSS).size()).isEqualTo(1);
        assertThat(run.damagedLines()).isEqualTo(2);
    }

    @Test
    void foldersThatHoldSomethingElseAreRefused() throws IOException {
        assertThatThrownBy(() -> RecordedRun.open(temp.resolve("nowhere")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> RecordedRun.open(temp)).hasMessageContaining("config.json is missing");
        Path full = Files.createDirectory(temp.resolve("full"));
        Files.writeString(full.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> RunRecorder.create(new RunFolder(full), RunConfig.defaults()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not empty");
        try (RunRecorder recorder = start()) {
            recorder.add(step(1, 1));
        }
        assertThatThrownBy(() -> start().close()).hasMessageContaining("already holds a run");
        RunFolder spaced = new RunFolder(temp.resolve("a run"));
        RunRecorder.create(spaced, RunConfig.defaults()).close();
        assertThatThrownBy(() -> RunRecorder.create(spaced, RunConfig.defaults()))
                .hasMessageEndingWith("continue it with: deconvscope resume '" + spaced.path() + "'");
        Path newer = temp.resolve("run");
        Files.writeString(new RunFolder(newer).environment(), "{\"formatVersion\": 99}");
        assertThatThrownBy(() -> RecordedRun.open(newer)).hasMessageContaining("format 99");
    }

    @Test
    void framesMakeRoomByHalvingThemselves() throws IOException {
        FrameArchive archive = new FrameArchive(temp.resolve("frames"));
        for (long step = 10; step <= 90; step += 10) {
            archive.write(step, List.of(new Frame(KEY, step, new int[] {1}, new float[1])));
        }
        assertThat(archive.thinTo(1 << 20)).isFalse();
        long one = Files.size(temp.resolve("frames/step-000000010.npz"));
        assertThat(archive.thinTo(5 * one)).isTrue();
        assertThat(archive.steps()).containsExactly(10L, 30L, 50L, 70L, 90L);
        assertThat(archive.thinTo(0)).isTrue();
        assertThat(archive.steps()).containsExactly(10L, 90L);
    }

    @Test
    void framesCostNothingUnlessSomebodyLooks() {
        LiveFeed feed = new LiveFeed(RunConfig.defaults(), new FrameArchive(temp));
        assertThat(feed.watchers().keys()).isEmpty();
        Subscription one = feed.watch(KEY);
        Subscription two = feed.watch(KEY);
        one.close();
        one.close();
        assertThat(feed.watchers().keys()).containsExactly(KEY);
        feed.publish(List.of(new Frame(KEY, 1, new int[] {1}, new float[1])));
        feed.publish(List.of(new Frame(KEY, 2, new int[] {1}, new float[1])));
        assertThat(feed.droppedFrames()).isEqualTo(1);
        assertThat(feed.latestFrame(KEY).orElseThrow().step()).isEqualTo(2);
        two.close();
        assertThat(feed.watchers().keys()).isEmpty();
    }
}
