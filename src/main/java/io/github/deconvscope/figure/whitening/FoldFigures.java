package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.KernelBank;
import io.github.deconvscope.math.PlainConvolution;
import java.util.ArrayList;
import java.util.List;

/** Figures of whitening, mean and kernel folded into one plain convolution. */
public final class FoldFigures {
    private static final int PATCHES = 60;

    private FoldFigures() {}

    /** Kernels, before or after folding, with rings around the given features. */
    public static Figure kernels(FoldCheck check, boolean folded, List<Integer> features) {
        KernelBank bank = check.kernels();
        PlainConvolution convolution = folded ? check.folded() : bank.convolution();
        String title = folded ? "Kernels, folded with D" : "Kernels on white patches";
        String caption = folded ? "The same layer as a plain convolution on raw patches." : bank.origin();
        int outputs = convolution.outputs();
        if (bank.kernel() == 1) {
            return HeatMapFigure.of(title, convolution.weights(), outputs, convolution.features())
                    .caption(caption + " One row per kernel, one column per channel.")
                    .map(ColorMap.BLUE_WHITE_ORANGE)
                    .labels(o -> "kernel " + o, c -> "channel " + c)
                    .build();
        }
        List<double[]> tiles = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int o = 0; o < outputs; o++) {
            tiles.add(convolution.kernel(o));
            names.add("kernel " + o);
        }
        return TilesFigure.signed(title, caption, tiles, names, bank.channels(), bank.kernel())
                .inRowsOf(4)
                .marked(features);
    }

    /** What kernels on white patches and the folded convolution on raw patches give: one curve over the other. */
    public static Figure outputs(FoldCheck check) {
        return LineChartFigure.titled("Outputs of kernel 0")
                .caption("The kernel on white patches, and the folded kernel on the same raw patches, for the first "
                        + shownPatches(check) + " of " + check.patches() + ".")
                .axes(Axis.counted("patch"), Axis.linear("output", ""))
                .add(Series.line("on white patches", firstOutput(check, check.outputs()), SeriesKey.DECONVOLUTION))
                .add(Series.points(
                        "folded, on raw patches", firstOutput(check, check.foldedOutputs()), SeriesKey.NEUTRAL))
                .build();
    }

    /** How far apart they are, of all kernels. */
    public static Figure difference(FoldCheck check) {
        double[] largest = new double[shownPatches(check)];
        for (int p = 0; p < largest.length; p++) {
            for (int o = 0; o < check.outputs()[p].length; o++) {
                largest[p] = Math.max(largest[p], Math.abs(check.outputs()[p][o] - check.foldedOutputs()[p][o]));
            }
        }
        return LineChartFigure.titled("Difference of the outputs")
                .caption("Largest difference over all kernels, patch by patch: rounding of fp32, nothing else.")
                .axes(Axis.counted("patch"), Axis.linear("difference", ""))
                .add(Series.line("largest difference", Points.counted(0, largest), SeriesKey.NEUTRAL))
                .build();
    }

    private static int shownPatches(FoldCheck check) {
        return Math.min(PATCHES, check.outputs().length);
    }

    private static Points firstOutput(FoldCheck check, float[][] outputs) {
        double[] values = new double[shownPatches(check)];
        for (int p = 0; p < values.length; p++) {
            values[p] = outputs[p][0];
        }
        return Points.counted(0, values);
    }
}
