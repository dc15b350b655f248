package io.github.deconvscope.run.experiment;

import java.util.List;
import java.util.function.BiConsumer;

/** Has all tasks of an experiment carried out, in any order and place. */
public interface Scheduler {
    /**
     * Returns when every task has ended or {@link #stop} was called.
     *
     * @param tasks each has a folder of its own
     * @param ended told of each end; called by one thread at a time
     */
    void carryOut(List<RunTask> tasks, BiConsumer<RunTask, Worker.End> ended) throws InterruptedException;

    /** Asks for an end with checkpoints; returns at once. */
    void stop();
}
