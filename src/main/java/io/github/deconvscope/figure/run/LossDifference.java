package io.github.deconvscope.figure.run;

import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.math.StudentT;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the losses of two runs, A and B, with the spread between runs that differ only by the seed.
 *
 * <p>A run is judged by its mean loss over a window, the last quarter of the steps so far, at least {@link #LEAST_STEPS}: the loss of a
 * single step depends more on its batch than on the run. A and A with other seeds are samples of what chance does; with the standard
 * deviation s of their n means, 95 of 100 pairs of seeds, or more, lie within t s sqrt(2) of one another, where t is of Student's
 * distribution with n - 1 degrees of freedom. With fewer than {@link #LEAST_SEEDS} seeds t would be too large to be of use.
 *
 * <p>Tried on the mean losses of the 90 runs of {@code docs/runs/lesson-11.csv}, of all ways to take A, its seeds and a B that differs from A by
 * the seed alone: beyond chance were 18 of 1,080 with three seeds of A and 3 of 360 with four.
 */
public final class LossDifference {
    /** Seeds of A, its own included, below which chance is not measured. */
    public static final int LEAST_SEEDS = 3;
    /** Steps below which nothing is said, and which a window has at least. */
    public static final int LEAST_STEPS = 20;

    private static final int PART = 4;

    /** The outcome of the comparison. */
    public enum Outcome {
        /** Fewer than {@link #LEAST_STEPS} steps. */
        TOO_EARLY,
        /** A loss of A or B in the window is not a number. */
        NOT_A_NUMBER,
        /** Fewer than {@link #LEAST_SEEDS} seeds of A. */
        TOO_FEW_SEEDS,
        /** A loss of another seed of A in the window is not a number. */
        SEED_DIVERGED,
        /** As far apart as seeds are. */
        WITHIN_CHANCE,
        /** Farther apart. */
        BEYOND_CHANCE
    }

    private final Means a;
    private final Means b;
    private final List<Means> ofA = new ArrayList<>();
    private final int both;
    private final int steps;

    /** @param seeds A with other seeds */
    public LossDifference(RunFeed a, RunFeed b, List<RunFeed> seeds) {
        this.a = new Means(a);
        this.b = new Means(b);
        ofA.add(this.a);
        seeds.forEach(seed -> ofA.add(new Means(seed)));
        both = Math.min(this.a.steps(), this.b.steps());
        steps = ofA.size() < LEAST_SEEDS ? both : Math.min(both, stepsOfSeeds());
    }

    private int stepsOfSeeds() {
        return ofA.stream().mapToInt(Means::steps).min().orElse(0);
    }

    /** Steps that all have. */
    public int steps() {
        return steps;
    }

    /** Seeds of A, its own included. */
    public int seeds() {
        return ofA.size();
    }

    /** Steps that are averaged over after some steps. */
    public static int window(int steps) {
        return Math.min(steps, Math.max(LEAST_STEPS, steps / PART));
    }

    /** Mean loss of B minus mean loss of A over the window, after {@link #steps}. */
    public double difference() {
        return difference(steps);
    }

    /** How far apart chance takes two runs, after {@link #steps}; NaN where too few seeds measure it or one diverged. */
    public double chance() {
        return chance(steps);
    }

    /** The outcome after {@link #steps}. */
    public Outcome outcome() {
        if (steps < LEAST_STEPS) {
            return Outcome.TOO_EARLY;
        }
        if (Double.isNaN(difference())) {
            return Outcome.NOT_A_NUMBER;
        }
        if (seeds() < LEAST_SEEDS) {
            return Outcome.TOO_FEW_SEEDS;
        }
        if (Double.isNaN(chance())) {
            return Outcome.SEED_DIVERGED;
        }
        return Math.abs(difference()) <= chance() ? Outcome.WITHIN_CHANCE : Outcome.BEYOND_CHANCE;
    }

    /** {@link #difference} by step, as far as A and B go. */
    Points differences() {
        return byStep(both, this::difference);
    }

    /** {@link #chance} by step; without points if too few seeds measure it. */
    Points chances() {
        return byStep(seeds() < LEAST_SEEDS ? 0 : stepsOfSeeds(), this::chance);
    }

    private Points byStep(int count, java.util.function.IntToDoubleFunction value) {
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = a.step(i);
            y[i] = value.applyAsDouble(i + 1);
        }
        return Points.of(x, y);
    }

    private double difference(int after) {
        return b.mean(after) - a.mean(after);
    }

    private double chance(int after) {
        int n = ofA.size();
        if (n < LEAST_SEEDS) {
            return Double.NaN;
        }
        // The squares of the differences of all pairs add up to n (n - 1) s^2, and to exactly 0 for runs that are
        // equal.
        double squares = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double between = ofA.get(i).mean(after) - ofA.get(j).mean(after);
                squares += between * between;
            }
        }
        return StudentT.within95(n - 1) * Math.sqrt(2 * squares / (n * (n - 1)));
    }

    /** Mean losses of one run over the window before any step. */
    private static final class Means {
        private final Curve.Snapshot loss;
        private final double[] sums;
        private final int[] bad;

        Means(RunFeed run) {
            loss = run.curve(Metric.LOSS).snapshot();
            sums = new double[loss.size() + 1];
            bad = new int[loss.size() + 1];
            for (int i = 0; i < loss.size(); i++) {
                boolean finite = Double.isFinite(loss.y()[i]);
                sums[i + 1] = sums[i] + (finite ? loss.y()[i] : 0);
                bad[i + 1] = bad[i] + (finite ? 0 : 1);
            }
        }

        int steps() {
            return loss.size();
        }

        double step(int index) {
            return loss.x()[index];
        }

        double mean(int after) {
            int from = after - window(after);
            return after == 0 || bad[after] > bad[from] ? Double.NaN : (sums[after] - sums[from]) / (after - from);
        }
    }
}
