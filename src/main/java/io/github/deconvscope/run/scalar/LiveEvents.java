package io.github.deconvscope.run.scalar;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.StepRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run as TensorBoard events while it goes on: its numbers, and pictures of recorded matrices. Every record is flushed, so that a
 * kill leaves whole records and at most the beginning of one, which readers pass over. A resumed run begins a file of its own and says
 * from which step on the earlier one no longer counts. For one thread.
 */
public final class LiveEvents implements AutoCloseable {
    /**
     * Draws recorded matrices.
     *
     * @see #add(Frame)
     */
    @FunctionalInterface
    public interface Drawing {
        /** A picture of a frame; empty for what is not drawn. */
        Optional<Picture> of(Frame frame);
    }

    /**
     * A picture in a file format that browsers show.
     *
     * @param width in pixels
     * @param height in pixels
     * @param png its bytes
     */
    public record Picture(int width, int height, byte[] png) {}

    private static final int RGB = 3;

    private final Path folder;
    private final Drawing drawing;
    private @Nullable OutputStream out;

    /**
     * Opens nothing yet: a run that is refused leaves no file.
     *
     * @param folder gets the files; made if need be
     */
    public LiveEvents(Path folder, Drawing drawing) {
        this.folder = folder;
        this.drawing = drawing;
    }

    /** Says that values of this step and later ones, written before, no longer count. */
    public void restart(long step) throws IOException {
        byte[] start = EventFields.message(
                session -> session.writeEnum(EventFields.SESSION_STATUS, EventFields.SESSION_START));
        write(step, EventFields.SESSION_LOG, start);
    }

    /** Writes the numbers of a step. */
    public void add(StepRecord record) throws IOException {
        scalars(record.step(), record.toJson(), false);
    }

    /** Writes the numbers of an epoch, at its last step. */
    public void add(EpochRecord record) throws IOException {
        scalars(record.step(), record.toJson(), true);
    }

    private void scalars(long step, JsonObject line, boolean perEpoch) throws IOException {
        JsonFields fields = new JsonFields("a record", line);
        byte[] summary = EventFields.message(values -> {
            for (Metric metric : Metric.values()) {
                double value =
                        metric.perEpoch() == perEpoch && metric != Metric.EPOCH_STEP ? metric.read(fields) : Double.NaN;
                if (!Double.isNaN(value)) {
                    values.writeByteArray(EventFields.VALUE, EventFileWriter.value(metric.id(), (float) value));
                }
            }
        });
        write(step, EventFields.SUMMARY, summary);
    }

    /** Writes a picture of a recorded matrix, if it is one that is drawn. */
    public void add(Frame frame) throws IOException {
        Optional<Picture> drawn = drawing.of(frame);
        if (drawn.isEmpty()) {
            return;
        }
        byte[] image = EventFields.message(picture -> {
            picture.writeInt32(EventFields.IMAGE_HEIGHT, drawn.get().height);
            picture.writeInt32(EventFields.IMAGE_WIDTH, drawn.get().width);
            picture.writeInt32(EventFields.IMAGE_COLORSPACE, RGB);
            picture.writeByteArray(EventFields.IMAGE_ENCODED, drawn.get().png);
        });
        byte[] value = EventFields.message(named -> {
            named.writeString(
                    EventFields.TAG,
                    frame.key().quantity().id() + "/" + frame.key().layer());
            named.writeByteArray(EventFields.IMAGE, image);
        });
        byte[] summary = EventFields.message(values -> values.writeByteArray(EventFields.VALUE, value));
        write(frame.step(), EventFields.SUMMARY, summary);
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    private void write(long step, int field, byte[] part) throws IOException {
        if (out == null) {
            out = open();
            RecordFile.write(out, EventFileWriter.version(now()));
        }
        RecordFile.write(out, EventFileWriter.event(now(), step, field, part));
        out.flush();
    }

    private OutputStream open() throws IOException {
        Files.createDirectories(folder);
        long files;
        try (Stream<Path> there = Files.list(folder)) {
            files = there.count();
        }
        String name = String.format(Locale.ROOT, "events.out.tfevents.%010d.deconvscope.%d", (long) now(), files);
        return new BufferedOutputStream(
                Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
