package io.github.deconvscope.figure.run;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.Whiteness;
import io.github.deconvscope.run.Frame;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.LayerInfo;
import io.github.deconvscope.run.Quantity;
import java.util.Arrays;
import java.util.List;

/** Figures of what a probe copied out of a layer. */
public final class LayerFigures {
    private LayerFigures() {}

    /** How many matrices a frame holds: 1, or one a group of channels. */
    public static int groups(Frame frame) {
        return frame.shape().length == 3 ? frame.shape()[0] : 1;
    }

    /** Matrix {@code group} of a frame of shape (F, F) or (groups, F, F). */
    public static float[] matrix(Frame frame, int group) {
        int n = frame.shape()[frame.shape().length - 1];
        if (group < 0 || group >= groups(frame)) {
            throw new InvalidInputException(
                    "group is " + group + "; this layer has groups 0 to " + (groups(frame) - 1) + ".");
        }
        return groups(frame) == 1
                ? frame.values()
                : Arrays.copyOfRange(frame.values(), group * n * n, (group + 1) * n * n);
    }

    /** The colours that a quantity has in every view: covariance after whitening from -1 to 1, the others round their data. */
    public static ValueRange range(Quantity quantity, float[] matrix) {
        return quantity == Quantity.COVARIANCE_AFTER ? ValueRange.symmetric(1) : ValueRange.symmetricAround(matrix);
    }

    /** A covariance, a whitening matrix or a covariance after, with its rows named. */
    public static HeatMapFigure heatMap(LayerInfo layer, Frame frame, int group, ValueRange range) {
        return heatMap(layer, frame, group, range, "");
    }

    /** @param whose ends the title, as in {@code , run A} */
    static HeatMapFigure heatMap(LayerInfo layer, Frame frame, int group, ValueRange range, String whose) {
        float[] matrix = matrix(frame, group);
        int n = frame.shape()[frame.shape().length - 1];
        Quantity quantity = frame.key().quantity();
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
                .caption(layer.name() + which + ", step " + frame.step() + ": " + n + " x " + n + ". " + measured)
                .build();
    }

    /** The residual after each Newton-Schulz iteration, on a linear axis from 0: how far from white the layer is. */
    public static LineChartFigure residuals(LayerInfo layer, Frame frame) {
        double[] values = new double[frame.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = frame.values()[i];
        }
        double last = values.length == 0 ? Double.NaN : values[values.length - 1];
        return LineChartFigure.titled("Newton-Schulz residual of " + layer.label())
                .axes(
                        Axis.counted("iteration").from(0),
                        Axis.linear("residual", "").from(0))
                .add(Series.line(Whiteness.RESIDUAL, Points.counted(0, values), SeriesKey.DECONVOLUTION)
                        .as(Series.Drawing.LINE_AND_POINTS))
                .caption(layer.name() + ", step " + frame.step() + ": " + Whiteness.RESIDUAL + " is "
                        + Numbers.shown(last) + " after " + Math.max(0, values.length - 1)
                        + " iterations; 0 would be perfectly white.")
                .build();
    }

    /** The last residual of every layer. Layers and frames belong together by position. */
    public static Figure convergence(List<LayerInfo> layers, List<Frame> frames) {
        double[] ends = new double[frames.size()];
        for (int i = 0; i < ends.length; i++) {
            float[] values = frames.get(i).values();
            ends[i] = values.length == 0 ? Double.NaN : values[values.length - 1];
        }
        long step = frames.isEmpty() ? 0 : frames.get(0).step();
        return BarChartFigure.titled(
                        "Whiteness of every layer",
                        Axis.linear("residual after the last iteration", ""),
                        layers.stream().map(LayerInfo::label).toList())
                .add(Whiteness.RESIDUAL, SeriesKey.DECONVOLUTION, ends)
                .caption(
                        "Step " + step + ": how far each layer's whitened covariance is from the identity; 0 is white.")
                .build();
    }

    /** Mean of |correlation| over all pairs of different features; 0 for a single one. */
    public static double meanCorrelation(float[] matrix, int n) {
        double[] covariance = new double[n * n];
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = matrix[i];
        }
        return Covariance.meanAbsoluteCorrelation(covariance, n);
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
