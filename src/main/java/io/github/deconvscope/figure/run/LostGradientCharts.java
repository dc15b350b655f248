package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients.Kind;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Charts of the gradients that rounding to fp16 turns to 0 or infinity, layer by layer. A run with emulated fp16 records it in every step.
 * Gradients that are 0 or not finite before rounding are counted separately, as fp16 is not their cause.
 */
public final class LostGradientCharts {
    private static final String OF_WHAT =
            "gradients of the weights each layer multiplies with, as they leave the backward pass with the loss scale on";
    private static final String OF_THOSE = "Share of the " + OF_WHAT + ", that are finite and not 0";
    private static final String TO_ZERO = "rounded to 0 by fp16";
    private static final String TO_INFINITY = "rounded to infinity by fp16";

    private LostGradientCharts() {}

    /**
     * Share of the gradients that fp16 rounds to 0, of two runs side by side. An fp32 run has no record of it; there the newest histogram is
     * counted, if somebody asked for one.
     *
     * @param smoothing weight of the past, 0 to below 1
     */
    public static Figure pair(RunFeed a, RunFeed b, double smoothing) {
        List<LayerInfo> layers = a.layers();
        double[] ofA = latest(a, Kind.ROUNDED_TO_ZERO, smoothing);
        double[] ofB = latest(b, Kind.ROUNDED_TO_ZERO, smoothing);
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (!Double.isNaN(ofA[i]) || !Double.isNaN(at(ofB, i))) {
                shown.add(i);
            }
        }
        return BarChartFigure.titled("Gradients that fp16 rounds to 0", percentAxis(), names(layers, shown))
                .add("A", PairCharts.key(a.config(), b.config(), true), pick(ofA, shown))
                .add("B", PairCharts.key(a.config(), b.config(), false), pick(ofB, shown))
                .whereAllAreZero("fp16 rounds none to\u00a00")
                .caption(OF_THOSE + ", that become 0 in fp16"
                        + (smoothing > 0
                                ? "; shares smoothed by " + Numbers.shown(smoothing) + " over the steps"
                                : ", in the last step")
                        + ". Apart from these, 0 already: A "
                        + most(latest(a, Kind.ZERO, smoothing), "gradients") + ", B "
                        + most(latest(b, Kind.ZERO, smoothing), "gradients") + ". Rounded to infinity: A "
                        + most(latest(a, Kind.ROUNDED_TO_INFINITY, smoothing), "gradients") + ", B "
                        + most(latest(b, Kind.ROUNDED_TO_INFINITY, smoothing), "gradients") + ".")
                .build();
    }

    /**
     * Percent of each layer's gradients, in the last step; NaN where that was not recorded.
     *
     * @param kind {@link Kind#ROUNDED_TO_ZERO}, of those that are finite and not 0, or another
     */
    public static double[] inLastStep(RunFeed run, Kind kind) {
        return latest(run, kind, 0);
    }

    private static double[] latest(RunFeed run, Kind kind, double smoothing) {
        double[] shares = new double[run.layers().size()];
        for (int i = 0; i < shares.length; i++) {
            Curve.Snapshot recorded = run.lost(i, kind).snapshot();
            if (recorded.size() > 0) {
                Points smooth = RunCharts.points(recorded).smoothed(smoothing);
                shares[i] = Numbers.inPercent(smooth.y(smooth.size() - 1));
            } else {
                shares[i] = FrameChoice.latest(run, run.layers().get(i).name(), Quantity.GRADIENT_HISTOGRAM)
                        .map(MagnitudeCharts::lost)
                        .map(lost -> switch (kind) {
                            case ROUNDED_TO_ZERO -> lost.roundedToZero();
                            case ZERO -> lost.zero();
                            default -> Double.NaN;
                        })
                        .orElse(Double.NaN);
            }
        }
        return shares;
    }

    /** Such as {@code at most 3 % of a layer's gradients}. */
    private static String most(double[] percents, String of) {
        double most = Arrays.stream(percents)
                .filter(percent -> !Double.isNaN(percent))
                .max()
                .orElse(Double.NaN);
        return Double.isNaN(most) ? "not recorded" : "at most " + Numbers.shown(most) + " % of a layer's " + of;
    }

    /**
     * Shares of the gradients that fp16 rounds to 0 and to infinity, at one step.
     *
     * @param step from 1; 0 for the last
     * @throws InvalidInputException if the run recorded none
     */
    static Figure atStep(RunFeed run, long step) {
        List<LayerInfo> layers = run.layers();
        List<Integer> shown = recorded(run);
        double[] under = new double[layers.size()];
        double[] over = new double[layers.size()];
        double[] zero = new double[layers.size()];
        long at = 0;
        for (int layer : shown) {
            Curve.Snapshot small = run.lost(layer, Kind.ROUNDED_TO_ZERO).snapshot();
            int index = nearest(small, step);
            at = (long) small.x()[index];
            under[layer] = Numbers.inPercent(small.y()[index]);
            over[layer] = Numbers.inPercent(
                    run.lost(layer, Kind.ROUNDED_TO_INFINITY).snapshot().y()[index]);
            zero[layer] =
                    Numbers.inPercent(run.lost(layer, Kind.ZERO).snapshot().y()[index]);
        }
        return BarChartFigure.titled("Gradients that fp16 cannot hold", percentAxis(), names(layers, shown))
                .add(TO_ZERO, SeriesKey.FP16, pick(under, shown))
                .add(TO_INFINITY, SeriesKey.EXTRA_1, pick(over, shown))
                .whereAllAreZero("fp16 rounds none to\u00a00 or to\u00a0infinity")
                .caption("Step " + at + RunCharts.ofRun(run) + ". " + OF_THOSE + ". Apart from these, 0 already: "
                        + most(pick(zero, shown), "gradients") + ".")
                .build();
    }

    /** Shares of one layer's gradients that fp16 rounds to 0 and to infinity, by step. */
    static Figure overSteps(RunFeed run, LayerInfo layer) {
        int index = run.layers().indexOf(layer);
        LineChartFigure.Builder chart = LineChartFigure.titled(
                        "Gradients of " + layer.label() + " that fp16 cannot hold")
                .axes(RunCharts.stepAxis(run), percentAxis())
                .add(percent(TO_ZERO, run.lost(index, Kind.ROUNDED_TO_ZERO), SeriesKey.FP16))
                .add(percent(TO_INFINITY, run.lost(index, Kind.ROUNDED_TO_INFINITY), SeriesKey.EXTRA_1));
        RunCharts.changes(run).forEach(chart::add);
        return chart.caption(layer.name() + RunCharts.ofRun(run) + ". " + OF_THOSE
                        + ". Apart from these, 0 already in the last step: "
                        + Numbers.percent(run.lost(index, Kind.ZERO).snapshot().last()) + " of all.")
                .build();
    }

    private static Series percent(String name, Curve curve, SeriesKey key) {
        return Series.line(name, RunCharts.scaled(RunCharts.points(curve.snapshot()), 100), key);
    }

    /** Layers with a record, by index. */
    static List<Integer> recorded(RunFeed run) {
        List<Integer> recorded = new ArrayList<>();
        for (int i = 0; i < run.layers().size(); i++) {
            if (run.lost(i, Kind.ROUNDED_TO_ZERO).size() > 0) {
                recorded.add(i);
            }
        }
        if (recorded.isEmpty()) {
            throw new InvalidInputException(
                    "the run recorded no gradients that fp16 rounds away; only runs with --precision fp16 on a CPU do, where fp16 is emulated,"
                            + " and not those of versions that counted gradients that are 0 anyway.");
        }
        return recorded;
    }

    private static int nearest(Curve.Snapshot curve, long step) {
        int best = curve.size() - 1;
        for (int i = 0; step > 0 && i < curve.size(); i++) {
            best = Math.abs(curve.x()[i] - step) < Math.abs(curve.x()[best] - step) ? i : best;
        }
        return best;
    }

    private static Axis percentAxis() {
        return Axis.linear("share of those not 0", "%").from(0);
    }

    /** Only the first word of the label: the channels would not fit beside a bar. */
    private static List<String> names(List<LayerInfo> layers, List<Integer> shown) {
        return shown.stream().map(i -> layers.get(i).label().split(" ")[0]).toList();
    }

    private static double[] pick(double[] values, List<Integer> indices) {
        return indices.stream().mapToDouble(i -> at(values, i)).toArray();
    }

    /** B may have fewer layers than A. */
    private static double at(double[] values, int index) {
        return index < values.length ? values[index] : Double.NaN;
    }
}
