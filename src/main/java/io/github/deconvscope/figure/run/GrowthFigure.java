package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.bench.Growth;
import io.github.deconvscope.run.bench.Growth.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How time and memory of a training step grow, a panel of each for each thing that grows; both axes are logarithmic, so that a power is a straight
 * line.
 */
public final class GrowthFigure {
    private static final String CAPTION =
            "Medians of the time, peaks of the memory beside the engine's. The curves called counted are what counting multiply-adds, or numbers that are"
                    + " held, predicts, laid through the last point of what was measured: where that is flatter, a step takes its time, or memory, for"
                    + " something else.";

    /** What is measured of a net. */
    private record Measure(String what, String unit, Curve deconv, Curve norm) {
        static final Measure TIME = new Measure(
                "step",
                "ms",
                new Curve(point -> point.deconv().median(), Point::countedDeconv),
                new Curve(point -> point.norm().median(), Point::countedNorm));
        static final Measure MEMORY = new Measure(
                "memory",
                "MiB",
                new Curve(point -> point.memory().deconv(), point -> point.memory()
                        .countedDeconv()),
                new Curve(
                        point -> point.memory().norm(), point -> point.memory().countedNorm()));

        static List<Measure> of(Growth growth) {
            return growth.hasMemory() ? List.of(TIME, MEMORY) : List.of(TIME);
        }
    }

    private record Curve(ToDoubleFunction<Point> of, ToDoubleFunction<Point> counted) {
        String power(Growth growth) {
            return Numbers.shown(growth.exponent(of)) + " (counted " + Numbers.shown(growth.exponent(counted)) + ")";
        }
    }

    private GrowthFigure() {}

    /** @param growths what is drawn; without any only the names of the table's columns are there */
    public static Figure of(List<Growth> growths) {
        return new PanelsFigure(
                "How a training step grows",
                CAPTION,
                growths.stream().map(GrowthFigure::words).collect(Collectors.joining("; ", "", ".")),
                growths.stream()
                        .flatMap(growth -> Measure.of(growth).stream().map(measure -> panel(growth, measure)))
                        .toList(),
                Math.min(
                        2,
                        growths.stream()
                                .mapToInt(growth -> Measure.of(growth).size())
                                .sum()),
                260,
                table(growths));
    }

    private static Figure panel(Growth growth, Measure measure) {
        LineChartFigure.Builder chart = LineChartFigure.titled(growth.over().label())
                .axes(Axis.log(growth.over().label(), ""), Axis.log(measure.what, measure.unit));
        add(chart, growth, "deconvolution", SeriesKey.DECONVOLUTION, SeriesKey.EXTRA_1, measure.deconv);
        add(chart, growth, "batch norm", SeriesKey.BATCH_NORM, SeriesKey.EXTRA_2, measure.norm);
        return chart.build();
    }

    private static void add(
            LineChartFigure.Builder chart,
            Growth growth,
            String name,
            SeriesKey key,
            SeriesKey countedKey,
            Curve curve) {
        List<Point> points = growth.points();
        double[] values = points.stream().mapToDouble(Point::value).toArray();
        Point last = points.get(points.size() - 1);
        double each = curve.of.applyAsDouble(last) / curve.counted.applyAsDouble(last);
        chart.add(Series.line(
                        name,
                        Points.of(values, points.stream().mapToDouble(curve.of).toArray()),
                        key)
                .as(Series.Drawing.LINE_AND_POINTS));
        chart.add(Series.line(
                name + ", counted",
                Points.of(
                        values,
                        points.stream()
                                .mapToDouble(curve.counted)
                                .map(work -> work * each)
                                .toArray()),
                countedKey));
    }

    private static String words(Growth growth) {
        return Measure.of(growth).stream()
                .map(measure -> "with " + growth.over().label() + " the " + measure.what
                        + " of deconvolution grows by the power " + measure.deconv.power(growth)
                        + ", that of batch norm by " + measure.norm.power(growth))
                .collect(Collectors.joining("; "));
    }

    private static DataTable table(List<Growth> growths) {
        List<List<Object>> rows = new ArrayList<>();
        for (Growth growth : growths) {
            for (Point point : growth.points()) {
                List<Object> row = new ArrayList<>(List.of(
                        growth.over().label(),
                        point.value(),
                        point.deconv().median(),
                        point.norm().median(),
                        point.countedDeconv(),
                        point.countedNorm()));
                Growth.Memory memory = point.memory();
                row.addAll(
                        memory == null
                                ? Collections.nCopies(4, null)
                                : List.of(
                                        memory.deconv(), memory.norm(), memory.countedDeconv(), memory.countedNorm()));
                rows.add(row);
            }
        }
        return DataTable.of(
                List.of(
                        "grows",
                        "value",
                        "deconvolution step (ms)",
                        "batch norm step (ms)",
                        "deconvolution multiply-adds (billions)",
                        "batch norm multiply-adds (billions)",
                        "deconvolution memory (MiB)",
                        "batch norm memory (MiB)",
                        "deconvolution counted memory (MiB)",
                        "batch norm counted memory (MiB)"),
                rows);
    }
}
