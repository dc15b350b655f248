package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.run.LossDifference;
import io.github.deconvscope.figure.run.RunPair;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.LostGradients.Kind;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;

/** What two runs show, in one or two sentences computed from their data. */
final class Verdict {
    private Verdict() {}

    /** Shares of lost gradients that differ by less, in percentage points, are told as alike. */
    private static final double ALIKE = 0.005;

    /** A few sentences, or the empty text before the first step that both have. */
    static String of(RunPair pair) {
        RunFeed a = pair.a();
        RunFeed b = pair.b();
        LossDifference apart = pair.lossDifference();
        int steps = apart.steps();
        if (steps == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("After " + PlainWords.count(steps, "step") + " ");
        if (Double.isNaN(apart.difference())) {
            text.append("a loss is no longer a number: ").append(who(a, b)).append(".");
        } else {
            text.append("the mean loss of the last ")
                    .append(LossDifference.window(steps))
                    .append(
                            apart.difference() == 0
                                    ? " is the same in A and B"
                                    : " is " + Numbers.shown(Math.abs(apart.difference()))
                                            + (apart.difference() < 0 ? " lower" : " higher") + " in B than in A")
                    .append(judged(apart))
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

    private static String judged(LossDifference apart) {
        return switch (apart.outcome()) {
            case TOO_EARLY -> "; too early to tell it from chance";
            case NOT_A_NUMBER -> "";
            case TOO_FEW_SEEDS ->
                "; with " + PlainWords.count(apart.seeds(), "seed")
                        + " it cannot be told from chance: choose "
                        + (LossDifference.LEAST_SEEDS - 1) + " or more other seeds of A";
            case SEED_DIVERGED -> "; another seed of A diverged, so chance cannot be measured";
            case WITHIN_CHANCE -> ", within the " + chance(apart);
            case BEYOND_CHANCE -> ", more than the " + chance(apart);
        };
    }

    private static String chance(LossDifference apart) {
        return Numbers.shown(apart.chance())
                + " that chance takes 95 of 100 pairs that differ by the seed alone; it rests on " + apart.seeds()
                + " seeds";
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
            return shares + (Double.isNaN(ofA) ? "B " + Numbers.percent(ofB) : "A " + Numbers.percent(ofA)) + ".";
        }
        double more = Math.abs(ofB - ofA);
        return shares + "A " + Numbers.percent(ofA) + ", B " + Numbers.percent(ofB)
                + (more < ALIKE
                        ? ", alike so far: what A and B differ in costs no gradients here."
                        : "; " + (ofB > ofA ? "B" : "A") + " loses more.");
    }

    private static double lostPercent(RunFeed run) {
        double sum = 0;
        long count = 0;
        for (int layer = 0; layer < run.layers().size(); layer++) {
            Curve.Snapshot shares = run.lost(layer, Kind.ROUNDED_TO_ZERO).snapshot();
            for (int i = 0; i < shares.size(); i++) {
                if (!Double.isNaN(shares.y()[i])) {
                    sum += shares.y()[i];
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
