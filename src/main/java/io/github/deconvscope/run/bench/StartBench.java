package io.github.deconvscope.run.bench;

import java.util.OptionalLong;

/** Measures how long the program takes to start. Implemented in {@code app}. */
@FunctionalInterface
public interface StartBench {
    /**
     * Starts the program once more, beside this one, waits until its engine is ready and ends it.
     *
     * @throws IllegalStateException if it does not start
     */
    Start measure();

    /**
     * One start.
     *
     * @param usableMillis from the start of the process until the window is drawn and answers
     * @param readyMillis from the start of the process until the engine is loaded; empty if it did not load
     * @param inMemory whether the window was on a screen in memory, since there is no display
     */
    record Start(long usableMillis, OptionalLong readyMillis, boolean inMemory) {}
}
