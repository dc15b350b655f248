package io.github.deconvscope.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The controls of a run that this process computes. All methods return at once; the run obeys after the step it is in. */
public interface RunHandle {
    /** The run folder, being written. */
    Path folder();

    RunFeed feed();

    void pause();

    /** Goes on after a pause. */
    void proceed();

    /** One step, then pauses again. */
    void step();

    /** Ends the run with a checkpoint; nothing is lost. */
    void stop();

    /**
     * Changes an option while the run goes on: learning rate, weight decay or initial loss scale; recorded as an event.
     *
     * @param afterStep the change waits until so many steps are done, so that runs that take turns change at the same one; 0: at once
     * @throws InvalidInputException if the option cannot be changed in a run, or the value is out of range
     */
    void change(RunOption option, Object value, long afterStep);

    /** As above, at once. */
    default void change(RunOption option, Object value) {
        change(option, value, 0);
    }

    /** Completes with the final state when the folder is complete and the native memory is free. */
    CompletableFuture<RunState> done();
}
