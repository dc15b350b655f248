package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.run.PairCharts;
import io.github.deconvscope.run.Curve;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.RunFeed;
import java.util.Optional;

/** What two runs show, in one or two sentences computed from their data. */
final class Verdict {
    private Verdict() {}

    /**
     * A sentence, or the empty text before the first step that both have.
     *
     * @param spread A with another seed; empty if it is not measured
     * @param smoothing weight of the past in the losses that are compared
     */
    static String of(RunFeed a, RunFeed b, Optional<RunFeed> spread, double smoothing) {
        Points between = PairCharts.minus(b, a).smoothed(smoothing);
        int steps = between.size();
        if (steps == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("After " + steps + (steps == 1 ? " step " : " steps "));
        double difference = Math.abs(between.y(steps - 1));
        if (Double.isNaN(difference)) {
            text.append("a loss is no longer a number: ").append(who(a, b)).append(".");
        } else {
            text.append("the losses of A and B, averaged over about ")
                    .append(Math.round(1 / (1 - smoothing)))
                    .append(" steps, differ by ")
                    .append(Numbers.shown(difference));
            text.append(spread.map(seed -> within(difference, a, seed, steps, smoothing))
                    .orElse(", the spread over seeds not measured"));
            text.append(".");
        }
        long skipped = skipped(a) + skipped(b);
        if (skipped > 0) {
            text.append(" Steps skipped because a gradient was not finite: A ")
                    .append(skipped(a))
                    .append(", B ")
                    .append(skipped(b))
                    .append(".");
        }
        return text.toString();
    }

    private static String within(double difference, RunFeed a, RunFeed seed, int steps, double smoothing) {
        Points other = PairCharts.minus(seed, a).smoothed(smoothing);
        if (other.size() == 0) {
            return "";
        }
        double spread = Math.abs(other.y(Math.min(steps, other.size()) - 1));
        if (Double.isNaN(spread)) {
            return "; another seed of A diverged, so two seeds cannot be compared";
        }
        return (difference <= spread ? ", within" : ", more than") + " the " + Numbers.shown(spread)
                + " by which two seeds of A differ";
    }

    private static String who(RunFeed a, RunFeed b) {
        boolean first = !Double.isFinite(a.curve(Metric.LOSS).snapshot().last());
        boolean second = !Double.isFinite(b.curve(Metric.LOSS).snapshot().last());
        return first && second ? "that of both" : first ? "that of A" : second ? "that of B" : "in between";
    }

    private static long skipped(RunFeed run) {
        Curve.Snapshot skipped = run.curve(Metric.SKIPPED).snapshot();
        long count = 0;
        for (int i = 0; i < skipped.size(); i++) {
            count += skipped.y()[i] > 0 ? 1 : 0;
        }
        return count;
    }
}
