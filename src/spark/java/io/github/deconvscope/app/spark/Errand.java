package io.github.deconvscope.app.spark;

import io.github.deconvscope.run.experiment.Worker.End;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run as a task of Spark.
 *
 * @param experiment the experiment's file, as JSON
 * @param run name of the run
 * @param folder of the experiment, on the machine that sends the errand
 * @param mark what {@link SharedDisk} wrote there, by which the executor sees whether it is the same folder for it
 * @param parcel the run as far as it got, for an executor that does not share the disk; null if it is to work in the folder itself
 */
record Errand(String experiment, String run, String folder, String mark, byte @Nullable [] parcel)
        implements Serializable {

    /**
     * What came of it.
     *
     * @param end how the run ended; null if the executor does not see the folder, and waits for a parcel
     * @param parcel the run as it is now, if it came with one
     * @param refusal why it could not begin, if it came with a parcel and could not
     */
    record Outcome(
            @Nullable End end,
            byte @Nullable [] parcel,
            @Nullable String refusal) implements Serializable {
        Optional<String> refused() {
            return Optional.ofNullable(refusal);
        }
    }
}
