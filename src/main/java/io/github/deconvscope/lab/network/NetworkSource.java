package io.github.deconvscope.lab.network;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which net to open.
 *
 * @param run the run folder
 * @param step of the checkpoint; empty for the newest
 * @param live whether the net is wanted as a run that goes on has it now, and not a checkpoint; some view has to watch it
 * @param data folder of the run's data set; empty for that of its configuration
 */
public record NetworkSource(Path run, OptionalLong step, boolean live, Optional<Path> data) {
    /** A checkpoint. */
    public NetworkSource(Path run, OptionalLong step, Optional<Path> data) {
        this(run, step, false, data);
    }

    /** The newest checkpoint of a run. */
    public static NetworkSource newest(Path run) {
        return new NetworkSource(run, OptionalLong.empty(), Optional.empty());
    }

    /** The net of a run that goes on. */
    public static NetworkSource live(Path run) {
        return new NetworkSource(run, OptionalLong.empty(), true, Optional.empty());
    }
}
