package io.github.deconvscope.lab.network;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which net to open.
 *
 * @param run the run folder
 * @param step of the checkpoint; empty for the newest
 * @param data folder of the run's data set; empty for that of its configuration
 */
public record NetworkSource(Path run, OptionalLong step, Optional<Path> data) {
    /** The newest checkpoint of a run. */
    public static NetworkSource newest(Path run) {
        return new NetworkSource(run, OptionalLong.empty(), Optional.empty());
    }
}
