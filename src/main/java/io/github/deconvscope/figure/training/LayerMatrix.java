package io.github.deconvscope.figure.training;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.run.Frame;
import io.github.deconvscope.run.LayerInfo;
import io.github.deconvscope.run.Quantity;
import java.util.Arrays;

/** The whitening of one layer at one step, as pictures. */
public final class LayerMatrix {
    private LayerMatrix() {}

    /**
     * Covariance before, whitening matrix or covariance after, as a heat map. Hover tells which feature (channel, ky, kx) a row and a
     * column are. Of a grouped layer the first group is shown.
     *
     * @param frame values of shape (F, F) or (groups, F, F)
     * @param layer the layer it is of
     * @param range values at the ends of the colours; fixed by the caller, so that frames can be compared
     */
    public static Figure matrix(Frame frame, LayerInfo layer, ValueRange range) {
        int[] shape = frame.shape();
        int size = shape[shape.length - 1];
        int groups = shape.length > 2 ? shape[0] : 1;
        float[] values = groups > 1 ? Arrays.copyOf(frame.values(), size * size) : frame.values();
        Quantity quantity = frame.key().quantity();
        String group = groups > 1 ? ", group 1 of " + groups : "";
        return HeatMapFigure.of(title(quantity), values, size, size)
                .caption(layer.label() + group + ", step " + frame.step() + ": " + size + " x " + size + ". "
                        + meaning(quantity))
                .part(quantity.id())
                .map(ColorMap.BLUE_WHITE_ORANGE)
                .range(range)
                .titles("feature", "feature")
                .labels(layer::describeFeature, layer::describeFeature)
                .build();
    }

    /** Colours of a quantity that suit this frame: the covariance after whitening is always from -1 to 1. */
    public static ValueRange range(Frame frame) {
        return frame.key().quantity() == Quantity.COVARIANCE_AFTER
                ? ValueRange.symmetric(1)
                : ValueRange.symmetricAround(frame.values());
    }

    /** Newton-Schulz residual after 0, 1, ... iterations; from 0 to 1 unless the iteration diverges. */
    public static Figure residuals(Frame frame, LayerInfo layer) {
        double[] values = new double[frame.values().length];
        double largest = 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = frame.values()[i];
            if (values[i] > largest && values[i] < Double.POSITIVE_INFINITY) {
                largest = values[i];
            }
        }
        return LineChartFigure.titled("Residual per iteration")
                .caption(layer.label() + ", step " + frame.step() + ": distance of D Cov D from the identity, from "
                        + Numbers.shown(values[0]) + " to " + Numbers.shown(values[values.length - 1]) + " after "
                        + (values.length - 1) + " Newton-Schulz iterations.")
                .axes(
                        Axis.linear("iteration", "").from(0).to(Math.max(1, values.length - 1)),
                        Axis.linear("residual", "").from(0).to(ValueRange.roundUp(largest)))
                .add(Series.line("residual", Points.counted(0, values), SeriesKey.DECONVOLUTION)
                        .as(Series.Drawing.LINE_AND_POINTS))
                .build();
    }

    private static String title(Quantity quantity) {
        return switch (quantity) {
            case COVARIANCE -> "Covariance before";
            case WHITENING -> "Whitening matrix D";
            case COVARIANCE_AFTER -> "Covariance after";
            default -> quantity.label();
        };
    }

    private static String meaning(Quantity quantity) {
        return switch (quantity) {
            case COVARIANCE -> "How the features of the layer's input vary together.";
            case WHITENING -> "What the input is multiplied with so that its features become uncorrelated.";
            case COVARIANCE_AFTER -> "D Cov D: the identity if the whitening were perfect.";
            default -> quantity.label() + ".";
        };
    }
}
