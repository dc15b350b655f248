package io.github.deconvscope.figure.overlay;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.math.SampleMean;
import io.github.deconvscope.math.SampleMean.Interval;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.Answer.Side;
import io.github.deconvscope.run.experiment.Experiment.Search;
import io.github.deconvscope.run.experiment.Measure;
import io.github.deconvscope.run.experiment.RunOutcome;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Draws the answer of an experiment; what it has nothing to draw for yet is refused with an {@link InvalidInputException}. Runs that diverged or are not finished are left out,
 * as they are in its table.
 */
public final class ExperimentCharts {
    /** Up to so many points are marked. */
    private static final int FEW_POINTS = 40;

    private final Answer answer;
    private final Band band;
    private final List<SeriesKey> keys;

    /** What is drawn around a mean over seeds. */
    public enum Band implements Choice {
        INTERVAL("interval", "95 % interval of the mean by t"),
        RANGE("range", "from the least to the most"),
        DEVIATION("deviation", "one standard deviation to both sides");

        private final Words words;

        Band(String id, String label) {
            words = new Words(id, label);
        }

        @Override
        public Words words() {
            return words;
        }

        Interval around(double[] values, SampleMean mean) {
            return switch (this) {
                case INTERVAL -> mean.t();
                case RANGE ->
                    new Interval(
                            Arrays.stream(values).min().orElse(Double.NaN),
                            Arrays.stream(values).max().orElse(Double.NaN));
                case DEVIATION -> new Interval(mean.mean() - mean.deviation(), mean.mean() + mean.deviation());
            };
        }
    }

    /** A mean curve that grows point by point. */
    private static final class MeanCurve {
        private final List<Double> x = new ArrayList<>();
        private final List<Double> mean = new ArrayList<>();
        private final List<Double> low = new ArrayList<>();
        private final List<Double> high = new ArrayList<>();

        void add(double at, double[] values, Band band) {
            SampleMean of = SampleMean.byT(values);
            Interval edges = band.around(values, of);
            x.add(at);
            mean.add(of.mean());
            low.add(edges.low());
            high.add(edges.high());
        }

        private Points points(List<Double> y) {
            return Points.of(array(x), array(y));
        }

