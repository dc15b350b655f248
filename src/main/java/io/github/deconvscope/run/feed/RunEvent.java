package io.github.deconvscope.run.feed;

import java.util.Objects;
import java.util.Optional;

/**
 * One line of {@code events.jsonl}: something that happened at one moment.
 *
 * @param step the step it happened after; 0 before the first
 * @param epochMillis wall clock, milliseconds since 1970
 * @param kind what sort of thing
 * @param message in plain words
 * @param change what was changed; only with {@link Kind#CHANGED}
 */
public record RunEvent(long step, long epochMillis, Kind kind, String message, Optional<OptionChange> change) {
    /** Sorts of events. */
    public enum Kind {
        STARTED,
        PAUSED,
        CONTINUED,
        CHECKPOINT,
        CHANGED,
        SKIPPED,
        WARNING,
        RESUMED,
        STOPPED,
        FINISHED,
        FAILED
    }

    public RunEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(change, "change");
    }

    /** An event that changes no option. */
    public RunEvent(long step, long epochMillis, Kind kind, String message) {
        this(step, epochMillis, kind, message, Optional.empty());
    }
}
