package io.github.deconvscope.figure.run;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.run.Frame;
import io.github.deconvscope.run.LayerInfo;
import io.github.deconvscope.run.ProbeKey;
import io.github.deconvscope.run.Quantity;
import io.github.deconvscope.run.RunFeed;
import java.util.List;
import java.util.Optional;

/**
 * What there is to see of two runs that differ in a few options. Matrices and histograms are the newest frames of the feeds: whoever
 * wants them watches their keys.
 *
 * @param a one run
 * @param b the other
 * @param seeds A with other seeds, to tell a difference from chance; may be none
 * @param smoothing weight of the past in smoothed curves, 0 to below 1
 */
public record RunPair(RunFeed a, RunFeed b, List<RunFeed> seeds, double smoothing) {
    /** @param byTime whether the axis is each run's own computing time, rather than its steps */
    public LineChartFigure losses(boolean byTime) {
        return PairCharts.losses(a, b, byTime, smoothing);
    }

    public LineChartFigure difference() {
        return PairCharts.difference(a, b, seeds, smoothing);
    }

    public Figure underflow() {
        return LostGradientCharts.pair(a, b, smoothing);
    }

    /** Empty until both runs have counted their arrays. */
    public Optional<Figure> memory() {
        return a.memory().flatMap(ofA -> b.memory().map(ofB -> PairCharts.memory(ofA, ofB, a.config(), b.config())));
    }

    /** Covariance of A or B, in one range of colours for both: they could not be compared otherwise. */
    public Optional<Figure> covariance(LayerInfo layer, boolean first) {
        double limit =
                Math.max(limit(newest(a, layer, Quantity.COVARIANCE)), limit(newest(b, layer, Quantity.COVARIANCE)));
        ValueRange range = ValueRange.symmetric(limit > 0 ? limit : 1);
        return newest(first ? a : b, layer, Quantity.COVARIANCE)
                .map(frame -> LayerFigures.heatMap(layer, frame, 0, range, first ? ", run A" : ", run B"));
    }

    public Optional<Figure> residuals(LayerInfo layer) {
        Optional<Frame> ofA = newest(a, layer, Quantity.RESIDUALS);
        Optional<Frame> ofB = newest(b, layer, Quantity.RESIDUALS);
        return ofA.isEmpty() && ofB.isEmpty()
                ? Optional.empty()
                : Optional.of(PairCharts.residuals(layer, ofA, ofB, a.config(), b.config()));
    }

    /** @param quantity a histogram, of gradients or activations */
    public Optional<Figure> magnitudes(LayerInfo layer, Quantity quantity) {
        Optional<Frame> ofA = newest(a, layer, quantity);
        Optional<Frame> ofB = newest(b, layer, quantity);
        return ofA.isEmpty() && ofB.isEmpty()
                ? Optional.empty()
                : Optional.of(PairCharts.magnitudes(layer, quantity, ofA, ofB, a.config(), b.config()));
    }

    private static Optional<Frame> newest(RunFeed run, LayerInfo layer, Quantity quantity) {
        return run.latestFrame(new ProbeKey(layer.name(), quantity));
    }

    private static double limit(Optional<Frame> frame) {
        return frame.map(f -> LayerFigures.range(f.key().quantity(), LayerFigures.matrix(f, 0))
                        .max())
                .orElse(0.0);
    }
}
