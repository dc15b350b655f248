package io.github.deconvscope.run.scalar;

import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonLines;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The scalars of a run folder, read from {@code steps.jsonl} and {@code epochs.jsonl} alone, so that curves can be shown even when the
 * configuration is damaged, missing or newer than this program. {@link #poll} reads what another process has added. For one thread at a
 * time.
 */
public final class RunScalars {
    private final RunFolder folder;
    private LineFile steps;
    private LineFile epochs;
    private final Table stepTable = new Table();
    private final Table epochTable = new Table();
    private double stepsAnEpoch = Double.NaN;
    private long linesRead;

    /** @param path a run folder; the files need not be there yet */
    public RunScalars(Path path) {
        folder = new RunFolder(path);
        steps = new LineFile(folder.steps());
        epochs = new LineFile(folder.epochs());
    }

    /** Opens a folder and reads what is there. */
    public static RunScalars read(Path path) throws IOException {
        RunScalars scalars = new RunScalars(path);
        scalars.poll();
        return scalars;
    }

    /**
     * Reads what was written since the last call.
     *
     * @return whether anything changed
     */
    public boolean poll() throws IOException {
        boolean again = steps.wasReplaced() || epochs.wasReplaced();
        if (again) {
            // A resumed run rewrites the files without what is later than its checkpoint.
            stepTable.clear();
            epochTable.clear();
            steps = new LineFile(folder.steps());
            epochs = new LineFile(folder.epochs());
        }
        long before = linesRead;
        epochs.readNew(this::addEpoch);
        steps.readNew(this::addStep);
        return again || linesRead != before;
    }

    private void addStep(JsonFields json) {
        double step = json.whole(StepRecord.STEP);
        double millis = Metric.STEP_MILLIS.read(json);
        double epoch = json.has(StepRecord.EPOCH) ? json.number(StepRecord.EPOCH) : Double.NaN;
        stepTable.add(step, step, epoch, millis / 1000, row(json, false));
        linesRead++;
    }

    private void addEpoch(JsonFields json) {
        double epoch = json.whole(StepRecord.EPOCH);
        double step = json.has(StepRecord.STEP) ? json.whole(StepRecord.STEP) : Double.NaN;
        double seconds = Metric.SECONDS.read(json);
        if (Double.isNaN(stepsAnEpoch) && epoch > 0) {
            stepsAnEpoch = step / epoch;
        }
        epochTable.add(epoch, step, epoch, seconds, row(json, true));
        linesRead++;
    }

    private static Map<Metric, Double> row(JsonFields json, boolean perEpoch) {
        Map<Metric, Double> row = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (metric.perEpoch() == perEpoch) {
                row.put(metric, metric.read(json));
            }
        }
        return row;
    }

    /** Steps that were read. */
    public int steps() {
        return stepTable.size;
    }

    /** Epochs that were read. */
    public int epochs() {
        return epochTable.size;
    }

    /** Lines that were damaged and passed over. */
    public long damagedLines() {
        return steps.lines.damagedLines() + epochs.lines.damagedLines();
    }

    /** One curve; empty if the run has no point of it. */
    public Optional<ScalarSeries> series(Metric metric) {
        Table table = metric.perEpoch() ? epochTable : stepTable;
        double[] values = table.values.get(metric);
        if (table.size == 0 || values == null) {
            return Optional.empty();
        }
        double[] epoch = metric.perEpoch() ? Arrays.copyOf(table.epoch, table.size) : epochOfSteps();
        return Optional.of(SeriesBuilder.ascending(
                metric.id(),
                Arrays.copyOf(table.step, table.size),
                epoch,
                Arrays.copyOf(table.seconds, table.size),
                Arrays.copyOf(values, table.size)));
    }

    /** All curves that have a point, in the order of {@link Metric}. */
    public List<ScalarSeries> all() {
        List<ScalarSeries> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            // An axis here, not a curve.
            if (metric != Metric.EPOCH_STEP) {
                series(metric).ifPresent(all::add);
            }
        }
        return all;
    }

    /**
     * Where in its epoch each step was. Before the first epoch has ended the number of its steps is unknown; then the steps are spread by
     * those seen so far, and the last of them counts as the end.
     */
    private double[] epochOfSteps() {
        double length = Double.isNaN(stepsAnEpoch) ? stepTable.step[stepTable.size - 1] : stepsAnEpoch;
        double[] epoch = new double[stepTable.size];
        for (int i = 0; i < epoch.length; i++) {
            epoch[i] = stepTable.step[i] / length;
        }
        return epoch;
    }

    /** Growing columns whose rows are in ascending order: rows that a resumed run computes again replace the earlier ones. */
    private static final class Table {
        private double[] place = new double[64];
        private double[] step = new double[64];
        private double[] epoch = new double[64];
        private double[] seconds = new double[64];
        private final Map<Metric, double[]> values = new EnumMap<>(Metric.class);
        private int size;

        /**
         * @param at what the rows are in order of
         * @param took seconds that this row took; nothing is known of them if NaN
         */
        void add(double at, double atStep, double atEpoch, double took, Map<Metric, Double> row) {
            if (size > 0 && !(place[size - 1] < at)) {
                int found = Arrays.binarySearch(place, 0, size, at);
                size = found >= 0 ? found : -found - 1;
            }
            if (size == step.length) {
                place = Arrays.copyOf(place, 2 * size);
                step = Arrays.copyOf(step, 2 * size);
                epoch = Arrays.copyOf(epoch, 2 * size);
                seconds = Arrays.copyOf(seconds, 2 * size);
                values.replaceAll((metric, column) -> Arrays.copyOf(column, 2 * size));
            }
            double before = size == 0 ? 0 : seconds[size - 1];
            place[size] = at;
            step[size] = atStep;
            epoch[size] = atEpoch;
            seconds[size] = before + (took > 0 ? took : 0);
            row.forEach(
                    (metric, value) -> values.computeIfAbsent(metric, absent -> new double[step.length])[size] = value);
            size++;
        }

        void clear() {
            size = 0;
        }
    }

    /** A file of lines, and which file it was when the first line was read. */
    private static final class LineFile {
        private final Path file;
        private final JsonLines lines;
        private Object key;
        private long size;

        LineFile(Path file) {
            this.file = file;
            lines = new JsonLines(file);
        }

        boolean wasReplaced() throws IOException {
            if (size == 0 || !Files.exists(file)) {
                return size > 0;
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.size() < size || !Objects.equals(now.fileKey(), key);
        }

        void readNew(java.util.function.Consumer<JsonFields> reader) throws IOException {
            if (!Files.exists(file)) {
                return;
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (now.size() == size) {
                return;
            }
            key = now.fileKey();
            size = now.size();
            lines.readNew(reader);
        }
    }
}
