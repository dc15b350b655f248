package io.github.deconvscope.run.scalar;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.deconvscope.base.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads scalars from TensorBoard event files: simple values, as most programs write them, and scalar tensors of 32 or 64 bits, as
 * TensorFlow 2 does. A session that restarts at a step discards earlier values of that step and later ones, as in TensorBoard.
 */
public final class EventLog {
    private static final int MOST_TAGS = 10_000;
    private static final long MOST_POINTS = 10_000_000;

    private final Map<String, SeriesBuilder> scalars = new LinkedHashMap<>();
    private final Map<Long, Integer> restarts = new LinkedHashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final Map<Path, String> damage = new LinkedHashMap<>();
    private double firstTime = Double.NaN;
    private long furthest = Long.MIN_VALUE;
    private long points;

    private EventLog() {}

    /**
     * What the files of one run hold.
     *
     * @param scalars the points of each tag, in the order of the files
     * @param restarts steps at which a session started again, and how many points that took back
     * @param others tags of what is no number: pictures, histograms, texts
     * @param damage the files that could be read in part only, and what is wrong with each
     */
    public record Content(
            Map<String, SeriesBuilder> scalars,
            Map<Long, Integer> restarts,
            Set<String> others,
            Map<Path, String> damage) {}

    /**
     * Reads the files of one run, in order.
     *
     * @throws InvalidInputException if no file holds a whole record, or there is more than can be compared
     */
    public static Content read(List<Path> files) throws IOException {
        EventLog log = new EventLog();
        InvalidInputException unreadable = null;
        for (Path file : files) {
            try {
                log.readFile(file);
            } catch (InvalidInputException e) {
                log.damage.put(file, "is left out: " + e.getMessage().replaceFirst("\\.$", ""));
                unreadable = e;
            }
        }
        if (log.scalars.isEmpty() && unreadable != null) {
            throw unreadable;
        }
        log.others.removeAll(log.scalars.keySet());
        return new Content(log.scalars, log.restarts, log.others, log.damage);
    }

