package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.RunOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a person wants of a run: set from any thread, obeyed on the compute thread between two steps. */
final class SessionControl {
    private static final Set<RunOption> CHANGEABLE =
            EnumSet.of(RunOption.LEARNING_RATE, RunOption.WEIGHT_DECAY, RunOption.INITIAL_LOSS_SCALE);

    /** The wish in force. */
    enum Wish {
        RUN,
        PAUSE,
        ONE_STEP,
        STOP
    }

    /** An option to change before the next step. */
    record Change(RunOption option, double value) {}

    private Wish wish = Wish.RUN;
    private final List<Change> changes = new ArrayList<>();

    synchronized Wish wish() {
        return wish;
    }

    /** Sets the wish; stopping is final. */
    synchronized void wish(Wish next) {
        if (wish != Wish.STOP) {
            wish = next;
        }
    }

    /** A single step was done. */
    synchronized void stepDone() {
        if (wish == Wish.ONE_STEP) {
            wish = Wish.PAUSE;
        }
    }

    synchronized void change(RunOption option, Object value) {
        if (!CHANGEABLE.contains(option)) {
            throw new InvalidInputException(
                    option.label() + " cannot be changed while a run goes on; only the learning rate, "
                            + "the weight decay and the loss scale can. Start a new run instead.");
        }
        changes.add(new Change(option, ((Number) option.type().check(option.flag(), value)).doubleValue()));
    }

    synchronized List<Change> takeChanges() {
        List<Change> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }
}
