package io.github.deconvscope.run.library;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.scalar.Sparkline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One line of the library: a folder, and what is known of it without reading its frames.
 *
 * @param path the folder
 * @param labels name and tags
 * @param condition whether it is whole, and of which kind
 * @param problem what is wrong with it and what can still be shown, in plain words; empty if nothing is
 * @param state where the run is; interrupted when nothing tells
 * @param config empty when it is damaged, missing or newer
 * @param startedMillis milliseconds since 1970; the folder's own time when the record does not tell
 * @param steps steps that are recorded
 * @param totalSteps steps there will be; 0 if unknown
 * @param epochs epochs that are recorded
 * @param lastLoss of the last step; NaN if there is none
 * @param testAccuracy of the last epoch, 0 to 1; NaN if there is none
 * @param seconds computing time so far
 * @param sparkline a few dozen values of the loss, for a little picture
 */
public record RunEntry(
        Path path,
        RunLabels labels,
        Condition condition,
        String problem,
        RunState state,
        Optional<RunConfig> config,
        long startedMillis,
        int steps,
        long totalSteps,
        int epochs,
        double lastLoss,
        double testAccuracy,
        double seconds,
        Sparkline sparkline) {

    /** What sort of folder this is. */
    public enum Condition {
        /** A run of this program, as it should be. */
        WHOLE("whole"),
        /** A run of this program with something missing or unreadable. */
        DAMAGED("damaged"),
        /** The beginning of a run whose configuration was never written. */
        HALF_WRITTEN("half written"),
        /** Written by a later version of this program. */
        NEWER("newer version"),
        /** Curves brought in from another program. */
        IMPORTED("imported"),
        /** Something else. */
        FOREIGN("not a run");

        private final String label;

        Condition(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What to call it: the name a person gave, or the folder's. */
    public String displayName() {
        return labels.name().isEmpty() ? path.getFileName().toString() : labels.name();
    }

    /** Whether another process, or this one, is writing it now. */
    public boolean live() {
        return !state.ended();
    }

    /** Whether it has curves to compare. */
    public boolean comparable() {
        return steps > 0 || epochs > 0;
    }

    /** Whether it can be continued from a checkpoint: it ended before it was finished, and what it computes is known. */
    public boolean canGoOn() {
        return config.isPresent()
                && (state == RunState.STOPPED || state == RunState.INTERRUPTED || state == RunState.FAILED);
    }
}
