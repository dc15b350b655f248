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
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How the time of a training step grows, a panel for each thing that grows; both axes are logarithmic, so that a power is a straight line. */
public final class GrowthFigure {
    private static final String CAPTION =
            "Medians. The curves called counted are what counting multiply-adds predicts, laid through the"
                    + " last point of what was measured: where that is flatter, a step takes its time for something else than products.";

    private GrowthFigure() {}

    /** @param growths what is drawn; without any only the names of the table's columns are there */
    public static Figure of(List<Growth> growths) {
        return new PanelsFigure(
                "How a training step grows",
                CAPTION,
                growths.stream().map(GrowthFigure::words).collect(Collectors.joining("; ", "", ".")),
                growths.stream().map(GrowthFigure::panel).toList(),
                Math.min(2, growths.size()),
                260,
                table(growths));
    }

    private static Figure panel(Growth growth) {
        LineChartFigure.Builder chart = LineChartFigure.titled(growth.over().label())
                .axes(Axis.log(growth.over().label(), ""), Axis.log("step", "ms"));
        add(
                chart,
                growth,
                "deconvolution",
                SeriesKey.DECONVOLUTION,
                SeriesKey.EXTRA_1,
                point -> point.deconv().median(),
                Point::countedDeconv);
        add(
                chart,
                growth,
                "batch norm",
                SeriesKey.BATCH_NORM,
                SeriesKey.EXTRA_2,
                point -> point.norm().median(),
                Point::countedNorm);
        return chart.build();
    }

    private static void add(
            LineChartFigure.Builder chart,
            Growth growth,
            String name,
            SeriesKey key,
            SeriesKey countedKey,
            ToDoubleFunction<Point> millis,
            ToDoubleFunction<Point> counted) {
        List<Point> points = growth.points();
        double[] values = points.stream().mapToDouble(Point::value).toArray();
        Point last = points.get(points.size() - 1);
        double each = millis.applyAsDouble(last) / counted.applyAsDouble(last);
        chart.add(Series.line(
                        name,
                        Points.of(values, points.stream().mapToDouble(millis).toArray()),
                        key)
                .as(Series.Drawing.LINE_AND_POINTS));
        chart.add(Series.line(
                name + ", counted",
                Points.of(
                        values,
                        points.stream()
                                .mapToDouble(counted)
                                .map(work -> work * each)
                                .toArray()),
                countedKey));
    }

    private static String words(Growth growth) {
        return "with " + growth.over().label() + " deconvolution grows by the power "
                + Numbers.shown(growth.exponent(point -> point.deconv().median())) + " (counted "
                + Numbers.shown(growth.exponent(Point::countedDeconv)) + "), batch norm by "
                + Numbers.shown(growth.exponent(point -> point.norm().median())) + " (counted "
                + Numbers.shown(growth.exponent(Point::countedNorm)) + ")";
    }

    private static DataTable table(List<Growth> growths) {
        List<List<Object>> rows = new ArrayList<>();
        for (Growth growth : growths) {
            for (Point point : growth.points()) {
                rows.add(List.of(
                        growth.over().label(),
                        point.value(),
                        point.deconv().median(),
                        point.norm().median(),
                        point.countedDeconv(),
                        point.countedNorm()));
            }
        }
        return DataTable.of(
                List.of(
                        "grows",
                        "value",
                        "deconvolution step (ms)",
                        "batch norm step (ms)",
                        "deconvolution multiply-adds (billions)",
                        "batch norm multiply-adds (billions)"),
                rows);
    }
}
