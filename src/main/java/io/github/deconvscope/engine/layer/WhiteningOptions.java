package io.github.deconvscope.engine.layer;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.run.config.Fidelity;
import io.github.deconvscope.run.config.WhiteningNorm;
import io.github.deconvscope.run.config.WhiteningPolynomial;

/**
 * How a layer whitens.
 *
 * @param block channels (or features of a dense layer) that are whitened together; 1 or more
 * @param iteration how the inverse square root is approximated
 * @param statistics how mean and covariance are estimated
 * @param schedule which training steps estimate them
 * @param fidelity whether the published code or the mathematics decides where they differ
 * @param warmStart whether the iteration starts from the running matrix; in mixed fidelity only
 */
public record WhiteningOptions(
        int block,
        Iteration iteration,
        Statistics statistics,
        Schedule schedule,
        Fidelity fidelity,
        boolean warmStart) {

    /**
     * How mean and covariance are estimated, and averaged.
     *
     * @param eps added to the diagonal of the covariance; 0 or more
     * @param updateRate weight of a new batch in the running values, above 0 and up to 1; the references call it momentum
     * @param samplingStride every how many pixels, along each axis, a patch is taken; 1 or more
     */
    public record Statistics(double eps, double updateRate, int samplingStride) {
        public Statistics {
            require(eps >= 0 && eps < Double.POSITIVE_INFINITY, "eps", eps, "0 or more; usual is 1e-5");
            require(
                    updateRate > 0 && updateRate <= 1,
                    "update rate",
                    updateRate,
                    "above 0 and at most 1; usual is 0.1");
            require(samplingStride >= 1, "sampling stride", samplingStride, "1 or more pixels; usual is 3");
        }
    }

    /**
     * Which training steps estimate the statistics anew.
     *
     * @param freezeSteps training steps after which the layer keeps its running values; 0 never freezes
     * @param refresh a fresh matrix every so many steps, the running one in between; 1 is exact
     * @param refreshWarmup steps that compute a fresh matrix each, whatever the refresh
     */
    public record Schedule(int freezeSteps, int refresh, int refreshWarmup) {
        /** Every step, for good. */
        public static final Schedule EVERY_STEP = new Schedule(0, 1, 0);

        public Schedule {
            require(freezeSteps >= 0, "freeze steps", freezeSteps, "0 (never freeze) or more; usual is 100");
            require(refresh >= 1, "refresh", refresh, "1 (every step) or more");
            require(refreshWarmup >= 0, "refresh warm-up", refreshWarmup, "0 or more steps");
        }

        /** For how many steps the statistics of a live step stand: those since the live step before, itself included. */
        int stepsCovered(long counter) {
            return counter > refreshWarmup ? refresh : 1;
        }

        private boolean refreshes(long counter) {
            return counter < refreshWarmup || (counter - refreshWarmup) % refresh == 0;
        }
    }

    /** The defaults of the published code: block 64, 5 iterations, eps 1e-5, rate 0.1, sampling stride 3, no freezing, exact. */
    public static final WhiteningOptions DEFAULTS = new WhiteningOptions(
            64, Iteration.published(5), new Statistics(1e-5, 0.1, 3), Schedule.EVERY_STEP, Fidelity.MIXED, false);

    public WhiteningOptions {
        require(block >= 1, "block", block, "1 or more channels; the usual block is 64");
        require(
                schedule.refresh == 1 || fidelity != Fidelity.REFERENCE,
                "--refresh",
                schedule.refresh,
                "1 with --fidelity reference, which is exact; choose another to refresh less often");
        require(
                iteration.polynomial() != WhiteningPolynomial.FITTED
                        || iteration.count() == WhiteningPolynomial.FITTED_ITERATIONS,
                "--iterations",
                iteration.count(),
                WhiteningPolynomial.FITTED_ITERATIONS
                        + " with --polynomial fitted, which does in two what five of Newton-Schulz do");
        if (fidelity == Fidelity.REFERENCE) {
            requirePublished("--norm", iteration.norm(), WhiteningNorm.FROBENIUS);
            requirePublished("--polynomial", iteration.polynomial(), WhiteningPolynomial.NEWTON_SCHULZ);
            require(
                    !iteration.adaptive(),
                    "--stop-residual",
                    iteration.tolerance(),
                    "0 with --fidelity reference, which takes all iterations; choose another to stop sooner");
        }
        if (warmStart && fidelity != Fidelity.MIXED) {
            throw new InvalidInputException("Whitening: --warm-start is on with --fidelity " + fidelity.id()
                    + "; it needs --fidelity mixed: the reference starts anew at each step, and corrected layers keep a running"
                    + " covariance, not a running whitening matrix. Switch it off, or choose that.");
        }
    }

    private static void requirePublished(String what, Choice chosen, Choice published) {
        if (chosen != published) {
            throw new InvalidInputException("Whitening: " + what + " " + chosen.id()
                    + " is not what is published: with --fidelity reference it has" + " to be " + what + " "
                    + published.id() + ". Choose another --fidelity for others.");
        }
    }

    private static void require(boolean condition, String what, Number value, String allowed) {
        if (!condition) {
            throw new InvalidInputException("Whitening: " + what + " is " + value + "; it has to be " + allowed + ".");
        }
    }

    public WhiteningOptions withBlock(int value) {
        return new WhiteningOptions(value, iteration, statistics, schedule, fidelity, warmStart);
    }

    public WhiteningOptions withIteration(Iteration value) {
        return new WhiteningOptions(block, value, statistics, schedule, fidelity, warmStart);
    }

    /** The same, but never frozen. */
    public WhiteningOptions unfrozen() {
        return new WhiteningOptions(
                block,
                iteration,
                statistics,
                new Schedule(0, schedule.refresh, schedule.refreshWarmup),
                fidelity,
                warmStart);
    }

    /** Whether the layer is to give the numbers of the published code, defects included. */
    boolean reference() {
        return fidelity == Fidelity.REFERENCE;
    }

    /** Whether the layer is to follow the mathematics throughout. */
    boolean corrected() {
        return fidelity == Fidelity.CORRECTED;
    }

    /**
     * Whether a training step estimates the statistics anew.
     *
     * @param counter as {@link #advance} left it after the step before; 0 at first
     */
    boolean live(long counter) {
        return !frozen(counter) && schedule.refreshes(counter);
    }

    /** Whether a training step keeps the running statistics for good; counter as for {@link #live}. */
    boolean frozen(long counter) {
        int steps = schedule.freezeSteps;
        return steps > 0 && (reference() ? counter > steps : counter >= steps);
    }

    /**
     * The counter after one more training step. The published code lets it wrap at ten times the freeze steps, so that a frozen layer
     * comes alive again now and then.
     */
    long advance(long counter) {
        int steps = schedule.freezeSteps;
        return reference() && steps > 0 ? (counter + 1) % (10L * steps) : counter + 1;
    }
}
