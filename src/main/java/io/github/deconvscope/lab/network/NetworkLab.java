package io.github.deconvscope.lab.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Opens the nets of runs, recorded or still being trained. The framework implements it. */
public interface NetworkLab {
    /** Used when no framework is available: opening fails with a message. */
    NetworkLab NONE = new NetworkLab() {
        @Override
        public List<Long> checkpoints(Path run) {
            return List.of();
        }

        @Override
        public CompletionStage<OpenNetwork> open(NetworkSource source) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("There is no framework here to open a net with."));
        }
    };

    /** The steps of a run at which there is a checkpoint, ascending; none if there is no run. Reads a folder. */
    List<Long> checkpoints(Path run) throws IOException;

    /**
     * Opens a net. Returns at once; the stage completes on a thread of the framework.
     *
     * @return fails with an {@link io.github.deconvscope.base.InvalidInputException} in plain words if there is no run, no such checkpoint, no
     *     data set, or if the net holds values that are not numbers
     */
    CompletionStage<OpenNetwork> open(NetworkSource source);
}
