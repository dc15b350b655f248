package io.github.deconvscope.figure.run;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.Curve;
import io.github.deconvscope.run.Frame;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.LayerInfo;
import io.github.deconvscope.run.LostGradients.Kind;
import io.github.deconvscope.run.ProbeKey;
import io.github.deconvscope.run.Quantity;
import io.github.deconvscope.run.RunFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much of the gradients fp16 cannot hold, layer by layer. An fp16 run records it in every step. */
public final class LostGradientCharts {
    private static final String OF_WHAT =
            "gradients of the weights each layer multiplies with, as they leave the backward pass with the loss scale on";

    private LostGradientCharts() {}

    /**
     * Share of the gradients that are 0 in fp16, of two runs side by side. An fp32 run has no record of it; there the newest histogram is
     * counted, if somebody asked for one.
     *
     * @param smoothing weight of the past, 0 to below 1
     */
    public static Figure pair(RunFeed a, RunFeed b, double smoothing) {
        List<LayerInfo> layers = a.layers();
        double[] ofA = underflow(a, layers, smoothing);
        double[] ofB = underflow(b, layers, smoothing);
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (!Double.isNaN(ofA[i]) || !Double.isNaN(ofB[i])) {
                shown.add(i);
            }
        }
        return BarChartFigure.titled("Gradients that are 0 in fp16", percentAxis(), names(layers, shown))
                .add("A", PairCharts.key(a.config(), b.config(), true), pick(ofA, shown))
                .add("B", PairCharts.key(a.config(), b.config(), false), pick(ofB, shown))
                .caption("Share of the " + OF_WHAT + ", that are 0 in fp16: too small, or 0 in any format. Overflow: A "
                        + largestOverflow(a) + ", B " + largestOverflow(b) + ".")
                .build();
    }

    /** Percent of each layer's gradients that are 0 in fp16, in the last step; NaN where that was not recorded. */
    public static double[] zeroInLastStep(RunFeed run) {
        return underflow(run, run.layers(), 0);
    }

    private static double[] underflow(RunFeed run, List<LayerInfo> layers, double smoothing) {
        double[] shares = new double[layers.size()];
        for (int i = 0; i < shares.length; i++) {
            Curve.Snapshot recorded = run.lost(i, Kind.UNDERFLOW).snapshot();
            if (recorded.size() > 0) {
                Points smooth = RunCharts.points(recorded).smoothed(smoothing);
                shares[i] = 100 * smooth.y(smooth.size() - 1);
            } else {
                Optional<Frame> histogram =
                        run.latestFrame(new ProbeKey(layers.get(i).name(), Quantity.GRADIENT_HISTOGRAM));
                shares[i] = histogram.map(MagnitudeCharts::zeroInHalf).orElse(Double.NaN);
            }
        }
        return shares;
    }

    private static String largestOverflow(RunFeed run) {
        double most = Double.NaN;
        for (int i = 0; i < run.layers().size(); i++) {
            double last = run.lost(i, Kind.OVERFLOW).snapshot().last();
            most = Double.isNaN(most) || last > most ? last : most;
        }
        return Double.isNaN(most) ? "not recorded" : "at most " + Numbers.shown(100 * most) + " % of a layer";
    }

    /**
     * Shares of the gradients that are 0 and that are infinite in fp16, at one step.
     *
     * @param step from 1; 0 for the last
     * @throws InvalidInputException if the run recorded none
     */
    static Figure atStep(RunFeed run, long step) {
        List<LayerInfo> layers = run.layers();
        List<Integer> shown = recorded(run);
        double[] under = new double[layers.size()];
        double[] over = new double[layers.size()];
        long at = 0;
        for (int layer : shown) {
            Curve.Snapshot small = run.lost(layer, Kind.UNDERFLOW).snapshot();
            int index = nearest(small, step);
            at = (long) small.x()[index];
            under[layer] = 100 * small.y()[index];
            over[layer] = 100 * run.lost(layer, Kind.OVERFLOW).snapshot().y()[index];
        }
        return BarChartFigure.titled("Gradients that fp16 cannot hold", percentAxis(), names(layers, shown))
                .add("0 in fp16", SeriesKey.FP16, pick(under, shown))
                .add("infinite in fp16", SeriesKey.EXTRA_1, pick(over, shown))
                .caption("Step " + at + RunCharts.ofRun(run) + ": share of the " + OF_WHAT + ".")
                .build();
    }

    /** Shares of one layer's gradients that are 0 and that are infinite in fp16, by step. */
    static Figure overSteps(RunFeed run, LayerInfo layer) {
        int index = run.layers().indexOf(layer);
        LineChartFigure.Builder chart = LineChartFigure.titled(
                        "Gradients of " + layer.label() + " that fp16 cannot hold")
                .axes(RunCharts.stepAxis(run), percentAxis())
                .add(percent("0 in fp16", run.lost(index, Kind.UNDERFLOW), SeriesKey.FP16))
                .add(percent("infinite in fp16", run.lost(index, Kind.OVERFLOW), SeriesKey.EXTRA_1));
        RunCharts.changes(run).forEach(chart::add);
        return chart.caption(layer.name() + RunCharts.ofRun(run) + ": share of the " + OF_WHAT + ".")
                .build();
    }

    private static Series percent(String name, Curve curve, SeriesKey key) {
        return Series.line(name, RunCharts.scaled(RunCharts.points(curve.snapshot()), 1, 100), key);
    }

    /** Layers with a record, by index. */
    static List<Integer> recorded(RunFeed run) {
        List<Integer> recorded = new ArrayList<>();
        for (int i = 0; i < run.layers().size(); i++) {
            if (run.lost(i, Kind.UNDERFLOW).size() > 0) {
                recorded.add(i);
            }
        }
        if (recorded.isEmpty()) {
            throw new InvalidInputException("the run recorded no lost gradients; only runs with --precision fp16 do.");
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
        return Axis.linear("share", "%").from(0);
    }

    /** Only the first word of the label: the channels would not fit beside a bar. */
    private static List<String> names(List<LayerInfo> layers, List<Integer> shown) {
        return shown.stream().map(i -> layers.get(i).label().split(" ")[0]).toList();
    }

    private static double[] pick(double[] values, List<Integer> indices) {
        return indices.stream().mapToDouble(i -> values[i]).toArray();
    }
}
