package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.feed.OptionChange;
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
    private final List<Change> changes = new ArrayList<>();

    private record Change(OptionChange what, long afterStep) {}

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

    /** An option to change as soon as so many steps are done. */
    synchronized void change(OptionChange change, long afterStep) {
        changes.add(new Change(change, afterStep));
    }

    /** The changes that are due when so many steps are done, in the order they were asked for; each is told once. */
    synchronized List<OptionChange> takeChanges(long stepsDone) {
        List<OptionChange> taken = new ArrayList<>();
        changes.removeIf(change -> {
            boolean due = change.afterStep <= stepsDone;
            if (due) {
                taken.add(change.what);
            }
            return due;
        });
        return taken;
    }
}
