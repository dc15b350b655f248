package io.github.deconvscope.run.record;

import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.StepRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run has recorded so far, as a resumed run needs it.
 *
 * @param steps in the order of the file
 * @param epochs in the order of the file
 * @param events oldest first
 */
public record RunHistory(List<StepRecord> steps, List<EpochRecord> epochs, List<RunEvent> events) {
    /** Reads the whole lines of a record. */
    public static RunHistory read(RunFolder folder) throws IOException {
        RunHistory history = new RunHistory(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        new RunLines(folder).readNew(history.steps::add, history.epochs::add, history.events::add);
        return history;
    }

    /** The last epoch that was tested; 0 before the first. */
    public int lastEpoch() {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
    }
}
