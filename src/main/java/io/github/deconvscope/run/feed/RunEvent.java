package io.github.deconvscope.run.feed;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.run.config.RunOption;
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
        DATA,
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

    /** The line, without its end. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty(StepRecord.STEP, step);
        json.addProperty("epochMillis", epochMillis);
        json.addProperty("kind", kind.name());
        json.addProperty("message", message);
        change.ifPresent(made -> {
            json.addProperty("option", made.option().id());
            json.addProperty("value", made.value());
        });
        return json;
    }

    /**
     * Reads {@link #toJson} back.
     *
     * @throws InvalidInputException if a member is missing or is not what it has to be
     */
    public static RunEvent fromJson(JsonFields line) {
        Optional<OptionChange> change = line.has("option")
                ? Optional.of(new OptionChange(RunOption.byId(line.text("option")), line.number("value")))
                : Optional.empty();
        return new RunEvent(
                line.whole(StepRecord.STEP),
                line.whole("epochMillis"),
                line.choice("kind", Kind.class),
                line.text("message"),
                change);
    }
}