        private static double[] array(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private ExperimentCharts(Answer answer, Band band) {
        this.answer = answer;
        this.band = band;
        keys = RunOverlay.keysOf(answer.sides().stream()
                .map(side -> Optional.of(side.group().config()))
                .toList());
    }

    /** The mean of a curve of each group, where all of its finished runs have a point. */
    public static Figure curves(Answer answer, Metric metric, Band band) {
        Axis x = Axis.counted(metric.perEpoch() ? "epoch" : "step");
        return new ExperimentCharts(answer, band)
                .chart(metric.label(), x, axis(metric), ExperimentCharts::named, side -> meanCurve(side, metric, band));
    }

    private static Axis axis(Metric metric) {
        return share(metric) ? Axis.linear(metric.label(), "%").from(0).to(100) : Axis.linear(metric.label(), "");
    }

    private static boolean share(Metric metric) {
        return metric == Metric.ACCURACY || metric == Metric.TEST_ACCURACY || metric == Metric.TRAIN_ACCURACY;
    }

    private static MeanCurve meanCurve(Side side, Metric metric, Band band) {
        List<Curve.Snapshot> curves =
                feeds(side).stream().map(run -> run.curve(metric).snapshot()).toList();
        MeanCurve mean = new MeanCurve();
        if (curves.isEmpty()) {
            return mean;
        }
        Curve.Snapshot first = curves.get(0);
        for (int i = 0; i < first.size(); i++) {
            double at = first.x()[i];
            double[] values = curves.stream()
                    .mapToDouble(curve -> value(curve, at))
                    .filter(Double::isFinite)
                    .map(value -> share(metric) ? Numbers.inPercent(value) : value)
                    .toArray();
            if (values.length == curves.size()) {
                mean.add(at, values, band);
            }
        }
        return mean;
    }

    private static double value(Curve.Snapshot curve, double at) {
        int place = Arrays.binarySearch(curve.x(), 0, curve.size(), at);
        return place < 0 ? Double.NaN : curve.y()[place];
    }

    /** The runs that count. */
    private static List<RunFeed> feeds(Side side) {
        return side.runs().stream()
                .filter(run -> run.end() == RunOutcome.End.FINISHED)
                .flatMap(run -> run.feed().stream())
                .toList();
    }

    /** Test accuracy after each epoch, at the mean of the times that the runs took to it. */
    public static Figure overTime(Answer answer, Band band) {
        return new ExperimentCharts(answer, band)
                .chart(
                        "test accuracy against time",
                        Axis.linear("training time, mean over seeds", "s").from(0),
                        axis(Metric.TEST_ACCURACY),
                        ExperimentCharts::named,
                        side -> {
                            MeanCurve byEpoch = meanCurve(side, Metric.TEST_ACCURACY, band);
                            List<Curve.Snapshot> seconds = feeds(side).stream()
                                    .map(run -> run.curve(Metric.SECONDS).snapshot())
                                    .toList();
                            for (int i = 0; i < byEpoch.x.size(); i++) {
                                double epoch = byEpoch.x.get(i);
                                byEpoch.x.set(
                                        i,
                                        seconds.stream()
                                                .mapToDouble(curve -> untilEpoch(curve, epoch))
                                                .average()
                                                .orElse(Double.NaN));
                            }
                            return byEpoch;
                        });
    }

    private static double untilEpoch(Curve.Snapshot seconds, double epoch) {
        return IntStream.range(0, seconds.size())
                .filter(i -> seconds.x()[i] <= epoch)
                .mapToDouble(i -> seconds.y()[i])
                .sum();
    }

    /** The first measure at each value of the searched option; of a group without a search, at the value it was set to. */
    public static Figure searched(Answer answer, Band band) {
        Measure measure = answer.experiment().measures().get(0);
        RunOption option = answer.experiment().search().map(Search::option).orElse(RunOption.LEARNING_RATE);
        if (!(option.defaultValue() instanceof Number)) {
            throw new InvalidInputException("the experiment searches " + option.id()
                    + ", which is no number; draw experiment-bars of an experiment that varies it.");
        }
        Map<String, Map<Double, List<Double>>> values = new TreeMap<>();
        for (RunOutcome run : answer.runs()) {
            double value = run.values().get(measure);
            double at = ((Number) run.task().config().get(option)).doubleValue();
            if (Double.isFinite(value)) {
                values.computeIfAbsent(run.task().group(), none -> new TreeMap<>())
                        .computeIfAbsent(at, none -> new ArrayList<>())
                        .add(value);
            }
        }
        boolean positive =
                values.values().stream().flatMap(side -> side.keySet().stream()).allMatch(at -> at > 0);
        Axis x = positive
                ? Axis.log(option.label().toLowerCase(Locale.ROOT), "")
                : Axis.linear(option.label().toLowerCase(Locale.ROOT), "");
        return new ExperimentCharts(answer, band)
                .chart(
                        measure.kind().label() + " and " + option.label().toLowerCase(Locale.ROOT),
                        x,
                        Axis.linear(name(measure), measure.kind().unit()),
                        side -> side.group().name(),
                        side -> {
                            MeanCurve mean = new MeanCurve();
                            values.getOrDefault(side.group().name(), Map.of())
                                    .forEach((at, each) -> mean.add(at, MeanCurve.array(each), band));
                            return mean;
                        });
    }

    private Figure chart(String title, Axis x, Axis y, Function<Side, String> names, Function<Side, MeanCurve> curve) {
        LineChartFigure.Builder chart = LineChartFigure.titled(capital(title)).axes(x, y);
        boolean any = false;
        List<String> counts = new ArrayList<>();
        for (int i = 0; i < answer.sides().size(); i++) {
            Side side = answer.sides().get(i);
            MeanCurve mean = curve.apply(side);
            if (mean.x.isEmpty()) {
                continue;
            }
            any = true;
            String name = names.apply(side);
            if (mean.low.stream().anyMatch(Double::isFinite)) {
                chart.add(new io.github.deconvscope.figure.chart.Band(
                        name, mean.points(mean.low), mean.points(mean.high), keys.get(i)));
            }
            Series line = Series.line(name, mean.points(mean.mean), keys.get(i));
            chart.add(mean.x.size() <= FEW_POINTS ? line.as(Series.Drawing.LINE_AND_POINTS) : line);
            counts.add(name + " " + feeds(side).size());
        }
        if (!any) {
            throw nothing(title);
        }
        return chart.caption("Means over seeds; finished runs: " + String.join(", ", counts) + ". Bands: "
                        + band.label() + ", where there are two seeds or more.")
                .build();
    }

    private static String named(Side side) {
        return side.group().name() + side.value().map(value -> " at " + value).orElse("");
    }

    private InvalidInputException nothing(String what) {
        return new InvalidInputException("no finished run of "
                + answer.experiment().name() + " has a " + what + " to draw; let one come to its end.");
    }

    /** A bar for each group. */
    public static Figure bars(Answer answer, Measure measure) {
        List<Side> sides = answer.sides().stream()
                .filter(side -> side.means().get(measure).count() > 0)
                .toList();
        if (sides.isEmpty()) {
            throw new ExperimentCharts(answer, Band.INTERVAL)
                    .nothing(measure.kind().label());
        }
        double[] means = new double[sides.size()];
        double[] low = new double[sides.size()];
        double[] high = new double[sides.size()];
        List<double[]> seeds = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            SampleMean mean = sides.get(i).means().get(measure);
            means[i] = mean.mean();
            low[i] = mean.t().low();
            high[i] = mean.t().high();
            seeds.add(sides.get(i).bySeed(measure).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }
        Axis axis = Axis.linear(name(measure), measure.kind().unit());
        return BarChartFigure.titled(
                        capital(measure.kind().label()),
                        axis,
                        sides.stream().map(ExperimentCharts::named).toList())
                .add("mean", SeriesKey.EXTRA_2, means)
                .spread("seed", seeds, low, high)
                .caption(
                        "Bars: means over seeds. Dots: seeds. Whiskers: 95 % interval of the mean by t, where there are two"
                                + " seeds or more.")
                .build();
    }

    private static String name(Measure measure) {
        return measure.kind().label()
                + (measure.epoch().isPresent()
                        ? " after epoch " + measure.epoch().getAsInt()
                        : "");
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
