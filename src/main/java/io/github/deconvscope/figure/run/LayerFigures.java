package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.Floats;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.MatrixOrigin;
import io.github.deconvscope.run.feed.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Figures of the matrices that a probe recorded of a layer: covariances, whitening matrix, spectra, residuals. */
public final class LayerFigures {
    private LayerFigures() {}

    /** How many matrices a frame holds: 1, or one a group of channels. */
    public static int groups(Frame frame) {
        return frame.shape().length == 3 ? frame.shape()[0] : 1;
    }

    /** Rows of each matrix of a frame of shape (F, F) or (groups, F, F). */
    static int features(Frame frame) {
        return frame.shape()[frame.shape().length - 1];
    }

    /** Matrix {@code group} of a frame of shape (F, F) or (groups, F, F). */
    public static float[] matrix(Frame frame, int group) {
        int n = features(frame);
        if (group < 0 || group >= groups(frame)) {
            throw new InvalidInputException(
                    "group is " + group + "; this layer has groups 0 to " + (groups(frame) - 1) + ".");
        }
        return groups(frame) == 1
                ? frame.values()
                : Arrays.copyOfRange(frame.values(), group * n * n, (group + 1) * n * n);
    }

    /** The colours that a quantity has in every view: covariance after whitening from -1 to 1, the others round their data or, if none is negative, from 0. */
    public static ValueRange range(Quantity quantity, float[] matrix) {
        return quantity == Quantity.COVARIANCE_AFTER ? ValueRange.symmetric(1) : ValueRange.around(matrix);
    }

    /** A covariance, a whitening matrix or a covariance after, with its rows named; {@code frames} hold it. */
    public static HeatMapFigure heatMap(
            LayerInfo layer, LayerFrames frames, Quantity quantity, int group, ValueRange range) {
        return heatMap(layer, frames, quantity, group, range, "");
    }

    /** What {@link #heatMap} needs of a step: the matrix, and for the words below it where D came from. */
    public static List<Quantity> of(Quantity matrix) {
        return List.of(matrix, Quantity.ORIGIN, Quantity.RESIDUALS);
    }

    /** @param whose ends the title, as in {@code , run A} */
    static HeatMapFigure heatMap(
            LayerInfo layer, LayerFrames frames, Quantity quantity, int group, ValueRange range, String whose) {
        Frame frame = frames.get(quantity).orElseThrow();
        float[] matrix = matrix(frame, group);
        int n = features(frame);
        String title = titleOf(quantity) + " of " + layer.label() + whose;
        String which = groups(frame) == 1 ? "" : ", block " + group + " of " + groups(frame);
        String measured = quantity == Quantity.WHITENING
                ? "Largest entry " + Numbers.shown(largest(matrix)) + "."
                : "Mean |off-diagonal correlation| " + Numbers.shown(meanCorrelation(matrix, n)) + ".";
        return HeatMapFigure.of(title, matrix, n, n)
                .range(range)
                .valueLabel(quantity == Quantity.WHITENING ? "D" : "covariance")
                .titles("feature", "feature")
                .labels(layer::describeFeature, layer::describeFeature)
                .part(quantity.id())
                .caption(layer.name() + which + ", step " + frame.step() + ": " + n + " x " + n + ". " + measured
                        + (quantity == Quantity.COVARIANCE
                                ? ""
                                : " D is " + frames.origin().inWords() + "."))
                .build();
    }

    /** What {@link #spectrum} needs of a step. */
    public static final List<Quantity> OF_SPECTRUM =
            List.of(Quantity.COVARIANCE, Quantity.COVARIANCE_AFTER, Quantity.ORIGIN, Quantity.RESIDUALS);

    /**
     * The eigenvalues of the covariance of a layer's input and, where the layer whitens, of D Cov D', each largest first.
     *
     * @param frames that have a covariance
     */
    public static LineChartFigure spectrum(LayerInfo layer, LayerFrames frames, int group) {
        LineChartFigure.Builder chart = LineChartFigure.titled("Spectrum of the input of " + layer.label())
                .axes(Axis.counted("from the largest").from(0), Axis.log("eigenvalue", ""));
        String which = groups(frames.get(Quantity.COVARIANCE).orElseThrow()) == 1 ? "" : ", block " + group;
        StringBuilder words = new StringBuilder(layer.name() + which + ", step " + frames.step()
                + ": eigenvalues of the covariance of its input, eps included, largest first. ");
        addSpectrum(chart, words, "before whitening", SeriesKey.NEUTRAL, frames, Quantity.COVARIANCE, group);
        if (frames.has(Quantity.COVARIANCE_AFTER)) {
            addSpectrum(
                    chart, words, "after whitening", SeriesKey.DECONVOLUTION, frames, Quantity.COVARIANCE_AFTER, group);
            chart.add(ChartMark.atY(1, "white"));
            words.append("D is ").append(frames.origin().inWords()).append('.');
        } else {
            words.append("There is no after: the layer does not whiten, and this is what it works with.");
        }
        return chart.caption(words.toString()).build();
    }

    private static void addSpectrum(
            LineChartFigure.Builder chart,
            StringBuilder words,
            String name,
            SeriesKey key,
            LayerFrames frames,
            Quantity quantity,
            int group) {
        Frame frame = frames.get(quantity).orElseThrow();
        int n = features(frame);
        double[] matrix = Floats.wide(matrix(frame, group));
        String heading = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        if (!SquareMatrix.isFinite(matrix)) {
            words.append(heading).append(" holds values that are not finite, and so has no eigenvalues. ");
            return;
        }
        double[] values = SymmetricEigen.valuesOf(matrix, n);
        chart.add(Series.line(name, Points.counted(1, values), key));
        words.append(heading)
                .append(": condition number ")
                .append(Numbers.shown(SymmetricEigen.conditionNumber(values)))
                .append(", effective rank ")
                .append(Numbers.shown(Covariance.effectiveRank(matrix, n)))
                .append(" of ")
                .append(n)
                .append(". ");
    }

