package io.github.deconvscope.ui.state;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.run.config.RunConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a person chose on the precision page.
 *
 * @param a configuration of A
 * @param b configuration of B
 * @param otherSeeds how many more runs of A, each with the next seed, are compared; 0 to {@link #MOST_SEEDS}
 * @param byTime whether losses are drawn over time instead of steps
 * @param layer name of the layer whose matrices are shown; empty for the first
 * @param runs folders of A, B and A with other seeds
 */
public record PrecisionState(
        RunConfig a, RunConfig b, int otherSeeds, boolean byTime, String layer, Optional<List<Path>> runs) {
    /** More other seeds would take longer than what they show is worth. */
    public static final int MOST_SEEDS = 4;

    private static final String PLACE = "The saved state of the precision page";
    private static final JsonRecord<PrecisionState> JSON =
            new JsonRecord<>(PLACE, PrecisionState.class).with(RunConfig.class, RunConfig::toJson, RunConfig::fromJson);

    public PrecisionState {
        if (otherSeeds < 0 || otherSeeds > MOST_SEEDS) {
            throw new InvalidInputException(
                    PLACE + ": \"otherSeeds\" is " + otherSeeds + "; it has to be from 0 to " + MOST_SEEDS + ".");
        }
        runs = runs.filter(folders -> !folders.isEmpty())
                .map(folders -> folders.stream().map(Path::toAbsolutePath).toList());
    }

    /** The page with these configurations in its forms and no runs. */
    public static PrecisionState of(RunConfig a, RunConfig b, int otherSeeds) {
        return new PrecisionState(a, b, otherSeeds, false, "", Optional.empty());
    }

    /** The page with the recorded runs A, B and A with other seeds in view. */
    public static PrecisionState of(RunConfig a, RunConfig b, List<Path> runs, String layer, boolean byTime) {
        return new PrecisionState(a, b, runs.size() - 2, byTime, layer, Optional.of(runs));
    }

    /** @throws InvalidInputException if the text is not what {@link #toString} writes, or wrote before there was {@code otherSeeds} */
    public static PrecisionState parse(String text) {
        JsonFields fields = JsonFields.parse(PLACE, text);
        if (fields.has("spread")) {
            JsonObject json = fields.json();
            json.addProperty("otherSeeds", fields.flag("spread") ? 1 : 0);
        }
        return JSON.read(fields);
    }

    /** One line of JSON. */
    @Override
    public String toString() {
        return JSON.write(this).toString();
    }
}
