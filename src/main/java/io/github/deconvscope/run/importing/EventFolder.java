package io.github.deconvscope.run.importing;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.scalar.EventLog;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.run.scalar.SeriesBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the run in the TensorBoard event files of one folder. */
final class EventFolder {
    /** What Keras calls the curves of an epoch begins so, and their step is the epoch. */
    private static final String KERAS_EPOCH = "epoch_";

    private EventFolder() {}

    /**
     * Reads event files that lie together.
     *
     * @param source for people: the folder, or the one file
     * @param folder the folder they lie in, whose name may say what was measured
     * @param name what to call the run; empty if unknown
     */
    static FoundRun read(List<Path> files, Path source, Path folder, String name) throws IOException {
        EventLog.Content content = EventLog.read(files);
        FoundRun run = new FoundRun(source, name);
        Remarks remarks = run.remarks();
        content.damage().forEach((file, why) -> remarks.leftOut("file " + file.getFileName(), why));
        content.restarts()
                .forEach((step, points) -> remarks.leftOut(
                        PlainWords.count(points, "value") + " at step " + step + " and beyond",
                        "a session started again at that step"));
        content.others()
                .forEach(tag ->
                        remarks.leftOut("tag " + Remarks.quoted(tag), "a picture, histogram or text, no number"));
        Path last = folder.getFileName();
        run.setHeldOut(last != null && KnownCurves.isHeldOut(last.toString()));
        Optional<Epochs> epochs = Epochs.of(content.scalars(), remarks);
        content.scalars().forEach((tag, points) -> {
            if (epochs.isEmpty() || !epochs.get().tag.equals(tag)) {
                run.add(tag, tag, placed(tag, points, epochs, remarks));
            }
        });
        return run;
    }

    /** The points of a tag with the epochs they belong to. */
    private static SeriesBuilder placed(String tag, SeriesBuilder points, Optional<Epochs> epochs, Remarks remarks) {
        ScalarSeries series = points.build(tag).series();
        boolean keras = tag.startsWith(KERAS_EPOCH) && countsEpochs(series.step());
        if (!keras && epochs.isEmpty()) {
            return points;
        }
        if (!keras) {
            return points.withEpochs(epochs.get()::at, true);
        }
        boolean fromZero = series.step()[0] == 0;
        if (fromZero) {
            remarks.changed("epochs", "counted from 0 in the log, from 1 here");
        }
        return points.withEpochs(step -> fromZero ? step + 1 : step, false);
    }

    /** Whether the steps are 0, 1, 2 and so on, or from 1. */
    private static boolean countsEpochs(double[] step) {
        for (int i = 0; i < step.length; i++) {
            if (i == 0 ? step[i] > 1 : step[i] != step[i - 1] + 1) {
                return false;
            }
        }
        return step.length > 0;
    }

    /** A tag whose values are the epoch of each step, as Lightning and Hugging Face write it. */
    private static final class Epochs {
        private final String tag;
        private final Map<Double, Double> byStep = new TreeMap<>();

        private Epochs(String tag, ScalarSeries series, Remarks remarks) {
            this.tag = tag;
            double[] epoch = series.value().clone();
            if (Places.countFromOne(epoch)) {
                remarks.changed("epochs", "counted from 0 in the log, from 1 here");
            }
            Places.spread(series.step(), epoch);
            for (int i = 0; i < epoch.length; i++) {
                byStep.put(series.step()[i], epoch[i]);
            }
            remarks.leftOut("tag " + Remarks.quoted(tag), "no curve but the epochs of the others");
        }

        static Optional<Epochs> of(Map<String, SeriesBuilder> scalars, Remarks remarks) {
            return scalars.entrySet().stream()
                    .filter(entry -> AxisNames.rank(Axis.EPOCH, entry.getKey()) >= 0)
                    .map(entry -> new Epochs(
                            entry.getKey(),
                            entry.getValue().build(entry.getKey()).series(),
                            remarks))
                    .findFirst();
        }

        double at(double step) {
            return byStep.getOrDefault(step, Double.NaN);
        }
    }

    /** Whether a file has the name of an event file. */
    static boolean isEventFile(Path file) {
        return file.getFileName().toString().contains(".tfevents.");
    }
}
