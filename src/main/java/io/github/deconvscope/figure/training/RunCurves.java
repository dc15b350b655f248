package io.github.deconvscope.figure.training;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.Curve;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.Normalization;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunEvent;
import io.github.deconvscope.run.RunFeed;

/** The curves of one run over its steps: loss, accuracy and time, as far as the run is. */
public final class RunCurves {
    /** Weight of the past in smoothed curves: a mean over about 10 steps. */
    public static final double SMOOTHING = 0.9;

    private RunCurves() {}

    /**
     * Training loss raw and smoothed, test loss after each epoch.
     *
     * @param logarithmic whether the loss axis is logarithmic
     */
    public static Figure loss(RunFeed feed, boolean logarithmic) {
        Axis axis = logarithmic ? Axis.log("loss", "") : Axis.linear("loss", "").from(0);
        return chart(feed, "Loss", "Mean cross entropy", axis, Metric.LOSS, Metric.TEST_LOSS);
    }

    /** Training accuracy raw and smoothed, test accuracy after each epoch; always from 0 to 1. */
    public static Figure accuracy(RunFeed feed) {
        Axis axis = Axis.linear("accuracy", "").from(0).to(1);
        return chart(feed, "Accuracy", "Share of images classified right", axis, Metric.ACCURACY, Metric.TEST_ACCURACY);
    }

    /** Wall time of each step, raw and smoothed. */
    public static Figure stepTime(RunFeed feed) {
        Points time = CurvePoints.of(feed.curve(Metric.STEP_MILLIS));
        return LineChartFigure.titled("Time a step")
                .caption("Wall time of each training step, as it was and smoothed.")
                .axes(steps(feed), Axis.linear("time", "ms").from(0))
                .addSmoothed(Series.line("time", time, SeriesKey.NEUTRAL), SMOOTHING)
                .build();
    }

    /** What curves of such a run look like, in every chart. */
    public static SeriesKey key(RunConfig config) {
        return switch (config.normalization()) {
            case DECONV -> SeriesKey.DECONVOLUTION;
            case BATCHNORM -> SeriesKey.BATCH_NORM;
            case NONE -> SeriesKey.NEUTRAL;
        };
    }

    private static Figure chart(RunFeed feed, String title, String what, Axis yAxis, Metric raw, Metric test) {
        SeriesKey key = key(feed.config());
        Curve curve = feed.curve(raw);
        Points tests = CurvePoints.over(feed.curve(Metric.EPOCH_STEP), feed.curve(test));
        LineChartFigure.Builder chart = LineChartFigure.titled(title)
                .caption(what + " of " + name(feed.config()) + "; " + last(curve, "train")
                        + last(feed.curve(test), "test") + "the line is smoothed over about 10 steps.")
                .axes(steps(feed), yAxis)
                .addSmoothed(Series.line("train", CurvePoints.of(curve), key), SMOOTHING);
        if (tests.size() > 0) {
            chart.add(Series.points("test", tests, key));
        }
        for (RunEvent event : feed.events()) {
            if (event.kind() == RunEvent.Kind.CHANGED) {
                chart.add(ChartMark.atX(event.step(), event.message()));
            }
        }
        return chart.build();
    }

    private static Axis steps(RunFeed feed) {
        long total = feed.progress().totalSteps();
        Axis axis = Axis.linear("step", "").from(0);
        return total > 0 ? axis.to(total) : axis;
    }

    private static String last(Curve curve, String name) {
        return curve.size() == 0
                ? ""
                : name + " " + Numbers.shown(curve.snapshot().last()) + ", ";
    }

    private static String name(RunConfig config) {
        String with = config.normalization() == Normalization.NONE
                ? "without normalization"
                : "with " + config.normalization().label().toLowerCase(java.util.Locale.ROOT);
        return config.model().label() + " " + with;
    }
}
