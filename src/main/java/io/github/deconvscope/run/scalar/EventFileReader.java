package io.github.deconvscope.run.scalar;

import io.github.deconvscope.run.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads scalars from TensorBoard event files: simple values, as most programs write them, and scalar tensors of 32 or 64 bits, as
 * TensorFlow 2 does. Everything else (images, histograms, text) is passed over.
 */
final class EventFileReader {
    private final Map<String, SeriesBuilder> curves = new LinkedHashMap<>();
    private double firstTime = Double.NaN;

    private EventFileReader() {}

    /** Reads the files of one run, in order. */
    static List<ScalarSeries> read(List<Path> files) throws IOException {
        EventFileReader reader = new EventFileReader();
        for (Path file : files) {
            reader.readFile(file);
        }
        return reader.curves.values().stream().map(SeriesBuilder::build).toList();
    }

    private void readFile(Path file) throws IOException {
        int records = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (byte[] record = RecordFile.read(in); record != null; record = RecordFile.read(in)) {
                readEvent(record);
                records++;
            }
        } catch (IOException e) {
            if (records == 0) {
                throw new InvalidInputException(
                        file + " is neither text nor a TensorBoard event file: " + e.getMessage() + ".", e);
            }
            throw new InvalidInputException(
                    file + " is damaged after " + records + " records: " + e.getMessage() + ". Copy it again.", e);
        }
        if (records == 0) {
            throw new InvalidInputException(file + " holds no record: it is empty or not a TensorBoard event file.");
        }
    }

    private void readEvent(byte[] record) throws IOException {
        double time = Double.NaN;
        long step = 0;
        byte[] summary = null;
        ProtoFields.Reader event = new ProtoFields.Reader(record);
        while (event.next()) {
            if (event.isReal(EventFields.WALL_TIME)) {
                time = event.real();
            } else if (event.isNumber(EventFields.STEP)) {
                step = event.number();
            } else if (event.isBytes(EventFields.SUMMARY)) {
                summary = event.bytes();
            }
        }
        if (Double.isNaN(firstTime)) {
            firstTime = time;
        }
        if (summary == null) {
            return;
        }
        ProtoFields.Reader values = new ProtoFields.Reader(summary);
        while (values.next()) {
            if (values.isBytes(EventFields.VALUE)) {
                readValue(values.bytes(), step, time - firstTime);
            }
        }
    }

    private void readValue(byte[] message, long step, double seconds) throws IOException {
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
        if (tag != null && value != null) {
            curves.computeIfAbsent(tag, SeriesBuilder::new).add(step, Double.NaN, seconds, value);
        }
    }

    /** The value of a tensor that holds a single one; null for all others. */
    private static Double scalar(byte[] tensor) throws IOException {
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
