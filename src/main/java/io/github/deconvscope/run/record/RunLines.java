package io.github.deconvscope.run.record;

import io.github.deconvscope.base.JsonLines;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.StepRecord;
import java.io.IOException;
import java.util.function.Consumer;

/** The lines of a run's record, read as they are written. For one thread. */
final class RunLines {
    private final JsonLines steps;
    private final JsonLines epochs;
    private final JsonLines events;

    RunLines(RunFolder folder) {
        steps = new JsonLines(folder.steps());
        epochs = new JsonLines(folder.epochs());
        events = new JsonLines(folder.events());
    }

    /** Reads the whole lines that were added since the last call. */
    void readNew(Consumer<StepRecord> ofSteps, Consumer<EpochRecord> ofEpochs, Consumer<RunEvent> ofEvents)
            throws IOException {
        steps.readNew(json -> ofSteps.accept(StepRecord.fromJson(json)));
        epochs.readNew(json -> ofEpochs.accept(EpochRecord.fromJson(json)));
        events.readNew(json -> ofEvents.accept(RunEvent.fromJson(json)));
    }

    /** Damaged lines that were skipped so far. */
    long damaged() {
        return steps.damagedLines() + epochs.damagedLines() + events.damagedLines();
    }
}
