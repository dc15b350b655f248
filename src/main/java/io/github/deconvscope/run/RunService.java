package io.github.deconvscope.run;

import java.nio.file.Path;
import java.util.List;

/** Starts runs. The engine implements it; window and command line use it. */
public interface RunService extends AutoCloseable {
    /**
     * Starts a run in a new or empty folder. Returns at once: the data are read and the net is built on the compute thread.
     *
     * @throws InvalidInputException if the folder holds something else
     */
    RunHandle start(RunConfig config, Path folder);

    /**
     * Continues a stopped or interrupted run from its last checkpoint; its losses go on as if it had never stopped.
     *
     * @throws InvalidInputException if the folder holds no run, or one that is finished
     */
    RunHandle resume(Path folder);

    /** Runs that are not done. Several take turns, step by step. */
    List<RunHandle> active();

    /** How far the engine is; loads behind the window. */
    EngineStatus engine();

    /** Stops all runs with a checkpoint and frees the engine. */
    @Override
    void close();
}
