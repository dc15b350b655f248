package io.github.deconvscope.figure.overlay;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.Band;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.run.RunCharts;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Settings of a chart that shows one curve of several runs in the same axes; {@link #of} makes the chart.
 *
 * @param curve name of the curve, see {@link ScalarSeries#name}
 * @param over the horizontal axis
 * @param smoothing weight of the past, 0 (none) up to below 1; the raw curve stays visible behind
 * @param logX whether the horizontal axis is logarithmic
 * @param logY whether the vertical axis is logarithmic
 */
public record RunOverlay(String curve, ScalarSeries.Axis over, double smoothing, boolean logX, boolean logY) {
    /** Most runs in one chart; more cannot be distinguished. */
    public static final int MOST_RUNS = 10;

    /** A curve of no more points is drawn point by point: an average of them would hide what little there is. */
    private static final int FEW_POINTS = 20;

    /** This, or, if it draws none of these curves, one that does: of a loss, if there is one, over an axis that it has. */
    public RunOverlay showingOneOf(List<ScalarSeries> curves) {
        boolean shown = curves.stream().anyMatch(one -> one.name().equals(curve) && one.has(over));
        if (shown || curves.isEmpty()) {
            return this;
        }
        ScalarSeries first = Stream.of(Metric.LOSS, Metric.TRAIN_LOSS, Metric.TEST_LOSS)
                .flatMap(loss -> curves.stream().filter(one -> one.name().equals(loss.id())))
                .findFirst()
                .orElse(curves.get(0));
        return new RunOverlay(first.name(), first.has(over) ? over : first.axis(), smoothing, logX, logY);
    }

    private Axis axis() {
        String unit = over == ScalarSeries.Axis.TIME ? "s" : "";
        if (logX) {
            return Axis.log(over.label(), unit);
        }
        return over == ScalarSeries.Axis.STEP ? Axis.counted(over.label()) : Axis.linear(over.label(), unit);
    }

    /** The chart; with a caption that says which runs have no such curve or no such axis. */
    public Figure of(RunComparison runs) {
        LineChartFigure.Builder chart = LineChartFigure.titled(capital(title(curve)));
        Axis x = axis();
        Axis y = logY ? Axis.log(title(curve), "") : Axis.linear(title(curve), "");
        chart.axes(x, share() && !logY ? y.from(0).to(1) : y);
        List<SeriesKey> keys = keys(runs.entries());
        List<Optional<ScalarSeries>> curves = runs.curve(curve);
        boolean pointwise = pointwise(curves);
        StringBuilder ends = new StringBuilder();
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).filter(there -> there.has(over)).isEmpty()) {
                continue;
            }
            String name = runs.entries().get(i).displayName();
            ScalarSeries there = curves.get(i).get();
            SeriesKey key = keys.get(i);
            double[] at = there.along(over);
            there.band()
                    .ifPresent(edges ->
                            chart.add(new Band(name, Points.of(at, edges.low()), Points.of(at, edges.high()), key)));
            add(chart, Series.line(name, Points.of(at, there.value()), key), pointwise);
            ends.append(ends.isEmpty() ? "" : "; ").append(name).append(" ").append(Numbers.shown(there.last()));
        }
        boolean banded = curves.stream()
                .flatMap(Optional::stream)
                .anyMatch(there -> there.has(over) && there.band().isPresent());
        String bands = banded ? " Bands: from the least to the most that a point stands for." : "";
        return chart.outliersApart()
                .caption(caption(ends.toString(), missing(runs), !pointwise && smoothing > 0) + bands)
                .build();
    }

    /** The names of the runs that are not drawn: they have no such curve, or no place for it on this axis. */
    public List<String> missing(RunComparison runs) {
        List<Optional<ScalarSeries>> curves = runs.curve(curve);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).filter(there -> there.has(over)).isEmpty()) {
                names.add(runs.entries().get(i).displayName());
            }
        }
        return names;
    }

    /** Whether the points are drawn rather than an average: of values an epoch, and where no run has more than a few. */
    private boolean pointwise(List<Optional<ScalarSeries>> curves) {
        return isPerEpoch(curve)
                || curves.stream().flatMap(Optional::stream).allMatch(there -> there.size() <= FEW_POINTS);
    }

    /** Whether a curve has one value an epoch: smoothing does nothing to it. */
    public static boolean isPerEpoch(String curve) {
        return metric(curve).filter(Metric::perEpoch).isPresent();
    }

    private void add(LineChartFigure.Builder chart, Series raw, boolean pointwise) {
        if (pointwise) {
            chart.add(raw.as(Series.Drawing.LINE_AND_POINTS));
        } else if (smoothing > 0) {
            chart.addSmoothed(raw, smoothing);
        } else {
            chart.add(raw);
        }
    }

    private String caption(String ends, List<String> missing, boolean averaged) {
        StringBuilder text = new StringBuilder(title(curve)).append(" over ").append(over.label());
        if (!ends.isEmpty()) {
            text.append(", last values: ").append(ends);
        }
        text.append('.');
        if (!missing.isEmpty()) {
            text.append(" Without this curve on this axis: ")
                    .append(String.join(", ", missing))
                    .append('.');
        }
        if (averaged) {
            text.append(" Pale: each value; strong: smoothed by ")
                    .append(Numbers.shown(smoothing))
                    .append('.');
        }
        return text.toString();
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private boolean share() {
        return curve.equals(Metric.ACCURACY.id())
                || curve.equals(Metric.TRAIN_ACCURACY.id())
                || curve.equals(Metric.TEST_ACCURACY.id());
    }

    /** What a curve is called on the screen. */
    public static String title(String curve) {
        return metric(curve).map(Metric::label).orElse(curve.replaceAll("\\s+", " "));
    }

    private static Optional<Metric> metric(String curve) {
        return Choice.find(Metric.class, curve);
    }

    /**
     * How each run is drawn. Where the runs differ in what a colour is reserved for, normalization or precision, they get those colours;
     * else colours of their own.
     */
    public static List<SeriesKey> keys(List<RunEntry> entries) {
        return keysOf(entries.stream().map(RunEntry::config).toList());
    }

    /** {@link #keys} of runs with these configurations. */
    static List<SeriesKey> keysOf(List<Optional<RunConfig>> configs) {
        List<SeriesKey> byNormalization = each(configs, RunCharts::key);
        if (distinct(byNormalization)) {
            return byNormalization;
        }
        List<SeriesKey> byPrecision = each(configs, RunCharts::precisionKey);
        if (distinct(byPrecision)) {
            return byPrecision;
        }
        List<SeriesKey> own = new ArrayList<>();
        SeriesKey[] all = {
            SeriesKey.NEUTRAL, SeriesKey.EXTRA_1, SeriesKey.EXTRA_2, SeriesKey.EXTRA_3, SeriesKey.EXTRA_4,
            SeriesKey.FP32, SeriesKey.FP16, SeriesKey.BATCH_NORM, SeriesKey.DECONVOLUTION, SeriesKey.REFERENCE
        };
        for (int i = 0; i < configs.size(); i++) {
            own.add(all[i % all.length]);
        }
        return own;
    }

    private static List<SeriesKey> each(List<Optional<RunConfig>> configs, Function<RunConfig, SeriesKey> key) {
        return configs.stream()
                .map(config -> config.map(key).orElse(SeriesKey.REFERENCE))
                .toList();
    }

    private static boolean distinct(List<SeriesKey> keys) {
        return keys.stream().distinct().count() == keys.size();
    }
}
