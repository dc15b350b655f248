package io.github.deconvscope.run.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.JsonLines;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.TextTable;
import io.github.deconvscope.math.SampleMean;
import io.github.deconvscope.math.SampleMean.Interval;
import io.github.deconvscope.run.experiment.Answer.Difference;
import io.github.deconvscope.run.experiment.Answer.Side;
import io.github.deconvscope.run.experiment.Experiment.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An {@link Answer} as text: Markdown that reads well as it is, LaTeX, CSV with all digits, and JSON. */
public final class AnswerTables {
    private static final int DIGITS = 4;

    private final Answer answer;

    public AnswerTables(Answer answer) {
        this.answer = answer;
    }

    /** Writes {@code table.md}, {@code table.tex}, {@code table.csv} and {@code runs.csv}, each whole or not at all. */
    public void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve("table.md"), markdown());
        AtomicFile.write(folder.resolve("table.tex"), latex());
        AtomicFile.write(folder.resolve("table.csv"), csv());
        AtomicFile.write(folder.resolve("runs.csv"), runsCsv());
    }

    /** Means as cells, a row a group and measure; the first row names the columns. */
    public List<List<String>> means() {
        boolean searched = answer.sides().stream().anyMatch(side -> side.group().searched());
        boolean published = answer.sides().stream()
                .anyMatch(side -> !side.group().published().isEmpty());
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("group"));
        if (searched) {
            header.add("best "
                    + answer.experiment()
                            .search()
                            .map(Search::option)
                            .orElseThrow()
                            .id());
        }
        header.addAll(List.of("measure", "n", "mean", "standard deviation", "95 % by t", "95 % by bootstrap"));
        if (published) {
            header.add("published");
        }
        rows.add(header);
        for (Side side : answer.sides()) {
            side.means().forEach((measure, mean) -> {
                List<String> row = new ArrayList<>(List.of(side.group().name()));
                if (searched) {
                    row.add(side.value().orElse(""));
                }
                row.add(measure.label());
                row.addAll(cells(mean));
                if (published) {
                    Double theirs = side.group().published().get(measure);
                    row.add(theirs == null ? "" : shown(theirs));
                }
                rows.add(row);
            });
        }
        return rows;
    }

    /** Differences as cells; the first row names the columns. */
    public List<List<String>> differences() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "group",
                "minus",
                "measure",
                "n",
                "mean",
                "standard deviation",
                "95 % by t",
                "95 % by bootstrap",
                "differs"));
        for (Difference difference : answer.differences()) {
            List<String> row = new ArrayList<>(List.of(
                    difference.comparison().group().name(),
                    difference.comparison().with().name(),
                    difference.measure().label()));
            row.addAll(cells(difference.mean()));
            row.add(difference.mean().count() < 2 ? "" : difference.shown() ? "yes" : "not shown");
            rows.add(row);
        }
        return rows;
    }

    private static List<String> cells(SampleMean mean) {
        return List.of(
                Integer.toString(mean.count()),
                shown(mean.mean()),
                shown(mean.deviation()),
                shown(mean.t()),
                shown(mean.bootstrap()));
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "" : Numbers.shown(value, DIGITS);
    }

    private static String shown(Interval interval) {
        return Double.isNaN(interval.low()) ? "" : shown(interval.low()) + " to " + shown(interval.high());
    }

    /** A sentence for each difference of the first measure; that two differ is said only where the interval says so. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (Difference difference : answer.differences()) {
            SampleMean mean = difference.mean();
            if (difference.measure().equals(answer.experiment().measures().get(0)) && mean.count() > 1) {
                sentences.add(difference.comparison().group().name() + " minus "
                        + difference.comparison().with().name() + ", "
                        + difference.measure().label() + ": " + shown(mean.mean()) + ", 95 % " + shown(mean.t())
                        + ", n = "
                        + mean.count() + ". "
                        + (difference.shown() ? "They differ." : "The interval holds 0: no difference is shown."));
            }
        }
        if (answer.differences().size() > 1) {
            sentences.add("Each of the " + answer.differences().size()
                    + " intervals is one of 95 %: of twenty where nothing differs, about one leaves 0 out.");
        }
        answer.experiment()
                .search()
                .ifPresent(search -> sentences.add("The best " + search.option().id() + " of "
                        + search.values().size()
                        + " is chosen by the very runs that are shown, so that the means are a little too good."));
        return sentences;
    }

    /** The whole answer. */
    public String markdown() {
        Experiment experiment = answer.experiment();
        StringBuilder text = new StringBuilder("# " + experiment.name() + "\n\n");
        if (!experiment.note().isEmpty()) {
            text.append(experiment.note()).append("\n\n");
        }
        text.append(count()).append("\n\n").append(new TextTable(means()).markdown());
        if (!experiment.source().isEmpty()) {
            text.append("\nPublished: ").append(experiment.source()).append('\n');
        }
        if (!answer.differences().isEmpty()) {
            text.append("\n## Differences, seed by seed\n\n").append(new TextTable(differences()).markdown());
            text.append('\n');
            sentences().forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        }
        if (answer.troubled().findAny().isPresent()) {
            text.append("\n## Runs without a number\n\n");
            answer.troubled().forEach(run -> text.append("- ")
                    .append(run.task().name())
                    .append(", ")
                    .append(run.end().label())
                    .append(": ")
                    .append(run.reason().replaceAll("\\s+", " "))
                    .append('\n'));
        }
        if (!answer.warnings().isEmpty()) {
            text.append("\n## Is it fair?\n\n");
            answer.warnings()
                    .forEach(warning -> text.append("- ").append(warning).append('\n'));
        }
        return text.toString();
    }

    /** Such as {@code 12 of 15 runs are finished, 1 diverged.} */
    public String count() {
        String others = IntStream.range(1, RunOutcome.End.values().length)
                .mapToObj(i -> RunOutcome.End.values()[i])
                .filter(end -> answer.count(end) > 0)
                .map(end -> ", " + answer.count(end) + " " + end.label())
                .collect(Collectors.joining());
        return answer.count(RunOutcome.End.FINISHED) + " of " + answer.runs().size() + " runs are finished" + others
                + ".";
    }

    /** Two tables for a paper, with the rules of the package {@code booktabs}. */
    public String latex() {
        String text = "% " + answer.experiment().name() + ": " + count() + "\n" + new TextTable(means()).latex();
        return answer.differences().isEmpty() ? text : text + "\n" + new TextTable(differences()).latex();
    }

    /** One row a mean or a difference, with all digits; an empty cell is an unknown number. */
    public String csv() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "kind",
                "group",
                "minus",
                "best",
                "measure",
                "unit",
                "n",
                "mean",
                "standard_deviation",
                "t_low",
                "t_high",
                "bootstrap_low",
                "bootstrap_high",
                "published"));
        for (Side side : answer.sides()) {
            side.means().forEach((measure, mean) -> {
                Double theirs = side.group().published().get(measure);
                rows.add(row(
                        "mean",
                        side.group().name(),
                        "",
                        side.value().orElse(""),
                        measure,
                        mean,
                        theirs == null ? "" : Numbers.exact(theirs)));
            });
        }
        for (Difference difference : answer.differences()) {
            rows.add(row(
                    "difference",
                    difference.comparison().group().name(),
                    difference.comparison().with().name(),
                    "",
                    difference.measure(),
                    difference.mean(),
                    ""));
        }
        return new TextTable(rows).csv();
    }

    private static List<String> row(
            String kind, String group, String with, String best, Measure measure, SampleMean mean, String published) {
        return List.of(
                kind,
                group,
                with,
                best,
                measure.id(),
                measure.kind().unit(),
                Integer.toString(mean.count()),
                exact(mean.mean()),
                exact(mean.deviation()),
                exact(mean.t().low()),
                exact(mean.t().high()),
                exact(mean.bootstrap().low()),
                exact(mean.bootstrap().high()),
                published);
    }

    /** One row a run. */
    public String runsCsv() {
        return new TextTable(runs(AnswerTables::exact)).csv();
    }

    /** Single runs as cells, in the order of {@link Answer#runs()}; the first row names the columns. */
    public List<List<String>> runs() {
        return runs(AnswerTables::shown);
    }

    private List<List<String>> runs(DoubleFunction<String> written) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("run", "group", "value", "seed", "state"));
        answer.experiment().measures().forEach(measure -> header.add(measure.id()));
        header.add("reason");
        rows.add(header);
        for (RunOutcome run : answer.runs()) {
            List<String> row = new ArrayList<>(List.of(
                    run.task().name(),
                    run.task().group(),
                    run.task().value().orElse(""),
                    Integer.toString(run.task().seed()),
                    run.end().label()));
            answer.experiment()
                    .measures()
                    .forEach(measure -> row.add(written.apply(run.values().get(measure))));
            row.add(run.reason());
            rows.add(row);
        }
        return rows;
    }

    private static String exact(double value) {
        return Double.isNaN(value) ? "" : Numbers.exact(value);
    }

    /** The same numbers for a program. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("name", answer.experiment().name());
        json.add("groups", new JsonArray());
        for (Side side : answer.sides()) {
            side.means().forEach((measure, mean) -> {
                JsonObject row = new JsonObject();
                row.addProperty("group", side.group().name());
                side.value().ifPresent(value -> row.addProperty("best", value));
                putMean(row, measure, mean);
                Double theirs = side.group().published().get(measure);
                if (theirs != null) {
                    row.addProperty("published", theirs);
                }
                json.getAsJsonArray("groups").add(row);
            });
        }
        json.add("differences", new JsonArray());
        for (Difference difference : answer.differences()) {
            JsonObject row = new JsonObject();
            row.addProperty("group", difference.comparison().group().name());
            row.addProperty("minus", difference.comparison().with().name());
            putMean(row, difference.measure(), difference.mean());
            row.addProperty("differs", difference.shown());
            json.getAsJsonArray("differences").add(row);
        }
        json.add("runs", new JsonArray());
        for (RunOutcome run : answer.runs()) {
            JsonObject row = new JsonObject();
            row.addProperty("run", run.task().name());
            row.addProperty("group", run.task().group());
            run.task().value().ifPresent(value -> row.addProperty("value", value));
            row.addProperty("seed", run.task().seed());
            row.addProperty("state", run.end().label());
            if (!run.reason().isEmpty()) {
                row.addProperty("reason", run.reason());
            }
            run.values().forEach((measure, value) -> putKnown(row, measure.id(), value));
            json.getAsJsonArray("runs").add(row);
        }
        JsonArray warnings = new JsonArray();
        answer.warnings().forEach(warnings::add);
        json.add("warnings", warnings);
        return json;
    }

    private static void putMean(JsonObject row, Measure measure, SampleMean mean) {
        row.addProperty("measure", measure.id());
        row.addProperty("n", mean.count());
        putKnown(row, "mean", mean.mean());
        putKnown(row, "standardDeviation", mean.deviation());
        putKnown(row, "tLow", mean.t().low());
        putKnown(row, "tHigh", mean.t().high());
        putKnown(row, "bootstrapLow", mean.bootstrap().low());
        putKnown(row, "bootstrapHigh", mean.bootstrap().high());
    }

    private static void putKnown(JsonObject row, String name, double value) {
        if (!Double.isNaN(value)) {
            JsonLines.put(row, name, value);
        }
    }
}
