package io.github.deconvscope.run.library;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.TextTable;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.StepTime;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Several runs side by side: their curves, the options in which they differ, and how they ended.
 *
 * @param entries the runs, in the order they were chosen
 * @param curves the curves of each
 * @param rows one line of the table each, options first
 */
public record RunComparison(List<RunEntry> entries, List<List<ScalarSeries>> curves, List<Row> rows) {
    private static final String MARK = "DeconvScope: comparison of runs";

    /** Nothing chosen. */
    public static final RunComparison NONE = new RunComparison(List.of(), List.of(), List.of());

    /**
     * One line of the table.
     *
     * @param id what it is, for programs
     * @param label what it is, for people
     * @param help what that means
     * @param values one a run: a {@link Double}, NaN where there is none, or a {@link String}
     * @param measured whether the run measured it, rather than a person setting it
     * @param share whether the numbers are shares of 1
     */
    public record Row(String id, String label, String help, List<Object> values, boolean measured, boolean share) {
        /** A value of this row as it is shown. */
        public String shown(Object value) {
            return !(value instanceof Double number)
                    ? value.toString()
                    : share ? Numbers.percent(number) : Numbers.shown(number);
        }

        private String cell(Object value, boolean exact) {
            if (value instanceof Double number) {
                return number.isNaN() ? "" : exact ? Numbers.exact(number) : shown(value);
            }
            return shown(value);
        }
    }

    /** Compares runs. */
    public static RunComparison of(List<RunEntry> entries, List<List<ScalarSeries>> curves) {
        List<Row> rows = new ArrayList<>();
        for (RunOption option : differences(entries)) {
            List<Object> values = new ArrayList<>();
            for (RunEntry entry : entries) {
                values.add(entry.config().map(config -> config.text(option)).orElse("not known"));
            }
            rows.add(new Row(option.id(), option.label(), option.help(), values, false, false));
        }
        rows.addAll(ends(entries, curves));
        return new RunComparison(List.copyOf(entries), List.copyOf(curves), rows);
    }

