package io.github.deconvscope.run.record;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.feed.EpochRecord;
import java.io.IOException;
import java.util.OptionalLong;

/** The epoch with the highest test accuracy so far; of equal ones the first. */
public final class BestEpoch {
    private int epoch;
    private long step;
    private double accuracy = Double.NEGATIVE_INFINITY;
    private int last;

    /** The best epoch that a run has recorded so far. */
    public static BestEpoch of(RunFolder run) throws IOException {
        BestEpoch best = new BestEpoch();
        RunHistory.read(run).epochs().forEach(best::add);
        return best;
    }

    /**
     * The step of the checkpoint that somebody asks for in a word.
     *
     * @param what was given, such as {@code --step}
     * @param word {@code best}, {@code last} or a number
     * @return empty for the last
     * @throws InvalidInputException if it is another word, or the best is asked for and there is no run or it was not kept
     */
    public static OptionalLong checkpoint(String what, String word, RunFolder run) throws IOException {
        if (word.equals("last")) {
            return OptionalLong.empty();
        }
        if (!word.equals("best")) {
            try {
                return OptionalLong.of(Long.parseLong(word));
            } catch (NumberFormatException e) {
                throw new InvalidInputException(
                        what + " is \"" + word + "\". Give best, last, or the number of a step.");
            }
        }
        run.requireRun();
        BestEpoch best = of(run);
        if (best.epoch() == 0) {
            throw new InvalidInputException(what + " is best, but no epoch of " + run.path()
                    + " was tested yet, so that none is the best. Give last.");
        }
        if (!new StepFiles(run.checkpoints()).steps().contains(best.step())) {
            throw new InvalidInputException(what + " is best, but the checkpoint of epoch " + best.epoch() + ", step "
                    + best.step() + ", was not kept. Train with --keep best, or give last.");
        }
        return OptionalLong.of(best.step());
    }

    /** Takes note of an epoch that was tested; epochs come in their order. */
    public void add(EpochRecord tested) {
        last = tested.epoch();
        if (tested.testAccuracy() > accuracy) {
            accuracy = tested.testAccuracy();
            epoch = tested.epoch();
            step = tested.step();
        }
    }

    /** From 1; 0 before the first. */
    public int epoch() {
        return epoch;
    }

    /** The last step of that epoch. */
    public long step() {
        return step;
    }

    /** How many epochs were tested since without one that is better. */
    public int epochsSince() {
        return last - epoch;
    }
}
