package io.github.deconvscope.run.scalar;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.run.feed.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes curves as a TensorBoard event file: records of {@code tensorflow.Event} messages, the first with the version
 * {@code brain.Event:2}, then one a value with tag, step, wall time and a 32-bit simple value.
 */
public final class EventFileWriter {
    private static final String VERSION = "brain.Event:2";

    private EventFileWriter() {}

    private record Point(String name, double seconds, long step, float value) {}

    /**
     * Writes one event file into a folder, whole or not at all.
     *
     * @param folder the run's name in TensorBoard; made if need be
     * @param startedMillis wall clock of the start, milliseconds since 1970
     * @return the file
     */
    public static Path write(List<ScalarSeries> curves, Path folder, long startedMillis) throws IOException {
        OutputFolder.make(folder);
        Path file = folder.resolve(
                String.format(Locale.ROOT, "events.out.tfevents.%010d.deconvscope", startedMillis / 1000));
        AtomicFile.write(file, out -> {
            double started = startedMillis / 1000.0;
            RecordFile.write(out, version(started));
            for (Point point : points(curves)) {
                RecordFile.write(out, event(point, started));
            }
        });
        return file;
    }

    /** The tag of a curve: TensorBoard makes a section of what stands before the slash. */
    public static String tag(String name) {
        return Choice.find(Metric.class, name)
                .map(metric -> (metric.perEpoch() ? "epoch/" : "step/")
                        + name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .orElse(name);
    }

    /** All values in the order of time, as a program that logs while it trains would write them. */
    private static List<Point> points(List<ScalarSeries> curves) {
        List<Point> points = new ArrayList<>();
        for (ScalarSeries curve : curves) {
            for (int i = 0; i < curve.size(); i++) {
                double step = Double.isNaN(curve.step()[i]) ? curve.epoch()[i] : curve.step()[i];
                double seconds = Double.isNaN(curve.seconds()[i]) ? 0 : curve.seconds()[i];
                points.add(new Point(curve.name(), seconds, Math.round(step), (float) curve.value()[i]));
            }
        }
        points.sort(Comparator.comparingLong(Point::step));
        return points;
    }

    /** The first event of a file. @param wallTime seconds since 1970 */
    static byte[] version(double wallTime) throws IOException {
        return EventFields.message(event -> {
            event.writeDouble(EventFields.WALL_TIME, wallTime);
            event.writeString(EventFields.FILE_VERSION, VERSION);
        });
    }

    /** A number under the tag of its curve. */
    static byte[] value(String name, float value) throws IOException {
        return EventFields.message(summary -> {
            summary.writeString(EventFields.TAG, tag(name));
            summary.writeFloat(EventFields.SIMPLE_VALUE, value);
        });
    }

    private static byte[] event(Point point, double started) throws IOException {
        byte[] value = value(point.name, point.value);
        byte[] summary = EventFields.message(values -> values.writeByteArray(EventFields.VALUE, value));
        return event(started + point.seconds, point.step, EventFields.SUMMARY, summary);
    }

    /**
     * An event with one part.
     *
     * @param wallTime seconds since 1970
     * @param field number of the part
     */
    static byte[] event(double wallTime, long step, int field, byte[] part) throws IOException {
        return EventFields.message(event -> {
            event.writeDouble(EventFields.WALL_TIME, wallTime);
            event.writeInt64(EventFields.STEP, step);
            event.writeByteArray(field, part);
        });
    }
}
