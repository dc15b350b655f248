package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.Band;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.MemoryUse.Part;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Charts that compare two runs, A and B, that differ in a few options. */
public final class PairCharts {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double BYTES_PER_MB = 1e6;

    private PairCharts() {}

    /** The look of A (0) and B (1): by precision or normalization where the runs differ in it. */
    public static SeriesKey key(RunConfig a, RunConfig b, boolean first) {
        RunConfig own = first ? a : b;
        if (a.precision() != b.precision()) {
            return RunCharts.precisionKey(own);
        }
        if (a.normalization() != b.normalization()) {
            return RunCharts.key(own);
        }
        return first ? SeriesKey.NEUTRAL : SeriesKey.EXTRA_1;
    }

    /**
     * Loss of both.
     *
     * @param byTime whether the axis is the computing time of the run itself, rather than its steps
     * @param smoothing weight of the past, 0 to below 1
     */
    public static LineChartFigure losses(RunFeed a, RunFeed b, boolean byTime, double smoothing) {
        LineChartFigure.Builder chart = LineChartFigure.titled("Loss of A and B")
                .axes(
                        byTime ? Axis.linear("computing time", "s").from(0) : RunCharts.stepAxis(a),
                        Axis.linear("loss", ""));
        chart.addSmoothed(Series.line("A", curve(a, byTime), key(a.config(), b.config(), true)), smoothing);
        chart.addSmoothed(Series.line("B", curve(b, byTime), key(a.config(), b.config(), false)), smoothing);
        if (!byTime) {
            List<ChartMark> ofA = RunCharts.changes(a);
            ofA.forEach(chart::add);
            RunCharts.changes(b).stream()
                    .filter(mark -> ofA.stream().noneMatch(other -> same(mark, other)))
                    .forEach(chart::add);
        }
        return chart.outliersApart()
                .caption("Cross entropy of each batch; last of A "
                        + Numbers.shown(a.curve(Metric.LOSS).snapshot().last())
                        + ", of B "
                        + Numbers.shown(b.curve(Metric.LOSS).snapshot().last())
                        + ". Pale: each step; strong: smoothed by "
                        + Numbers.shown(smoothing) + ".")
                .build();
    }

    /** Whether two marks are one change of an option in both runs, which train in turns and may be a step apart. */
    private static boolean same(ChartMark one, ChartMark other) {
        return one.text().equals(other.text()) && Math.abs(one.value() - other.value()) <= 1;
    }

    private static Points curve(RunFeed run, boolean byTime) {
        Curve.Snapshot loss = run.curve(Metric.LOSS).snapshot();
        if (!byTime) {
            return RunCharts.points(loss);
        }
        Curve.Snapshot millis = run.curve(Metric.STEP_MILLIS).snapshot();
        int size = Math.min(loss.size(), millis.size());
        double[] seconds = new double[size];
        double[] values = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += millis.y()[i] / MILLIS_PER_SECOND;
            seconds[i] = sum;
            values[i] = loss.y()[i];
        }
        return Points.of(seconds, values);
    }

    /**
     * Mean loss of B minus mean loss of A over the window of {@link LossDifference}, over the band in which pairs lie that differ by the seed
     * alone.
     *
     * @param seeds A with other seeds
     */
    public static LineChartFigure difference(RunFeed a, RunFeed b, List<RunFeed> seeds) {
        LossDifference apart = new LossDifference(a, b, seeds);
        LineChartFigure.Builder chart = LineChartFigure.titled("Loss of B minus loss of A")
                .axes(RunCharts.stepAxis(a), Axis.linear("difference of means", ""))
                .add(Series.line("B \u2212 A", apart.differences(), key(a.config(), b.config(), false)))
                .add(ChartMark.atY(0, ""));
        Points chance = apart.chances();
        if (chance.size() > 0) {
            chart.add(new Band(
                    "chance, by " + PlainWords.count(apart.seeds(), "seed"),
                    RunCharts.scaled(chance, -1),
                    chance,
                    SeriesKey.REFERENCE));
        }
        return chart.outliersApart()
                .caption("Mean loss of B minus that of A over the last quarter of the steps so far, at least "
                        + LossDifference.LEAST_STEPS + "; after " + PlainWords.count(apart.steps(), "step") + " "
                        + Numbers.shown(apart.difference()) + ". "
                        + (chance.size() > 0
                                ? "Band: as far as chance takes 95 of 100 pairs that differ by the seed alone, "
                                        + Numbers.shown(apart.chance()) + " there; it rests on " + apart.seeds()
                                        + " seeds of A."
                                : "No band: " + LossDifference.LEAST_SEEDS
                                        + " seeds of A, its own included, are needed to tell chance."))
                .build();
    }

    /** What the tensors of both take, and would take in native fp16. @param runA which run A is, such as {@code demo, fp32} */
    public static Figure memory(MemoryUse a, MemoryUse b, RunConfig ofA, RunConfig ofB, String runA, String runB) {
        return BarChartFigure.titled(
                        "Memory",
                        Axis.linear("size", "MB").from(0),
                        List.of("layer outputs", "weights", "running values", "gradients", "optimizer"))
                .add("A", key(ofA, ofB, true), megabytes(a, Part::allocated))
                .add("B", key(ofA, ofB, false), megabytes(b, Part::allocated))
                .add("B in native fp16", SeriesKey.REFERENCE, megabytes(b, Part::inHalf))
                .caption("As allocated, measured in the first step for a batch of " + ofA.batch() + ": A "
                        + Numbers.shown(a.allocated() / BYTES_PER_MB) + " MB, B "
                        + Numbers.shown(b.allocated() / BYTES_PER_MB) + " MB; B would take "
                        + Numbers.shown(b.inHalf() / BYTES_PER_MB)
                        + " MB in native fp16. Emulated fp16 is allocated in fp32. A is " + runA + "; B is " + runB
                        + ".")
                .build();
    }

    private static double[] megabytes(MemoryUse use, ToLongFunction<Part> bytes) {
        return use.parts()
                .mapToDouble(part -> bytes.applyAsLong(part) / BYTES_PER_MB)
                .toArray();
    }

    /** Magnitudes of one layer's gradients or activations in both runs; at least one frame is there. */
    public static LineChartFigure magnitudes(
            LayerInfo layer, Quantity quantity, Optional<Frame> a, Optional<Frame> b, RunConfig ofA, RunConfig ofB) {
        return MagnitudeCharts.pair(layer, quantity, a, b, key(ofA, ofB, true), key(ofA, ofB, false));
    }

    /** Newton-Schulz residuals of one layer in both runs, or what the running D of a step that iterated nothing left. */
    public static LineChartFigure residuals(
            LayerInfo layer, Optional<LayerFrames> a, Optional<LayerFrames> b, RunConfig ofA, RunConfig ofB) {
        LineChartFigure.Builder chart = LineChartFigure.titled("Newton-Schulz residual of " + layer.label())
                .axes(
                        Axis.counted("iteration").from(0),
                        Axis.linear("residual", "").from(0))
                .caption(layer.name() + inWords("A", a) + inWords("B", b) + ".");
        a.ifPresent(frames -> chart.add(LayerFigures.residuals(layer, frames, "A", key(ofA, ofB, true))));
        b.ifPresent(frames -> chart.add(LayerFigures.residuals(layer, frames, "B", key(ofA, ofB, false))));
        return chart.build();
    }

    private static String inWords(String run, Optional<LayerFrames> frames) {
        return frames.map(there -> ". " + run + ", step " + there.step() + ": " + LayerFigures.residualInWords(there))
                .orElse(". " + run + " recorded none");
    }
}
