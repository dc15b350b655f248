package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.cost.CostForecast;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Charts of the time of a step: how it is spent, and a forecast for other block sizes and numbers of iterations. */
public final class CostCharts {
    private static final Set<StepPart> AROUND =
            EnumSet.of(StepPart.DATA, StepPart.OPTIMIZER, StepPart.PROBES, StepPart.RECORDING);

    private CostCharts() {}

    /** Where each millisecond of a step goes, by part, forward and backward end to end. */
    public static BarChartFigure cost(RunFeed run) {
        StepCost cost = measured(run);
        List<StepPart> parts = Arrays.stream(StepPart.values())
                .filter(part -> part.forward() == part)
                .filter(part -> sum(cost, part, any -> true) > 0)
                .toList();
        double whole = cost.total();
        return BarChartFigure.titled(
                        "Where a step's time goes",
                        Axis.linear("time per step", "ms"),
                        parts.stream().map(StepPart::label).toList())
                .add("forward", SeriesKey.FP32, values(cost, parts, part -> !part.isBackward() && !isAround(part)))
                .add("backward", SeriesKey.FP16, values(cost, parts, StepPart::isBackward))
                .add("around them", SeriesKey.REFERENCE, values(cost, parts, CostCharts::isAround))
                .stacked()
                .caption("A step" + RunCharts.ofRun(run) + ", block "
                        + run.config().block() + ", "
                        + PlainWords.count(run.config().iterations(), "iteration") + ", takes " + Numbers.shown(whole)
                        + " ms, mean of the last " + cost.steps() + ". Autograd: the gradients of convolution, W D,"
                        + " pooling and loss, which come in one piece.")
                .build();
    }

    private static boolean isAround(StepPart part) {
        return AROUND.contains(part);
    }

    private static double[] values(StepCost cost, List<StepPart> parts, Predicate<StepPart> wanted) {
        return parts.stream().mapToDouble(part -> sum(cost, part, wanted)).toArray();
    }

    /** Time of the forward and backward parts that a predicate selects. */
    private static double sum(StepCost cost, StepPart part, Predicate<StepPart> wanted) {
        return Arrays.stream(StepPart.values())
                .filter(each -> each.forward() == part && wanted.test(each))
                .mapToDouble(cost::of)
                .sum();
    }

    /**
     * What a step would take with another block or other iterations, and what it did take in the runs that had them.
     *
     * @param run whose measured parts the prediction is made from; it has to whiten
     * @param others other runs, oldest first; those that differ in more options are skipped
     */
    public static BarChartFigure forecast(RunFeed run, List<RunFeed> others) {
        RunConfig own = run.config();
        StepCost cost = measured(run);
        List<RunConfig> rows = CostForecast.alternatives(own);
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    "this run does not whiten, so there is no block to change; use one with --normalization deconv.");
        }
        if (!CostForecast.isPossible(cost)) {
            throw new InvalidInputException(
                    "the run did not time products of matrices on its machine, which a forecast needs; run it once more.");
        }
        Optional<RunFeed> before = last(
                others,
                other -> CostForecast.comparable(other.config(), own)
                        && !CostForecast.sameCost(other.config(), own)
                        && CostForecast.isPossible(measured(other)));
        Optional<CostForecast.Range> foretold =
                before.map(other -> CostForecast.millis(other.config(), measured(other), own));
        double[] low = new double[rows.size()];
        double[] high = new double[rows.size()];
        double[] measured = new double[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            RunConfig row = rows.get(i);
            boolean now = CostForecast.sameCost(row, own);
            Optional<CostForecast.Range> range = now ? foretold : Optional.of(CostForecast.millis(own, cost, row));
            low[i] = range.map(CostForecast.Range::low).orElse(Double.NaN);
            high[i] = range.map(CostForecast.Range::high).orElse(Double.NaN);
            measured[i] = now
                    ? cost.total()
                    : last(others, other -> CostForecast.sameCost(other.config(), row))
                            .map(other -> measured(other).total())
                            .orElse(Double.NaN);
        }
        return BarChartFigure.titled(
                        "Cost of another block or iterations",
                        Axis.linear("time per step", "ms").from(0),
                        rows.stream().map(row -> name(row, own)).toList())
                .add("at least", SeriesKey.FP32, low)
                .add("at most", SeriesKey.REFERENCE, high)
                .add("measured", SeriesKey.DECONVOLUTION, measured)
                .caption("Between what a step would take" + RunCharts.ofRun(run)
                        + ": the work of each part of whitening, counted, at the times that products of such matrices took on"
                        + " this machine before the first step. What a part took beyond its products grows with them (at most) or"
                        + " with their number only (at least); the times are the fastest and the median of five. Train with"
                        + " another block or other iterations, and what it really takes stands beside it."
                        + before.map(other -> " The run with block "
                                        + other.config().block() + " and "
                                        + PlainWords.count(other.config().iterations(), "iteration") + " foretold "
                                        + Numbers.shown(foretold.orElseThrow().low()) + " to "
                                        + Numbers.shown(foretold.orElseThrow().high()) + " ms for this one; it takes "
                                        + Numbers.shown(cost.total()) + ".")
                                .orElse(""))
                .build();
    }

    private static Optional<RunFeed> last(List<RunFeed> runs, Predicate<RunFeed> wanted) {
        return runs.stream()
                .filter(run -> run.cost().isPresent() && wanted.test(run))
                .reduce((one, next) -> next);
    }

    /** Rows differ from the run in the block or in the iterations, but for its own. */
    private static String name(RunConfig row, RunConfig own) {
        if (row.equals(own)) {
            return "block " + own.block() + ", " + own.iterations() + " it. (now)";
        }
        return row.block() == own.block() ? PlainWords.count(row.iterations(), "iteration") : "block " + row.block();
    }

    private static StepCost measured(RunFeed run) {
        return run.cost()
                .orElseThrow(() -> new InvalidInputException(
                        "the run recorded no times of the parts of a step; run it once more."));
    }
}
