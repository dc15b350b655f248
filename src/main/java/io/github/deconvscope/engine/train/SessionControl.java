package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.OptionChange;
import java.util.ArrayList;
import java.util.List;

/** What a person wants of a run: set from any thread, obeyed on the compute thread between two steps. */
final class SessionControl {
    /** The wish in force. */
    enum Wish {
        RUN,
        PAUSE,
        ONE_STEP,
        STOP
    }

    private Wish wish = Wish.RUN;
    private final List<OptionChange> changes = new ArrayList<>();

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

    /** An option to change before the next step. */
    synchronized void change(OptionChange change) {
        changes.add(change);
    }

    synchronized List<OptionChange> takeChanges() {
        List<OptionChange> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }
}
