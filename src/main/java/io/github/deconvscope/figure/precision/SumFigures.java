package io.github.deconvscope.figure.precision;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.math.Lane;
import java.util.List;

/** Figures of how a sum of ones stops growing in 16 bits, by the format that it is accumulated in. */
public final class SumFigures implements FigureProvider {
    private static final int USUAL = 4096;
    private static final int MOST = 100_000;

    @Override
    public List<FigureEntry> figures() {
        return List.of(FigureEntry.still(
                "precision-sums",
                "precision",
                "Sums in 16 bits",
                "The sum of ones, added up in fp32 and rounded to fp16 at the end, in fp16 term by term, and in bf16 term by term.",
                List.of(Parameter.whole("terms", "how many ones", 2, MOST, USUAL)),
                in -> ones((int) in.whole("terms"))));
    }

    /** As the page shows it. */
    public static LineChartFigure usual() {
        return ones(USUAL);
    }

    private static LineChartFigure ones(int terms) {
        double[] single = sums(terms, Lane.FP16_SUMS_FP32);
        double[] half = sums(terms, Lane.FP16);
        double[] brain = sums(terms, Lane.BF16);
        return LineChartFigure.titled("Sum of ones in 16 bits")
                .axes(Axis.counted("terms").from(0), Axis.linear("sum", "").from(0))
                .add(Series.line(Lane.FP16_SUMS_FP32.label(), Points.counted(0, single), SeriesKey.FP16))
                .add(Series.line(Lane.FP16.label(), Points.counted(0, half), SeriesKey.EXTRA_1))
                .add(Series.line(Lane.BF16.label(), Points.counted(0, brain), SeriesKey.EXTRA_2))
                .caption("Of " + Numbers.full(terms) + " ones. Added up in fp32 and rounded to fp16 at the end: "
                        + Numbers.full(single[terms]) + "; in fp16 term by term: " + Numbers.full(half[terms])
                        + "; in bf16: " + Numbers.full(brain[terms])
                        + ". From 2,048 on fp16 holds every second whole number only, and 1 more is rounded away.")
                .build();
    }

    /** The sum of 0, 1, 2, ... ones. */
    private static double[] sums(int terms, Lane lane) {
        double[] sums = new double[terms + 1];
        float sum = 0;
        for (int n = 1; n <= terms; n++) {
            sum = lane.add(sum, 1);
            sums[n] = lane.round(sum);
        }
        return sums;
    }
}
