package io.github.deconvscope.run.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.StepRecord;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are written while a run goes on are read back by the importer, however the run ended. */
class LiveEventsTest {
    private static final LiveEvents.Drawing DRAWING = frame -> frame.key().quantity() == Quantity.COVARIANCE
            ? Optional.of(new LiveEvents.Picture(2, 2, new byte[] {1, 2, 3}))
            : Optional.empty();

    @TempDir
    Path folder;

    private static StepRecord step(long step, double loss) {
        return new StepRecord(step, 1, loss, 0.5, 0.1, 20, 1, false);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void aKilledAndResumedRunIsReadAsItsRecord() throws IOException {
        LiveEvents killed = new LiveEvents(folder, DRAWING);
        for (long i = 1; i <= 5; i++) {
            killed.add(step(i, 10 - i));
        }
        // Not closed, as a killed process leaves it: every record is on the disk all the same.
        assertThat(losses(EventLog.read(files()))).containsExactly(9, 8, 7, 6, 5);
        byte[] whole = Files.readAllBytes(files().get(0));
        Files.write(files().get(0), Arrays.copyOf(whole, whole.length - 3));
        try (LiveEvents resumed = new LiveEvents(folder, DRAWING)) {
            resumed.restart(4);
            resumed.add(step(4, 3));
            resumed.add(step(5, 2));
            resumed.add(new EpochRecord(1, 5, 1.5, 0.25, 1.25, 0.75, 60));
            resumed.add(new Frame(new ProbeKey("features.0", Quantity.COVARIANCE), 5, new int[] {2, 2}, new float[4]));
            resumed.add(new Frame(new ProbeKey("features.0", Quantity.MEAN), 5, new int[] {2}, new float[2]));
        }
        assertThat(files()).hasSize(2);
        EventLog.Content read = EventLog.read(files());
        assertThat(losses(read)).containsExactly(9, 8, 7, 3, 2);
        assertThat(read.restarts().keySet()).containsExactly(4L);
        assertThat(read.scalars()).containsKeys("epoch/test_accuracy", "step/learning_rate");
        assertThat(read.others()).containsExactly("covariance/features.0");
        assertThat(read.damage().keySet()).as("the file that was cut").containsExactly(files().get(0));
        killed.close();
    }

    private static double[] losses(EventLog.Content read) {
        return read.scalars().get("step/loss").build("loss").series().value();
    }

    @Test
    void aRunThatIsRefusedLeavesNoFile() throws IOException {
        new LiveEvents(folder.resolve("none"), DRAWING).close();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    /** Field 4 of a value holds height 1, width 2, colorspace 3 and bytes 4, as in TensorFlow's summary.proto. */
    @Test
    void aPictureHasTheFieldsOfTensorFlow() throws IOException {
        try (LiveEvents events = new LiveEvents(folder, DRAWING)) {
            events.add(new Frame(new ProbeKey("conv", Quantity.COVARIANCE), 7, new int[] {1, 1}, new float[1]));
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(files().get(0)))) {
            RecordFile.read(in);
            Map<Integer, byte[]> event = bytes(RecordFile.read(in));
            Map<Integer, byte[]> value = bytes(bytes(event.get(5)).get(1));
            assertThat(new String(value.get(1))).isEqualTo("covariance/conv");
            assertThat(value.get(4)).startsWith(1 << 3, 2, 2 << 3, 2, 3 << 3, 3, 4 << 3 | 2, 3, 1, 2, 3);
        }
    }

    private static Map<Integer, byte[]> bytes(byte[] message) throws IOException {
        Map<Integer, byte[]> found = new java.util.HashMap<>();
        ProtoFields.Reader fields = new ProtoFields.Reader(message);
        while (fields.next()) {
            for (int field = 1; field <= 8; field++) {
                if (fields.isBytes(field)) {
                    found.put(field, fields.bytes());
                }
            }
        }
        return found;
    }
}
