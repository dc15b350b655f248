package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.RunState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that a person gives a run: set on any thread, carried out on the compute thread between two steps. */
final class SessionControl {
    /** What the run is to do. */
    enum Command {
        RUN,
        PAUSE,
        ONE_STEP,
        STOP
    }

    private Command command = Command.RUN;
    private @Nullable RunState ended;
    private final List<Change> changes = new ArrayList<>();

    private record Change(OptionChange what, long afterStep) {}

    synchronized Command command() {
        return command;
    }

    /** Sets the command; stopping is final. */
    synchronized void command(Command next) {
        if (command != Command.STOP) {
            command = next;
        }
    }

    /** Refuses all changes from now on. */
    synchronized void end(RunState state) {
        ended = state;
    }

    /** Ends a command of one step. */
    synchronized void stepDone() {
        if (command == Command.ONE_STEP) {
            command = Command.PAUSE;
        }
    }

    /**
     * Requests a change of an option as soon as so many steps are done.
     *
     * @throws InvalidInputException if the run has ended
     */
    synchronized void change(OptionChange change, long afterStep) {
        if (ended != null) {
            throw new InvalidInputException("The run is " + ended.label() + "; nothing can be changed any more.");
        }
        changes.add(new Change(change, afterStep));
    }

    /** The changes that are due when so many steps are done, in the order of their requests; each is returned once. */
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
