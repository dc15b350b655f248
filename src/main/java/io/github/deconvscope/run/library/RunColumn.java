package io.github.deconvscope.run.library;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Nearest;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.config.IdleOption;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.library.RunComparison.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What can stand in a column of a list of runs: an option of their configurations, or a result.
 *
 * @param id in states, files and on the command line; of an option its own
 * @param label at the head of the column
 * @param help what it is
 * @param option of a run's configuration; empty if the run measured it
 * @param share whether its numbers are shares of 1
 * @param numeric whether values are numbers
 * @param reader a {@link Double}, NaN where there is none, if it is numeric, else a {@link String}, empty where there is none
 */
public record RunColumn(
        String id,
        String label,
        String help,
        Optional<RunOption> option,
        boolean share,
        boolean numeric,
        Function<RunEntry, Object> reader) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final List<RunColumn> RESULTS = List.of(
            number("loss", "Loss", "Loss of the last step", false, RunEntry::lastLoss),
            number(
                    "test-accuracy",
                    "Test acc.",
                    "Share of the test images classified right after the last epoch",
                    true,
                    RunEntry::testAccuracy),
            number("steps", "Steps", "Updates that were recorded", false, entry -> orNone(entry.steps())),
            text("net", "Net", "Net, width and normalization in short", RunColumn::net),
            number(
                    "time",
                    "Time, s",
                    "Computing time of all steps together, in seconds",
                    false,
                    entry -> orNone(entry.seconds())),
            text("started", "Started", "When the run began", entry -> started(entry.startedMillis())),
            text(
                    "tags",
                    "Tags",
                    "What somebody tagged the run with",
                    entry -> String.join(", ", entry.labels().tags())));

    private static final List<RunColumn> ALL = Stream.concat(
                    RESULTS.stream(), Arrays.stream(RunOption.values()).map(RunColumn::of))
            .toList();

    /** The columns of a list that nobody has chosen columns for. */
    public static final List<RunColumn> USUAL = Stream.of(
                    "loss", "test-accuracy", "steps", "net", RunOption.DATASET.id(), "time", "started")
            .map(RunColumn::byId)
            .toList();

    private static RunColumn number(
            String id, String label, String help, boolean share, ToDoubleFunction<RunEntry> value) {
        return new RunColumn(id, label, help, Optional.empty(), share, true, value::applyAsDouble);
    }

    private static RunColumn text(String id, String label, String help, Function<RunEntry, Object> value) {
        return new RunColumn(id, label, help, Optional.empty(), false, false, value);
    }

    private static RunColumn of(RunOption option) {
        boolean numeric =
                option.type() instanceof OptionType.WholeNumber || option.type() instanceof OptionType.RealNumber;
        return new RunColumn(
                option.id(), option.label(), option.help(), Optional.of(option), false, numeric, entry -> entry.config()
                        .filter(config -> IdleOption.in(config, option).isEmpty())
                        .map(config ->
                                numeric ? (Object) ((Number) config.get(option)).doubleValue() : config.text(option))
                        .orElse(numeric ? Double.NaN : ""));
    }

    /** All columns there are: results, then options in their order. */
    public static List<RunColumn> all() {
        return ALL;
    }

    /** @throws InvalidInputException that names the columns that are most like it, if there is none with this id */
    public static RunColumn byId(String id) {
        return ALL.stream()
                .filter(column -> column.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("There is no column \"" + id + "\". Did you mean: "
                        + String.join(
                                ", ",
                                Nearest.of(id, ALL.stream().map(RunColumn::id).toList(), 2))
                        + "? Any option of a run is a column."));
    }

    /** What stands in the column; nothing for an option without effect on that run. */
    public Object value(RunEntry entry) {
        return reader.apply(entry);
    }

    /** A value as it is shown: an option's as it is typed on the command line. */
    public String shown(Object value) {
        if (!(value instanceof Double number)) {
            return value.toString();
        }
        if (number.isNaN()) {
            return "";
        }
        return option.isPresent() ? Numbers.typed(number) : share ? Numbers.percent(number) : Numbers.shown(number);
    }

    /** The column for some runs. */
    Row of(List<RunEntry> runs) {
        List<Object> values = runs.stream()
                .map(run -> option.isPresent() ? shown(value(run)) : value(run))
                .toList();
        return new Row(id, label, help, values, option.isEmpty(), share);
    }

    /** An imported curve may know neither steps nor time; nothing takes none. */
    static double orNone(double value) {
        return value == 0 ? Double.NaN : value;
    }

    private static String net(RunEntry entry) {
        return entry.config().map(RunColumn::net).orElse("");
    }

    private static String net(RunConfig config) {
        return config.model().label() + (config.width() == 1 ? "" : " x" + Numbers.shown(config.width())) + " "
                + config.normalization().id();
    }

    private static String started(long millis) {
        return millis == 0
                ? ""
                : TIME.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault()));
    }
}
