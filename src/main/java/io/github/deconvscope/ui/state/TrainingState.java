package io.github.deconvscope.ui.state;

import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.run.config.RunConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person chose on the training page.
 *
 * @param config the configuration in the form
 * @param layer name of the layer whose matrices are shown; empty for the first
 * @param logarithmic whether the axis of the loss is logarithmic
 * @param run folder of the recorded run in view
 */
public record TrainingState(RunConfig config, String layer, boolean logarithmic, Optional<Path> run) {
    private static final JsonRecord<TrainingState> JSON = new JsonRecord<>(
                    "The saved state of the training page", TrainingState.class)
            .with(RunConfig.class, RunConfig::toJson, RunConfig::fromJson);

    public TrainingState {
        run = run.filter(folder -> !folder.toString().isEmpty()).map(Path::toAbsolutePath);
    }

    /** The page with this configuration in its form and no run. */
    public static TrainingState of(RunConfig config) {
        return new TrainingState(config, "", false, Optional.empty());
    }

    /**
     * The page with a recorded run in view.
     *
     * @param layer whose matrices are shown; empty for the first
     */
    public static TrainingState of(RunConfig config, Path run, String layer) {
        return new TrainingState(config, layer, false, Optional.of(run));
    }

    /** @throws io.github.deconvscope.base.InvalidInputException if the text is not what {@link #toString} writes */
    public static TrainingState parse(String text) {
        return JSON.read(text);
    }

    /** One line of JSON. */
    @Override
    public String toString() {
        return JSON.write(this).toString();
    }
}
