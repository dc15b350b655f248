package io.github.deconvscope.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.record.FolderTakenException;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Starts runs. The engine implements it; window and command line use it. */
public interface RunService extends AutoCloseable {
    /**
     * Starts a run in a new or empty folder. Returns at once: the data are read and the net is built on the compute thread.
     *
     * @throws FolderTakenException if the folder holds something else
     */
    RunHandle start(RunConfig config, Path folder);

    /**
     * Starts a run in a new folder, named by the time and {@code label}. Where several start at once, each gets a folder of its own: a
     * name that is taken gets a number behind it.
     *
     * @param parent where the folder is made
     * @param label the second half of the name, such as {@code vgg11-deconv}
     * @throws InvalidInputException if no folder can be made there
     */
    default RunHandle startIn(RunConfig config, Path parent, String label) {
        String name = RunFolder.nameAt(LocalDateTime.now(), label);
        while (true) {
            Path free = RunFolder.unused(parent, name);
            try {
                return start(config, free);
            } catch (FolderTakenException e) {
                // Another program took this name since it was found to be free: try the next one.
                continue;
            }
        }
    }

    /**
     * Starts a run in a new folder, named by the time, the net and its normalization.
     *
     * @see #startIn(RunConfig, Path, String)
     */
    default RunHandle startIn(RunConfig config, Path parent) {
        return startIn(
                config,
                parent,
                config.model().id() + "-" + config.normalization().id());
    }

    /**
     * Continues a stopped or interrupted run from its last checkpoint; its losses go on as if it had never stopped.
     *
     * @throws InvalidInputException if the folder holds no run, or one that is finished
     */
    RunHandle resume(Path folder);

    /**
     * Goes on with a run, finished or not, until it has more epochs than it was started for. Its configuration says so from then on. A schedule
     * that depends on the length of the run is that of the new length, so that the learning rate may jump where the old end was.
     *
     * @param epochs in all, more than it has done and not fewer than it was started for
     * @throws InvalidInputException if the folder holds no run that ended, or more epochs would change nothing
     */
    RunHandle prolong(Path folder, int epochs);

    /**
     * Reads the data set of a configuration, as a run does, and tells what it is found to be. Takes long for many pictures; the run that
     * follows does not read them again.
     *
     * @return empty if this service has no data sets
     * @throws InvalidInputException if the set is refused
     * @throws IOException if the disk fails
     */
    default Optional<DataFacts> look(RunConfig config, DataProgress progress) throws IOException {
        return Optional.empty();
    }

    /** Runs that are not done. Several take turns, step by step. */
    List<RunHandle> active();

    /** The run of {@link #active} that is recorded in a folder. */
    default Optional<RunHandle> activeIn(Path folder) {
        Path wanted = folder.toAbsolutePath().normalize();
        return active().stream()
                .filter(run -> run.folder().toAbsolutePath().normalize().equals(wanted))
                .findFirst();
    }

    /** How far the engine is; loads behind the window. */
    EngineStatus engine();

    /** Stops all runs with a checkpoint and frees the engine. */
    @Override
    void close();
}
