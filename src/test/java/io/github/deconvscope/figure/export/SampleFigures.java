package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One figure of each kind, the same every time. */
final class SampleFigures {
    private SampleFigures() {}

    static Map<String, Figure> all() {
        Map<String, Figure> all = new LinkedHashMap<>();
        all.put("heat-map", heatMap());
        all.put("line-chart", lineChart());
        all.put("log-chart", logChart());
        all.put("bar-chart", barChart());
        return all;
    }

    static HeatMapFigure heatMap() {
        float[] values = new float[81];
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 9; j++) {
                values[9 * i + j] = (float) (Math.cos(i - j) / (1 + Math.abs(i - j)));
            }
        }
        values[3] = Float.NaN;
        return HeatMapFigure.of("Covariance <before> & after", values, 9, 9)
                .valueLabel("covariance")
                .titles("input feature", "other feature")
                .numbers(true)
                .caption("A caption that is long enough to be broken into two lines when the picture is small.")
                .build();
    }

    static LineChartFigure lineChart() {
        double[] one = new double[400];
        double[] two = new double[400];
        for (int i = 0; i < one.length; i++) {
            one[i] = 2.3 * Math.exp(-i / 120.0) + 0.1 * Math.sin(i * 1.7);
            two[i] = i % 100 == 50 ? Double.NaN : 2.3 * Math.exp(-i / 200.0);
        }
        return LineChartFigure.titled("Loss of two nets")
                .axes(Axis.linear("step", ""), Axis.linear("loss", "nats"))
                .addSmoothed(Series.line("deconvolution", Points.counted(0, one), SeriesKey.DECONVOLUTION), 0.9)
                .add(Series.line("batch norm", Points.counted(0, two), SeriesKey.BATCH_NORM))
                .add(ChartMark.atX(100, "frozen"))
                .build();
    }

    static LineChartFigure logChart() {
        double[] fp32 = {1, 0.9, 0.7, 0.4, 0.1, 1e-3, 1e-5, 1e-6};
        double[] fp16 = {1, 0.9, 0.7, 0.4, 0.1, 2e-2, 1.5e-2, 1.5e-2};
        return LineChartFigure.titled("Newton\u2013Schulz residual")
                .axes(Axis.linear("iteration", ""), Axis.log("norm(D Cov D \u2212 I)", ""))
                .add(Series.line("fp32", Points.counted(0, fp32), SeriesKey.FP32)
                        .as(Series.Drawing.LINE_AND_POINTS))
                .add(Series.line("fp16 (emulated)", Points.counted(0, fp16), SeriesKey.FP16)
                        .as(Series.Drawing.LINE_AND_POINTS))
                .build();
    }

    static BarChartFigure barChart() {
        return BarChartFigure.titled("Where the time goes", Axis.linear("time", "ms"), List.of("conv", "cov", "other"))
                .add("deconvolution", SeriesKey.DECONVOLUTION, 20, 14, 2.5)
                .add("batch norm", SeriesKey.BATCH_NORM, 20, Double.NaN, 3)
                .build();
    }
}
