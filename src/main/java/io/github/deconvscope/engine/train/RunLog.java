package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.record.BestEpoch;
import java.io.IOException;
import java.util.List;

/** What a run says while it trains: its events, which are recorded, and what it does at the moment. */
final class RunLog {
    private final RunPublisher publisher;
    private final RunProgress progress;
    private boolean warnedOfLoss;

    RunLog(RunPublisher publisher, RunProgress progress) {
        this.publisher = publisher;
        this.progress = progress;
    }

    void add(RunEvent.Kind kind, String message) throws IOException {
        publisher.event(progress.step(), kind, message);
    }

    /** Publishes what the run does at the moment. */
    void show(String activity) {
        publisher.progress(progress.now(activity));
    }

    /** The warnings of the step done last, whether it was skipped, and once that the loss is no number. */
    void step(Learner.Step outcome, List<String> warnings) throws IOException {
        for (String warning : warnings) {
            add(RunEvent.Kind.WARNING, "Step " + progress.step() + ": " + warning);
        }
        if (outcome.skipped()) {
            add(
                    RunEvent.Kind.SKIPPED,
                    "Step " + progress.step() + " was skipped: a gradient overflowed at loss scale "
                            + outcome.lossScale());
        } else if (!Double.isFinite(outcome.loss()) && !warnedOfLoss) {
            warnedOfLoss = true;
            add(
                    RunEvent.Kind.WARNING,
                    "The loss is " + outcome.loss() + " at step " + progress.step()
                            + ": the run has diverged. A lower learning rate helps.");
        }
    }

    /** @param patience epochs without a better one after which the run ends early */
    void finished(BestEpoch best, int patience) throws IOException {
        add(
                RunEvent.Kind.FINISHED,
                progress.isOver()
                        ? "Finished"
                        : "Finished early after epoch " + progress.epoch()
                                + ": the test accuracy was highest after epoch " + best.epoch() + ", and "
                                + RunOption.PATIENCE.flag() + " is " + patience);
    }
}
