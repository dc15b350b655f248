package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.List;

/** Charts of the curves of a run. Cheap to make: the points of a snapshot are shared, not copied. */
public final class RunCharts {
    private static final int MOST_SKIP_MARKS = 200;

    private static final double TIME_SMOOTHING = 0.9;

    private RunCharts() {}

    /** The points of a snapshot, shared. */
    public static Points points(Curve.Snapshot snapshot) {
        return Points.of(snapshot.size(), i -> snapshot.x()[i], i -> snapshot.y()[i]);
    }

    /** The look of a run where normalizations are compared. */
    public static SeriesKey key(RunConfig config) {
        Normalization normalization = config.normalization();
        return switch (normalization) {
            case DECONV -> SeriesKey.DECONVOLUTION;
            case BATCHNORM -> SeriesKey.BATCH_NORM;
            case NONE -> SeriesKey.NEUTRAL;
            case GROUPNORM -> SeriesKey.EXTRA_1;
            case LAYERNORM -> SeriesKey.EXTRA_2;
            case ITERNORM -> SeriesKey.EXTRA_3;
        };
    }

    /** The look of a run where precisions are compared. */
    public static SeriesKey precisionKey(RunConfig config) {
        return config.precision() == Precision.FP32 ? SeriesKey.FP32 : SeriesKey.FP16;
    }

    /**
     * Loss by step, raw pale and smoothed strong, with the test loss of each epoch as points.
     *
     * @param logarithmic whether the loss axis is
     * @param smoothing weight of the past, 0 to below 1
     */
    public static LineChartFigure loss(RunFeed run, boolean logarithmic, double smoothing) {
        Axis axis = logarithmic ? Axis.log("loss", "") : Axis.linear("loss", "");
        LineChartFigure.Builder chart = byStep(run, "Loss", axis, Metric.LOSS, Metric.TEST_LOSS, smoothing, 1);
        Curve.Snapshot loss = run.curve(Metric.LOSS).snapshot();
        return chart.outliersApart()
                .caption("Cross entropy of each batch" + ofRun(run) + "; " + steps(loss.size()) + ", last "
                        + Numbers.shown(loss.last()) + "." + smoothingNote(smoothing))
                .build();
    }

    /** Accuracy by step in percent, with the test accuracy of each epoch as points. */
    public static LineChartFigure accuracy(RunFeed run, double smoothing) {
        Axis axis = Axis.linear("accuracy", "%").from(0).to(100);
        LineChartFigure.Builder chart =
                byStep(run, "Accuracy", axis, Metric.ACCURACY, Metric.TEST_ACCURACY, smoothing, 100);
        double best = Double.NaN;
        Curve.Snapshot test = run.curve(Metric.TEST_ACCURACY).snapshot();
        for (int i = 0; i < test.size(); i++) {
            best = test.y()[i] <= best ? best : test.y()[i];
        }
        String tested = test.size() == 0
                ? "No test yet."
                : "Best test accuracy " + Numbers.percent(best) + " of " + PlainWords.count(test.size(), "test") + ".";
        return chart.caption("Share of images classified right" + ofRun(run) + ". " + tested + smoothingNote(smoothing))
                .build();
    }

    private static LineChartFigure.Builder byStep(
            RunFeed run, String title, Axis axis, Metric perStep, Metric perEpoch, double smoothing, double factor) {
        SeriesKey key = key(run.config());
        LineChartFigure.Builder chart = LineChartFigure.titled(title).axes(stepAxis(run), axis);
        Points batches = scaled(points(run.curve(perStep).snapshot()), factor);
        Series train = Series.line("train", batches, key);
        if (smoothing > 0) {
            chart.addSmoothed(train, smoothing);
        } else {
            chart.add(train);
        }
        Curve.Snapshot tests = run.curve(perEpoch).snapshot();
        if (tests.size() > 0) {
            Points dots = scaled(over(run.curve(Metric.EPOCH_STEP).snapshot(), tests), factor);
            chart.add(Series.points("test", dots, SeriesKey.NEUTRAL));
        }
        changes(run).forEach(chart::add);
        return chart;
    }

