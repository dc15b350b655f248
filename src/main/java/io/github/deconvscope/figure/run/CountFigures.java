package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What the number of Newton-Schulz iterations does to a net that is trained with it: accuracy beside what whitening leaves, of runs that were
 * recorded ({@code docs/runs/iteration-count.csv}).
 */
public final class CountFigures implements FigureProvider {
    private static final String TITLE = "The count as regulariser";
    private static final String RUNS = "/assets/runs/iteration-count.csv";

    /** The rates that were tried, the one in the middle first. */
    private static final List<String> RATES = List.of("0.1", "0.03", "0.3");

    /** A run as recorded; accuracies in per cent. */
    private record Run(int iterations, double rate, double test, double train, double residual) {
        static Run of(String line) {
            String[] cells = line.split(",");
            return new Run(
                    Integer.parseInt(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]));
        }
    }

    @Override
    public List<FigureEntry> figures() {
        return List.of(FigureEntry.still(
                "network-count",
                "network",
                TITLE,
                "Accuracy and whiteness of one net that was trained with 1, 3, 5 and 15 iterations, as recorded.",
                List.of(Parameter.choice("rate", "the learning rate of all", RATES)),
                input -> figure(input.text("rate"))));
    }

    private static Figure figure(String rate) {
        List<List<Run>> byCount = at(Double.parseDouble(rate));
        LineChartFigure.Builder accuracy = LineChartFigure.titled("Accuracy")
                .axes(Axis.log("iterations", ""), Axis.linear("accuracy", "%").to(100));
        add(accuracy, byCount, Run::train, "training", SeriesKey.NEUTRAL);
        add(accuracy, byCount, Run::test, "test", SeriesKey.DECONVOLUTION);
        LineChartFigure.Builder left = LineChartFigure.titled("Residual")
                .axes(
                        Axis.log("iterations", ""),
                        Axis.linear("residual", "").from(0).to(1));
        add(left, byCount, Run::residual, "residual", SeriesKey.DECONVOLUTION);
        return new PanelsFigure(
                TITLE,
                "Means and single runs of " + byCount.get(0).size() + " seeds, at a learning rate of " + rate + ".",
                altText(byCount),
                List.of(accuracy.build(), left.build()),
                2,
                260,
                table(byCount));
    }

    private static void add(
            LineChartFigure.Builder chart,
            List<List<Run>> byCount,
            ToDoubleFunction<Run> measure,
            String name,
            SeriesKey key) {
        double[] counts =
                byCount.stream().mapToDouble(runs -> runs.get(0).iterations()).toArray();
        double[] means =
                byCount.stream().mapToDouble(runs -> mean(runs, measure)).toArray();
        List<Run> all = byCount.stream().flatMap(List::stream).toList();
        chart.add(Series.line(name, Points.of(counts, means), key));
        chart.add(Series.points(
                        name + ", each run",
                        Points.of(
                                all.stream().mapToDouble(Run::iterations).toArray(),
                                all.stream().mapToDouble(measure).toArray()),
                        key)
                .asFaint());
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> measure) {
        return runs.stream().mapToDouble(measure).average().orElseThrow();
    }

    /** The runs at a learning rate, the fewest iterations first. */
    private static List<List<Run>> at(double rate) {
        return List.copyOf(read().stream()
                .filter(run -> run.rate() == rate)
                .collect(Collectors.groupingBy(Run::iterations, TreeMap::new, Collectors.toList()))
                .values());
    }

    private static List<Run> read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(CountFigures.class.getResourceAsStream(RUNS), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Run::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the recorded runs " + RUNS + " cannot be read", e);
        }
    }

    private static String altText(List<List<Run>> byCount) {
        return byCount.stream()
                .map(runs -> runs.get(0).iterations() + ": test " + Numbers.shown(mean(runs, Run::test))
                        + " %, training " + Numbers.shown(mean(runs, Run::train)) + " %, residual "
                        + Numbers.shown(mean(runs, Run::residual)))
                .collect(Collectors.joining("; ", "By iterations: ", "."));
    }

    private static DataTable table(List<List<Run>> byCount) {
        List<List<Object>> rows = new ArrayList<>();
        for (List<Run> runs : byCount) {
            rows.add(List.of(
                    runs.get(0).iterations(),
                    runs.get(0).rate(),
                    runs.size(),
                    mean(runs, Run::test),
                    runs.stream().mapToDouble(Run::test).min().orElseThrow(),
                    runs.stream().mapToDouble(Run::test).max().orElseThrow(),
                    mean(runs, Run::train),
                    mean(runs, Run::residual)));
        }
        return DataTable.of(
                List.of(
                        "iterations",
                        "learning rate",
                        "seeds",
                        "test accuracy (%)",
                        "least test accuracy (%)",
                        "most test accuracy (%)",
                        "training accuracy (%)",
                        "residual"),
                rows);
    }
}
