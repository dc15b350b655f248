package io.github.deconvscope.run.experiment;

/**
 * Carries one run out, wherever that is: in this process, in a process of its own, on another machine. A run that was cut is continued, one
 * that is done is left alone, so that the same task may be given twice.
 */
public interface Worker extends AutoCloseable {
    /** How a call ended. */
    enum End {
        /** The run is finished, or has diverged and would do so again. */
        DONE,
        /** It failed, or could not begin; the folder says why. */
        FAILED,
        /** Another process computes it at this moment. */
        BUSY,
        /** It was cut before its end; another call goes on with it. */
        CUT
    }

    /**
     * Returns when the run has ended, well or not. May be called by several threads for different tasks, if the worker says so.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    End carryOut(RunTask task) throws InterruptedException;

    /** Asks for an end with a checkpoint; returns at once. What is carried out ends as cut, and so does every later call. */
    void stop();

    /** Lets go of what it holds; nothing is carried out any more. */
    @Override
    default void close() throws InterruptedException {}
}
