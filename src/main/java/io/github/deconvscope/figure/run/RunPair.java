package io.github.deconvscope.figure.run;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two runs to compare, and the figures that compare them. Matrices and histograms are the newest frames of the feeds, so the caller has to
 * watch their keys.
 *
 * @param a one run
 * @param b the other
 * @param seeds A with other seeds, to distinguish a difference from chance; may be none
 * @param smoothing weight of the past in smoothed curves, 0 to below 1
 */
public record RunPair(RunFeed a, RunFeed b, List<RunFeed> seeds, double smoothing) {
    /** @param byTime whether the axis is each run's own computing time, rather than its steps */
    public LineChartFigure losses(boolean byTime) {
        return PairCharts.losses(a, b, byTime, smoothing);
    }

    public LineChartFigure difference() {
        return PairCharts.difference(a, b, seeds);
    }

    /** How far the losses are apart, and chance takes them. */
    public LossDifference lossDifference() {
        return new LossDifference(a, b, seeds);
    }

    public Figure underflow() {
        return LostGradientCharts.pair(a, b, smoothing);
    }

    /** Empty until both runs have counted their arrays. */
    public Optional<Figure> memory() {
        return a.memory().flatMap(ofA -> b.memory()
                .map(ofB -> PairCharts.memory(ofA, ofB, a.config(), b.config(), named(a), named(b))));
    }

    /** Such as {@code demo, fp32}. */
    private static String named(RunFeed run) {
        String name = run.folder()
                .map(folder -> folder.toAbsolutePath().normalize().getFileName() + ", ")
                .orElse("");
        return name + run.config().precision().id();
    }

    /** Covariance of A or B, in one range of colours for both: they could not be compared otherwise. */
    public Optional<Figure> covariance(LayerInfo layer, boolean first) {
        List<ValueRange> ranges = Stream.of(a, b)
                .flatMap(run -> covariance(run, layer).stream())
                .flatMap(frames -> frames.get(Quantity.COVARIANCE).stream())
                .map(frame -> LayerFigures.range(Quantity.COVARIANCE, LayerFigures.matrix(frame, 0)))
                .toList();
        double limit = ranges.stream().mapToDouble(ValueRange::max).max().orElse(1);
        boolean signed = ranges.stream().anyMatch(each -> each.min() < 0);
        ValueRange range = new ValueRange(signed ? -limit : 0, limit);
        return covariance(first ? a : b, layer)
                .map(frames -> LayerFigures.heatMap(
                        layer, frames, Quantity.COVARIANCE, 0, range, first ? ", run A" : ", run B"));
    }

    private static Optional<LayerFrames> covariance(RunFeed run, LayerInfo layer) {
        return FrameChoice.latest(
                run, layer.name(), List.of(Quantity.COVARIANCE), frames -> frames.has(Quantity.COVARIANCE));
    }

    /** What the D that the layer used left, in both runs. */
    public Optional<Figure> residuals(LayerInfo layer) {
        Optional<LayerFrames> ofA = residuals(a, layer);
        Optional<LayerFrames> ofB = residuals(b, layer);
        return ofA.isEmpty() && ofB.isEmpty()
                ? Optional.empty()
                : Optional.of(PairCharts.residuals(layer, ofA, ofB, a.config(), b.config()));
    }

    /** @param quantity a histogram, of gradients or activations */
    public Optional<Figure> magnitudes(LayerInfo layer, Quantity quantity) {
        Optional<Frame> ofA = FrameChoice.latest(a, layer.name(), quantity);
        Optional<Frame> ofB = FrameChoice.latest(b, layer.name(), quantity);
        return ofA.isEmpty() && ofB.isEmpty()
                ? Optional.empty()
                : Optional.of(PairCharts.magnitudes(layer, quantity, ofA, ofB, a.config(), b.config()));
    }

    private static Optional<LayerFrames> residuals(RunFeed run, LayerInfo layer) {
        return FrameChoice.latest(run, layer.name(), LayerFigures.OF_RESIDUALS, LayerFrames::hasResidual);
    }
}
