package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Quantity;
import java.util.Optional;

/** Charts of the magnitudes of gradients and activations against the range of fp16, from histograms of log2. */
public final class MagnitudeCharts {
    private static final int FIRST_EXPONENT = -40;
    private static final int EXPONENTS = 64;
    private static final int ZEROS = EXPONENTS;
    private static final int NOT_FINITE = EXPONENTS + 1;
    /** Below the smallest subnormal fp16 number, 2^-24, a value becomes 0 (half of it still rounds up). */
    private static final int UNDERFLOW_EXPONENT = -25;

    private MagnitudeCharts() {}

    /** The gradients or activations of a layer of one run. */
    public static LineChartFigure of(LayerInfo layer, Frame frame) {
        return chart(layer, frame.key().quantity())
                .add(series(what(frame.key().quantity()), frame, SeriesKey.FP32))
                .caption(layer.name() + ", step " + frame.step() + ": " + inWords(frame) + ".")
                .build();
    }

    /** The gradients or activations of a layer of two runs over one another; at least one frame is there. */
    static LineChartFigure pair(
            LayerInfo layer, Quantity quantity, Optional<Frame> a, Optional<Frame> b, SeriesKey keyA, SeriesKey keyB) {
        LineChartFigure.Builder chart = chart(layer, quantity);
        StringBuilder caption = new StringBuilder(layer.name());
        a.ifPresent(frame -> {
            chart.add(series("A", frame, keyA));
            caption.append(". A, step ").append(frame.step()).append(": ").append(inWords(frame));
        });
        b.ifPresent(frame -> {
            chart.add(series("B", frame, keyB));
            caption.append(". B, step ").append(frame.step()).append(": ").append(inWords(frame));
        });
        return chart.caption(caption.append('.').toString()).build();
    }

    private static LineChartFigure.Builder chart(LayerInfo layer, Quantity quantity) {
        return LineChartFigure.titled("Magnitudes of the " + what(quantity) + " of " + layer.label())
                .axes(
                        // Scaled as they leave the backward pass: that is what fp16 has to hold. In fp32 the scale is
                        // 1.
                        Axis.linear(
                                quantity == Quantity.GRADIENT_HISTOGRAM
                                        ? "log2 |gradient \u00d7 loss scale|"
                                        : quantity.label(),
                                ""),
                        Axis.linear("share", "%").from(0))
                .add(ChartMark.atX(-24, "fp16: smallest"))
                .add(ChartMark.atX(-14, "fp16: full precision above"))
                .add(ChartMark.atX(16, "fp16: overflow"));
    }

    private static String what(Quantity quantity) {
        return quantity == Quantity.GRADIENT_HISTOGRAM ? "gradients" : "activations";
    }

    private static Series series(String name, Frame frame, SeriesKey key) {
        double[] x = new double[EXPONENTS + 1];
        double[] share = new double[EXPONENTS + 1];
        for (int i = 0; i < EXPONENTS; i++) {
            x[i] = FIRST_EXPONENT + i;
            share[i] = percent(frame, i);
        }
        x[EXPONENTS] = FIRST_EXPONENT + EXPONENTS;
        return Series.line(name + notFinite(frame), Points.of(x, share), key).as(Series.Drawing.STEPS);
    }

    /** What the curve cannot show: it has no place for infinite values. */
    private static String notFinite(Frame frame) {
        double share = percent(frame, NOT_FINITE);
        return share > 0 ? " (" + Numbers.shown(share) + " % not finite)" : "";
    }

    private static String inWords(Frame frame) {
        return Numbers.shown(lost(frame).roundedToZero()) + " % of those that are finite and not 0 round to 0 in fp16, "
                + Numbers.shown(percent(frame, ZEROS)) + " % of all are 0, " + Numbers.shown(percent(frame, NOT_FINITE))
                + " % of all are not finite";
    }

    /**
     * What fp16 does to the values of a histogram, counted by powers of two.
     *
     * @param roundedToZero percent of the values that are finite and not 0, and become 0
     * @param zero percent of all values that are 0 already
     */
    record Lost(double roundedToZero, double zero) {}

    static Lost lost(Frame histogram) {
        double under = 0;
        for (int i = 0; FIRST_EXPONENT + i < UNDERFLOW_EXPONENT; i++) {
            under += percent(histogram, i);
        }
        double zero = percent(histogram, ZEROS);
        double canBeLost = 100 - zero - percent(histogram, NOT_FINITE);
        return new Lost(under == 0 ? 0 : 100 * under / canBeLost, zero);
    }

    private static double percent(Frame histogram, int bin) {
        double total = 0;
        for (float count : histogram.values()) {
            total += count;
        }
        return total == 0 ? 0 : 100 * histogram.values()[bin] / total;
    }
}
