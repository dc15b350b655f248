package io.github.deconvscope.ui.state;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.figure.overlay.ExperimentCharts.Band;
import io.github.deconvscope.run.experiment.ExperimentDraft;
import io.github.deconvscope.run.feed.Metric;
import java.util.Optional;

/**
 * What a person chose on the page of experiments.
 *
 * @param run folder of the experiment; empty for the usual one of its name
 * @param experiment what the form says; empty if it is what lies in the folder
 * @param view what is in view
 * @param curve which curve is drawn
 * @param band what is drawn around a mean
 * @param measure whose means are drawn as bars; empty for the first
 */
public record ExperimentsState(
        String run, Optional<JsonObject> experiment, View view, Metric curve, Band band, String measure) {
    /** What can be in view. */
    public enum View {
        TABLE,
        FIGURES,
        RUNS
    }

    /** The page when it is opened for the first time. */
    public static final ExperimentsState START = of(ExperimentDraft.START);

    private static final JsonRecord<ExperimentsState> JSON =
            new JsonRecord<>("The saved state of the experiments page", ExperimentsState.class);

    /** An experiment in the form, with its usual folder. */
    public static ExperimentsState of(ExperimentDraft draft) {
        return of("", Optional.of(draft.json()));
    }

    /** An experiment that lies in a folder. */
    public static ExperimentsState of(String folder) {
        return of(folder, Optional.empty());
    }

    private static ExperimentsState of(String folder, Optional<JsonObject> experiment) {
        return new ExperimentsState(folder, experiment, View.TABLE, Metric.TEST_ACCURACY, Band.INTERVAL, "");
    }

    /** @throws InvalidInputException if the text is neither empty nor what {@link #toString} writes */
    public static ExperimentsState parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        ExperimentsState state = JSON.read(text);
        state.experiment.ifPresent(ExperimentDraft::new);
        return state;
    }

    /** One line of JSON. */
    @Override
    public String toString() {
        return JSON.write(this).toString();
    }
}
