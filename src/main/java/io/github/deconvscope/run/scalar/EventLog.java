package io.github.deconvscope.run.scalar;

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
                readEvent(file, record);
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
        ProtoFields.Reader event = new ProtoFields.Reader(record);
        while (event.next()) {
            if (event.isReal(EventFields.WALL_TIME)) {
                time = event.real();
            } else if (event.isNumber(EventFields.STEP)) {
                step = event.number();
            } else if (event.isBytes(EventFields.SUMMARY)) {
                summary = event.bytes();
            } else if (event.isBytes(EventFields.SESSION_LOG)) {
                restart = isStart(event.bytes());
            }
        }
        if (restart) {
            takeBack(step);
        }
        if (summary == null) {
            return;
        }
        ProtoFields.Reader values = new ProtoFields.Reader(summary);
        while (values.next()) {
            if (values.isBytes(EventFields.VALUE)) {
                readValue(file, values.bytes(), step, time);
            }
        }
    }

    private static boolean isStart(byte[] session) throws IOException {
        ProtoFields.Reader fields = new ProtoFields.Reader(session);
        boolean start = false;
        while (fields.next()) {
            start |= fields.isNumber(EventFields.SESSION_STATUS) && fields.number() == EventFields.SESSION_START;
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
        String tag = null;
        Double value = null;
        ProtoFields.Reader fields = new ProtoFields.Reader(message);
        while (fields.next()) {
            if (fields.isBytes(EventFields.TAG)) {
                tag = fields.text();
            } else if (fields.isSingle(EventFields.SIMPLE_VALUE)) {
                value = (double) fields.single();
            } else if (fields.isBytes(EventFields.TENSOR)) {
                value = scalar(fields.bytes());
            }
        }
        if (tag == null) {
            return;
        }
        if (value == null) {
            others.add(tag);
        } else {
            // The first number begins the run; the file itself may have been opened long before.
            firstTime = Double.isNaN(firstTime) ? time : firstTime;
            scalars.computeIfAbsent(tag, absent -> new SeriesBuilder()).add(step, Double.NaN, time - firstTime, value);
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
        ProtoFields.Reader fields = new ProtoFields.Reader(tensor);
        while (fields.next()) {
            if (fields.isNumber(EventFields.DTYPE)) {
                type = fields.number();
            } else if (fields.isSingle(EventFields.FLOAT_VAL)) {
                value = (double) fields.single();
            } else if (fields.isReal(EventFields.DOUBLE_VAL)) {
                value = fields.real();
            } else if (fields.isBytes(EventFields.TENSOR_CONTENT)
                    || fields.isBytes(EventFields.FLOAT_VAL)
                    || fields.isBytes(EventFields.DOUBLE_VAL)) {
                // Packed values have the layout of raw content.
                content = fields.bytes();
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