    /** What {@link #residuals} needs of a step. */
    public static final List<Quantity> OF_RESIDUALS =
            List.of(Quantity.RESIDUALS, Quantity.COVARIANCE_AFTER, Quantity.ORIGIN);

    /**
     * How white the layer made this batch, on a linear axis from 0: the residual after each Newton-Schulz iteration, or, of a step that
     * iterated nothing, the one of the running D that it used.
     *
     * @param frames that {@linkplain LayerFrames#hasResidual have a residual}
     */
    public static LineChartFigure residuals(LayerInfo layer, LayerFrames frames) {
        return LineChartFigure.titled("Newton-Schulz residual of " + layer.label())
                .axes(
                        Axis.counted("iteration").from(0),
                        Axis.linear("residual", "").from(0))
                .add(residuals(layer, frames, residualName(frames), SeriesKey.DECONVOLUTION))
                .caption(layer.name() + ", step " + frames.step() + ": " + residualInWords(frames)
                        + "; 0 would be perfectly white.")
                .build();
    }

    private static String residualName(LayerFrames frames) {
        // The word comes first: a narrow legend cuts the end off.
        return (frames.iterated() ? "" : frames.origin().label() + " D, ") + WhiteningRules.RESIDUAL;
    }

    /** A point an iteration; a level line, as long as the iterations would be, where there was none. */
    static Series residuals(LayerInfo layer, LayerFrames frames, String name, SeriesKey key) {
        if (!frames.iterated()) {
            double residual = frames.residual().orElse(Double.NaN);
            double[] ends = {0, Math.max(1, layer.iterations())};
            return Series.line(name, Points.of(ends, new double[] {residual, residual}), key);
        }
        float[] recorded = frames.get(Quantity.RESIDUALS).orElseThrow().values();
        return Series.line(name, Points.counted(0, Floats.wide(recorded)), key).as(Series.Drawing.LINE_AND_POINTS);
    }

    /** Such as {@code norm(D Cov D' - I) / sqrt(F) is 0.28 after 5 iterations}, or what the running D left. */
    static String residualInWords(LayerFrames frames) {
        String value = WhiteningRules.RESIDUAL + " is "
                + Numbers.shown(frames.residual().orElse(Double.NaN));
        if (frames.iterated()) {
            int iterations = frames.get(Quantity.RESIDUALS).orElseThrow().values().length - 1;
            return value + " after " + PlainWords.count(iterations, "iteration");
        }
        return value + " on this batch; nothing was iterated in this step, D is "
                + frames.origin().inWords();
    }

    /**
     * What the D that every layer used left of the batch's covariance, layer by layer.
     *
     * @param layers that whiten
     * @param frames of each, that {@linkplain LayerFrames#hasResidual have a residual}; empty for a layer without a record
     */
    public static Figure convergence(List<LayerInfo> layers, List<Optional<LayerFrames>> frames) {
        List<LayerFrames> there = frames.stream().flatMap(Optional::stream).toList();
        boolean oneStep = there.stream().mapToLong(LayerFrames::step).distinct().count() == 1;
        List<String> names = new ArrayList<>();
        double[] ends = new double[layers.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = frames.get(i).map(of -> of.residual().orElse(Double.NaN)).orElse(Double.NaN);
            names.add(layers.get(i).label() + remark(frames.get(i), ends[i], oneStep));
        }
        boolean allLive = there.stream().allMatch(of -> of.origin() == MatrixOrigin.LIVE);
        return BarChartFigure.titled("Whiteness of every layer", Axis.linear("residual", ""), names)
                .add(WhiteningRules.RESIDUAL, SeriesKey.DECONVOLUTION, ends)
                .caption(
                        (oneStep ? "Step " + there.get(0).step() : "The step beside each layer")
                                + ": how far the covariance of the batch is from the identity after the D that each layer used; 0 is white."
                                + (allLive
                                        ? " Every D was computed from this batch."
                                        : " Running and frozen: D is of earlier batches; all others computed it from this one."))
                .build();
    }

    /** A remark beside the name of a layer: where its D came from unless that is the batch, or why it has no bar. */
    private static String remark(Optional<LayerFrames> frames, double residual, boolean oneStep) {
        if (frames.isEmpty()) {
            return " (not recorded)";
        }
        LayerFrames there = frames.get();
        return (there.origin() == MatrixOrigin.LIVE ? "" : " (" + there.origin().label() + ")")
                + (Double.isFinite(residual) ? "" : " (not finite)")
                + (oneStep ? "" : ", step " + there.step());
    }

    /** {@link #meanCorrelation(float[], int)} of a frame of shape (F, F) or (groups, F, F); of several groups, their mean. */
    public static double meanCorrelation(Frame frame) {
        int n = features(frame);
        double sum = 0;
        for (int group = 0; group < groups(frame); group++) {
            sum += meanCorrelation(matrix(frame, group), n);
        }
        return sum / groups(frame);
    }

    /** Mean of |correlation| over all pairs of different features; 0 for a single one. */
    public static double meanCorrelation(float[] matrix, int n) {
        return Covariance.meanAbsoluteCorrelation(Floats.wide(matrix), n);
    }

    private static double largest(float[] values) {
        double most = 0;
        for (float value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    /** The quantity as the start of a title. */
    static String titleOf(Quantity quantity) {
        String label = quantity.label() + (quantity == Quantity.COVARIANCE_AFTER ? " whitening" : "");
        return Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }
}