    /** Marks where an option was changed during the run. */
    static List<ChartMark> changes(RunFeed run) {
        return OptionChange.inForce(run.events()).stream()
                .map(event ->
                        ChartMark.atX(event.step(), event.change().orElseThrow().inWords()))
                .toList();
    }

    /** Wall time of each step. */
    public static LineChartFigure stepTime(RunFeed run) {
        Points times = points(run.curve(Metric.STEP_MILLIS).snapshot());
        return LineChartFigure.titled("Time of each step")
                .axes(stepAxis(run), Axis.linear("step time", "ms").from(0))
                .addSmoothed(Series.line("", times, key(run.config())), TIME_SMOOTHING)
                .outliersApart()
                .caption("Wall time of each step" + ofRun(run) + ". Pale: each step; strong: smoothed by "
                        + Numbers.shown(TIME_SMOOTHING) + ".")
                .build();
    }

    /** One curve of a run by step, on a linear axis. */
    public static LineChartFigure metric(RunFeed run, Metric metric, String title, Axis axis, String caption) {
        Points curve = points(run.curve(metric).snapshot());
        SeriesKey key = key(run.config());
        return LineChartFigure.titled(title)
                .axes(metric.perEpoch() ? Axis.counted("epoch") : stepAxis(run), axis)
                .add(Series.line("", curve, key))
                .caption(caption)
                .build();
    }

    /** The loss scale by step, with the skipped steps marked. */
    public static LineChartFigure lossScale(RunFeed run) {
        Points scale = points(run.curve(Metric.LOSS_SCALE).snapshot());
        LineChartFigure.Builder chart = LineChartFigure.titled("Loss scale")
                .axes(Axis.counted("step"), Axis.powersOfTwo("loss scale", ""))
                .add(Series.line("", scale, precisionKey(run.config())).as(Series.Drawing.STEPS));
        Curve.Snapshot skipped = run.curve(Metric.SKIPPED).snapshot();
        int count = 0;
        for (int i = 0; i < skipped.size(); i++) {
            if (skipped.y()[i] > 0 && ++count <= MOST_SKIP_MARKS) {
                chart.add(ChartMark.atX(skipped.x()[i], ""));
            }
        }
        changes(run).forEach(chart::add);
        return chart.caption("The factor on the loss" + ofRun(run) + "; " + PlainWords.count(count, "step")
                        + (count == 1 ? " was" : " were") + " skipped because a gradient was not finite"
                        + (count == 0 ? "." : ", at the dashed lines."))
                .build();
    }

    /** The values of one curve over those of another: epochs over their last steps. */
    private static Points over(Curve.Snapshot xs, Curve.Snapshot ys) {
        return Points.of(Math.min(xs.size(), ys.size()), i -> xs.y()[i], i -> ys.y()[i]);
    }

    /** All the steps the run is going to have, so that a growing curve shows how far it is. */
    static Axis stepAxis(RunFeed run) {
        long total = run.progress().totalSteps();
        Axis axis = Axis.counted("step").from(0);
        return total > 0 ? axis.to(total) : axis;
    }

    static Points scaled(Points points, double factor) {
        return factor == 1 ? points : Points.of(points.size(), points::x, i -> points.y(i) * factor);
    }

    /** A short description of the run, as in {@code of VGG-11 with deconvolution in fp32}. */
    static String ofRun(RunFeed run) {
        RunConfig config = run.config();
        return " of " + config.model().label() + ", "
                + config.normalization().label().toLowerCase(java.util.Locale.ROOT) + ", "
                + config.precision().label();
    }

    private static String steps(int count) {
        return PlainWords.count(count, "step");
    }

    private static String smoothingNote(double smoothing) {
        return smoothing == 0 ? "" : " Pale: each step; strong: smoothed by " + Numbers.shown(smoothing) + ".";
    }
}