    /** The options in which the configurations of runs differ, as far as these are known. */
    public static List<RunOption> differences(List<RunEntry> entries) {
        return Arrays.stream(RunOption.values())
                .filter(option -> entries.stream()
                                .flatMap(entry -> entry.config().stream())
                                .map(config -> config.get(option))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    /** Runs side by side in columns of somebody's choice; without curves. */
    public static RunComparison of(List<RunEntry> entries, Stream<RunColumn> columns) {
        return new RunComparison(
                List.copyOf(entries),
                List.of(),
                columns.map(column -> column.of(entries)).toList());
    }

    /** The kinds of files that {@link #text} writes, by the end of their names. */
    public static final List<String> ENDINGS = List.of(".csv", ".md", ".tex");

    /**
     * The table with a row a run, as a file's ending asks: {@code .csv} with names for programs and all digits; {@code .md} and {@code .tex}
     * with words and numbers as they are shown.
     *
     * @throws InvalidInputException if the ending is another one
     */
    public String text(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return table(true).csv();
        } else if (name.endsWith(".md")) {
            return "<!-- " + MARK + " -->\n\n" + table(false).markdown();
        } else if (name.endsWith(".tex")) {
            return "% " + MARK + "\n" + table(false).latex();
        }
        throw new InvalidInputException("The format of \"" + file + "\" is unknown; end it with "
                + String.join(", ", ENDINGS.subList(0, 2)) + " or " + ENDINGS.get(2) + ".");
    }

    /** The table with a row a run; the first row names the columns. */
    public TextTable table(boolean exact) {
        List<List<String>> table = new ArrayList<>();
        table.add(Stream.concat(Stream.of("run"), rows.stream().map(row -> exact ? row.id : row.label))
                .toList());
        for (int i = 0; i < entries.size(); i++) {
            int run = i;
            table.add(Stream.concat(
                            Stream.of(entries.get(run).displayName()),
                            rows.stream().map(row -> row.cell(row.values.get(run), exact)))
                    .toList());
        }
        return new TextTable(table);
    }

    private static List<Row> ends(List<RunEntry> entries, List<List<ScalarSeries>> curves) {
        List<Row> rows = new ArrayList<>();
        rows.add(measured("steps", "Steps", "Updates that were recorded", entries, entry -> entry.steps()));
        rows.add(last("loss", Metric.LOSS, "Loss, last step", "Mean cross entropy of the last batch", curves));
        rows.add(last("train-loss", Metric.TRAIN_LOSS, "Train loss", "Mean over the last epoch's images", curves));
        rows.add(last(
                "test-loss", Metric.TEST_LOSS, "Test loss", "Mean over the test images after the last epoch", curves));
        rows.add(last(
                "train-accuracy",
                Metric.TRAIN_ACCURACY,
                "Train accuracy",
                "Share classified right in the last epoch",
                curves));
        rows.add(last(
                "test-accuracy",
                Metric.TEST_ACCURACY,
                "Test accuracy",
                "Share classified right after the last epoch",
                curves));
        rows.add(new Row(
                "best-test-accuracy",
                "Best test accuracy",
                "The highest after any epoch. Picking it is optimistic: it was chosen on the test images.",
                each(curves, Metric.TEST_ACCURACY, RunComparison::best),
                true,
                true));
        rows.add(new Row(
                "step-time",
                "Milliseconds per step",
                "M" + StepTime.WORDS.substring(1),
                each(curves, Metric.STEP_MILLIS, curve -> StepTime.median(curve.value())),
                true,
                false));
        rows.add(measured(
                "time", "Computing time, s", "Of all steps together, without the tests", entries, RunEntry::seconds));
        rows.removeIf(row -> row.values().stream().allMatch(value -> value instanceof Double d && Double.isNaN(d)));
        return rows;
    }

    private static Row measured(
            String id, String label, String help, List<RunEntry> entries, ToDoubleFunction<RunEntry> value) {
        List<Object> values = new ArrayList<>();
        entries.forEach(entry -> values.add(RunColumn.orNone(value.applyAsDouble(entry))));
        return new Row(id, label, help, values, true, false);
    }

    private static Row last(String id, Metric metric, String label, String help, List<List<ScalarSeries>> curves) {
        boolean share = metric == Metric.TRAIN_ACCURACY || metric == Metric.TEST_ACCURACY;
        return new Row(id, label, help, each(curves, metric, ScalarSeries::last), true, share);
    }

    private static List<Object> each(
            List<List<ScalarSeries>> curves, Metric metric, ToDoubleFunction<ScalarSeries> value) {
        List<Object> values = new ArrayList<>();
        for (List<ScalarSeries> run : curves) {
            values.add(find(run, metric.id()).map(value::applyAsDouble).orElse(Double.NaN));
        }
        return values;
    }

    private static double best(ScalarSeries curve) {
        double best = Double.NaN;
        for (double value : curve.value()) {
            best = Double.isNaN(best) || value > best ? value : best;
        }
        return best;
    }

    private static Optional<ScalarSeries> find(List<ScalarSeries> curves, String name) {
        return curves.stream().filter(curve -> curve.name().equals(name)).findFirst();
    }

    /** The curves of one name, one a run; empty where a run has none. */
    public List<Optional<ScalarSeries>> curve(String name) {
        return curves.stream().map(run -> find(run, name)).toList();
    }

    /** The names of all curves that at least one run has, those of this program first. */
    public List<String> curveNames() {
        LinkedHashSet<String> there = new LinkedHashSet<>();
        curves.forEach(run -> run.forEach(curve -> there.add(curve.name())));
        LinkedHashSet<String> ordered = new LinkedHashSet<>();
        for (Metric metric : Metric.values()) {
            if (there.contains(metric.id())) {
                ordered.add(metric.id());
            }
        }
        ordered.addAll(there);
        return List.copyOf(ordered);
    }
}
