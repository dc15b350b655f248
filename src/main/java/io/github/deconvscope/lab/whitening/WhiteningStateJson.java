package io.github.deconvscope.lab.whitening;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@link WhiteningState} as JSON text, to save, share and restore: one object that holds the members of all its parts. Missing members get
 * their usual value; everything that is read is checked.
 */
public final class WhiteningStateJson {
    static final String PLACE = "The saved whitening page";

    private static final String KIND = "deconvscope-whitening";
    private static final int VERSION = 1;
    private static final int MAX_CHARACTERS = 1 << 16;

    private record Head(String kind, int version) {}

    private record Source(
            WhiteningSource.Kind source, Optional<String> name, Optional<String> layer, Optional<Long> step) {}

    private record Estimate(double eps, List<Quirk> quirks, int batches, double updateRate) {}

    private record Method(
            WhiteningMethod method, int iterations, IterationForm iteration, Lane lane, int group, boolean asUsed) {}

    private static final WhiteningState USUAL = WhiteningState.DEFAULT;
    private static final JsonRecord<Head> HEAD = new JsonRecord<>(PLACE, Head.class).usual(new Head("", VERSION));
    private static final JsonRecord<Source> SOURCE =
            new JsonRecord<>(PLACE, Source.class).usual(source(USUAL.source()));
    private static final JsonRecord<WhiteningState.SyntheticData> DATA =
            new JsonRecord<>(PLACE, WhiteningState.SyntheticData.class).usual(USUAL.data());
    private static final JsonRecord<WhiteningState.PatchSettings> PATCHES =
            new JsonRecord<>(PLACE, WhiteningState.PatchSettings.class).usual(USUAL.patches());
    private static final JsonRecord<Estimate> ESTIMATE =
            new JsonRecord<>(PLACE, Estimate.class).usual(estimate(USUAL.estimate()));
    private static final JsonRecord<Method> METHOD = new JsonRecord<>(PLACE, Method.class).usual(method(USUAL));

    private WhiteningStateJson() {}

    /** The text, on one line. */
    public static String write(WhiteningState state) {
        return json(state).toString();
    }

    static JsonObject json(WhiteningState state) {
        JsonObject json = new JsonObject();
        Stream.of(
                        HEAD.write(new Head(KIND, VERSION)),
                        SOURCE.write(source(state.source())),
                        DATA.write(state.data()),
                        PATCHES.write(state.patches()),
                        ESTIMATE.write(estimate(state.estimate())),
                        METHOD.write(method(state)))
                .forEach(part -> part.entrySet().forEach(member -> json.add(member.getKey(), member.getValue())));
        return json;
    }

    private static Source source(WhiteningSource source) {
        boolean layer = source.isLayer();
        return new Source(
                source.kind(),
                Optional.of(source.name()),
                layer ? Optional.of(source.layer()) : Optional.empty(),
                layer ? Optional.of(source.step()) : Optional.empty());
    }

    private static Estimate estimate(WhiteningState.EstimateSettings estimate) {
        return new Estimate(estimate.eps(), List.copyOf(estimate.quirks()), estimate.batches(), estimate.updateRate());
    }

    private static Method method(WhiteningState state) {
        return new Method(
                state.method(), state.iterations(), state.form(), state.lane(), state.group(), state.asUsed());
    }

    /**
     * Reads a text that {@link #write} made, perhaps edited since.
     *
     * @throws InvalidInputException in plain words, if it is not a legal state
     */
    public static WhiteningState read(String text) {
        return read(fields(text));
    }

    static JsonFields fields(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException(
                    "The text has " + text.length() + " characters; no saved state is that long.");
        }
        return JsonFields.parse(PLACE, text);
    }

    static WhiteningState read(JsonFields json) {
        Head head = HEAD.read(json);
        if (!head.kind().equals(KIND)) {
            throw new InvalidInputException(
                    "This is not a saved whitening page: its \"kind\" is not \"" + KIND + "\".");
        }
        if (head.version() != VERSION) {
            throw new InvalidInputException(
                    "This state has version " + head.version() + "; this program reads version " + VERSION + ".");
        }
        Source source = SOURCE.read(json);
        boolean named = json.has("name") || source.source() == USUAL.source().kind();
        Estimate estimate = ESTIMATE.read(json);
        Method method = METHOD.read(json);
        return new WhiteningState(
                new WhiteningSource(
                        source.source(),
                        named ? source.name().orElse("") : "",
                        source.layer().orElse(""),
                        source.step().orElse(WhiteningSource.NEWEST)),
                DATA.read(json),
                PATCHES.read(json),
                new WhiteningState.EstimateSettings(
                        estimate.eps(), Set.copyOf(estimate.quirks()), estimate.batches(), estimate.updateRate()),
                method.method(),
                method.iterations(),
                method.iteration(),
                method.lane(),
                method.group(),
                method.asUsed());
    }
}
