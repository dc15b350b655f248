package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.figure.Numbers;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.run.PairCharts;
import io.github.deconvscope.figure.run.RunPair;
import io.github.deconvscope.run.Curve;
import io.github.deconvscope.run.LostGradients.Kind;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.RunFeed;

/** What two runs show, in one or two sentences computed from their data. */
final class Verdict {
    private Verdict() {}

    /** Shares of lost gradients that differ by less, in percentage points, are told as alike. */
    private static final double ALIKE = 0.5;

    /** A few sentences, or the empty text before the first step that both have. */
    static String of(RunPair pair) {
        RunFeed a = pair.a();
        RunFeed b = pair.b();
        Points between = PairCharts.minus(b, a).smoothed(pair.smoothing());
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
                    .append(Math.round(1 / (1 - pair.smoothing())))
                    .append(" steps, differ by ")
                    .append(Numbers.shown(difference))
                    .append(within(difference, pair, steps))
                    .append(".");
        }
        long skipped = skipped(a) + skipped(b);
        if (skipped > 0) {
            text.append(" Steps skipped because a gradient was not finite: A ")
                    .append(skipped(a))
                    .append(", B ")
                    .append(skipped(b))
                    .append(".");
        }
        return text.append(lost(a, b)).toString();
    }

    private static String within(double difference, RunPair pair, int steps) {
        if (pair.seeds().isEmpty()) {
            return ", the spread over seeds not measured";
        }
        Points spreads = PairCharts.spread(pair.a(), pair.seeds(), pair.smoothing());
        if (spreads.size() == 0) {
            return "";
        }
        double spread = spreads.y(Math.min(steps, spreads.size()) - 1);
        if (Double.isNaN(spread)) {
            return "; another seed of A diverged, so seeds cannot be compared";
        }
        int seeds = pair.seeds().size();
        return (difference <= spread ? ", within" : ", more than") + " the " + Numbers.shown(spread)
                + " by which A and "
                + PairCharts.otherSeeds(seeds) + " differ"
                + (seeds == 1 ? "; one seed more is a rough measure of chance" : " at most");
    }

    /** How many gradients were lost, which no loss curve shows; empty where no run recorded it. */
    private static String lost(RunFeed a, RunFeed b) {
        double ofA = lostPercent(a);
        double ofB = lostPercent(b);
        if (Double.isNaN(ofA) && Double.isNaN(ofB)) {
            return "";
        }
        String shares = " Of the gradients that are not 0, fp16 rounds to 0, as a mean of all layers and steps: ";
        if (Double.isNaN(ofA) || Double.isNaN(ofB)) {
            return shares + (Double.isNaN(ofA) ? "B " + percent(ofB) : "A " + percent(ofA)) + ".";
        }
        double more = Math.abs(ofB - ofA);
        return shares + "A " + percent(ofA) + ", B " + percent(ofB)
                + (more < ALIKE
                        ? ", alike so far: what A and B differ in costs no gradients here."
                        : "; " + (ofB > ofA ? "B" : "A") + " loses more.");
    }

    private static String percent(double share) {
        return Numbers.shown(share) + " %";
    }

    private static double lostPercent(RunFeed run) {
        double sum = 0;
        long count = 0;
        for (int layer = 0; layer < run.layers().size(); layer++) {
            Curve.Snapshot shares = run.lost(layer, Kind.ROUNDED_TO_ZERO).snapshot();
            for (int i = 0; i < shares.size(); i++) {
                if (!Double.isNaN(shares.y()[i])) {
                    sum += 100 * shares.y()[i];
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
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