    /** Whether a file begins as an event file does: with a length and its checksum. */
    public static boolean isEventFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return RecordFile.beginsWithLength(in.readNBytes(12));
        }
    }

    private void readFile(Path file) throws IOException {
        int records = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (byte[] record = RecordFile.read(in); record != null; record = RecordFile.read(in)) {
                try {
                    readEvent(file, record);
                } catch (InvalidProtocolBufferException e) {
                    throw new RecordFile.DamagedException("a record is no event, or is cut short");
                }
                records++;
            }
        } catch (RecordFile.DamagedException e) {
            if (records == 0) {
                throw new InvalidInputException(
                        file + " is neither text nor a TensorBoard event file: " + e.getMessage() + ".", e);
            }
            damage.put(file, "is damaged after " + records + " records: " + e.getMessage());
        } catch (EOFException e) {
            if (records > 0) {
                damage.put(file, "ends in the middle of a record: it is still being written, or was cut");
            }
        }
        if (records == 0) {
            throw new InvalidInputException(file + " holds no record: it is empty or not a TensorBoard event file.");
        }
    }

    private void readEvent(Path file, byte[] record) throws IOException {
        double time = Double.NaN;
        long step = 0;
        byte[] summary = null;
        boolean restart = false;
        CodedInputStream event = CodedInputStream.newInstance(record);
        for (int tag = event.readTag(); tag != 0; tag = event.readTag()) {
            switch (tag) {
                case EventFields.WALL_TIME << 3 | WIRETYPE_FIXED64 -> time = event.readDouble();
                case EventFields.STEP << 3 | WIRETYPE_VARINT -> step = event.readInt64();
                case EventFields.SUMMARY << 3 | WIRETYPE_LENGTH_DELIMITED -> summary = event.readByteArray();
                case EventFields.SESSION_LOG << 3 | WIRETYPE_LENGTH_DELIMITED ->
                    restart = isStart(event.readByteArray());
                default -> event.skipField(tag);
            }
        }
        if (restart) {
            takeBack(step);
        }
        if (summary == null) {
            return;
        }
        CodedInputStream values = CodedInputStream.newInstance(summary);
        for (int tag = values.readTag(); tag != 0; tag = values.readTag()) {
            if (tag == (EventFields.VALUE << 3 | WIRETYPE_LENGTH_DELIMITED)) {
                readValue(file, values.readByteArray(), step, time);
            } else {
                values.skipField(tag);
            }
        }
    }

    private static boolean isStart(byte[] session) throws IOException {
        CodedInputStream fields = CodedInputStream.newInstance(session);
        boolean start = false;
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            if (tag == (EventFields.SESSION_STATUS << 3 | WIRETYPE_VARINT)) {
                start |= fields.readEnum() == EventFields.SESSION_START;
            } else {
                fields.skipField(tag);
            }
        }
        return start;
    }

    private void takeBack(long step) {
        if (step > furthest) {
            return;
        }
        furthest = step;
        int dropped = 0;
        for (SeriesBuilder tag : scalars.values()) {
            dropped += tag.dropFromStep(step);
        }
        if (dropped > 0) {
            restarts.merge(step, dropped, Integer::sum);
        }
    }

    private void readValue(Path file, byte[] message, long step, double time) throws IOException {
        String name = null;
        Double value = null;
        CodedInputStream fields = CodedInputStream.newInstance(message);
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            switch (tag) {
                case EventFields.TAG << 3 | WIRETYPE_LENGTH_DELIMITED -> name = fields.readString();
                case EventFields.SIMPLE_VALUE << 3 | WIRETYPE_FIXED32 -> value = (double) fields.readFloat();
                case EventFields.TENSOR << 3 | WIRETYPE_LENGTH_DELIMITED -> value = scalar(fields.readByteArray());
                default -> fields.skipField(tag);
            }
        }
        if (name == null) {
            return;
        }
        if (value == null) {
            others.add(name);
        } else {
            // The first number begins the run; the file itself may have been opened long before.
            firstTime = Double.isNaN(firstTime) ? time : firstTime;
            scalars.computeIfAbsent(name, absent -> new SeriesBuilder()).add(step, Double.NaN, time - firstTime, value);
            furthest = Math.max(furthest, step);
            points++;
        }
        if (scalars.size() + others.size() > MOST_TAGS || points > MOST_POINTS) {
            throw new InvalidInputException(file + " brings more than " + MOST_TAGS + " tags or " + MOST_POINTS
                    + " numbers. Import a log with fewer.");
        }
    }

    /** The value of a tensor that holds a single one; null for all others. */
    private static @Nullable Double scalar(byte[] tensor) throws IOException {
        long type = 0;
        Double value = null;
        byte[] content = new byte[0];
        CodedInputStream fields = CodedInputStream.newInstance(tensor);
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            switch (tag) {
                case EventFields.DTYPE << 3 | WIRETYPE_VARINT -> type = fields.readInt64();
                case EventFields.FLOAT_VAL << 3 | WIRETYPE_FIXED32 -> value = (double) fields.readFloat();
                case EventFields.DOUBLE_VAL << 3 | WIRETYPE_FIXED64 -> value = fields.readDouble();
                // Packed values have the layout of raw content.
                case EventFields.TENSOR_CONTENT << 3 | WIRETYPE_LENGTH_DELIMITED,
                        EventFields.FLOAT_VAL << 3 | WIRETYPE_LENGTH_DELIMITED,
                        EventFields.DOUBLE_VAL << 3 | WIRETYPE_LENGTH_DELIMITED -> content = fields.readByteArray();
                default -> fields.skipField(tag);
            }
        }
        ByteBuffer raw = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (type == EventFields.DT_FLOAT && content.length == Float.BYTES) {
            return (double) raw.getFloat();
        }
        if (type == EventFields.DT_DOUBLE && content.length == Double.BYTES) {
            return raw.getDouble();
        }
        return value;
    }
}
