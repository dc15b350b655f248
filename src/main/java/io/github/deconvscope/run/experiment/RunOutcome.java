package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one run of an experiment.
 *
 * @param task the run
 * @param end where it is
 * @param reason why it diverged, failed or was refused; empty otherwise
 * @param values of the measures; NaN where the run is not finished, or recorded nothing of the kind
 * @param feed its record; empty if there is none
 */
public record RunOutcome(RunTask task, End end, String reason, Map<Measure, Double> values, Optional<RunFeed> feed) {
    /** Where a run can be. */
    public enum End {
        FINISHED("finished"),
        DIVERGED("diverged"),
        FAILED("failed"),
        /** Begun and not at its end. */
        CUT("not finished"),
        MISSING("not begun");

        private final String label;

        End(String label) {
            this.label = label;
        }

        /** In plain words. */
        public String label() {
            return label;
        }
    }

    /** Whether nothing is left to do: a run that diverged would do so again. */
    public boolean isDone() {
        return end == End.FINISHED || end == End.DIVERGED;
    }

    /** Reads what a folder holds of a run. */
    static RunOutcome read(ExperimentFolder folder, RunTask task, List<Measure> measures) {
        Optional<String> refused = folder.refused(task);
        if (!new RunFolder(folder.run(task)).isRun()) {
            return new RunOutcome(
                    task,
                    refused.isPresent() ? End.FAILED : End.MISSING,
                    refused.orElse(""),
                    noValues(measures),
                    Optional.empty());
        }
        RunFeed feed;
        try {
            feed = RecordedRun.open(folder.run(task)).feed();
        } catch (InvalidInputException e) {
            return new RunOutcome(task, End.FAILED, e.getMessage(), noValues(measures), Optional.empty());
        }
        if (diverged(feed)) {
            return new RunOutcome(task, End.DIVERGED, whyDiverged(feed), noValues(measures), Optional.of(feed));
        }
        if (feed.state() != RunState.FINISHED) {
            boolean failed = feed.state() == RunState.FAILED || refused.isPresent();
            String reason = refused.or(feed::failure).orElse("");
            return new RunOutcome(task, failed ? End.FAILED : End.CUT, reason, noValues(measures), Optional.of(feed));
        }
        return of(task, feed, measures);
    }

    /** Of a run that nobody has begun. */
    static RunOutcome missing(RunTask task, List<Measure> measures) {
        return new RunOutcome(task, End.MISSING, "", noValues(measures), Optional.empty());
    }

    /** Of a run whose numbers count, whatever its state. */
    static RunOutcome of(RunTask task, RunFeed feed, List<Measure> measures) {
        Map<Measure, Double> values = new LinkedHashMap<>();
        measures.forEach(measure -> values.put(measure, measure.of(feed)));
        return new RunOutcome(task, End.FINISHED, "", values, Optional.of(feed));
    }

    private static Map<Measure, Double> noValues(List<Measure> measures) {
        Map<Measure, Double> values = new LinkedHashMap<>();
        measures.forEach(measure -> values.put(measure, Double.NaN));
        return values;
    }

    /**
     * Whether a run lost its way, and would lose it again: a step that was not skipped had a loss that is no number, or a layer refused
     * such numbers.
     */
    static boolean diverged(RunFeed feed) {
        return firstWithoutLoss(feed) > 0
                || feed.state() == RunState.FAILED && feed.failure().orElse("").contains("the run diverged");
    }

    private static String whyDiverged(RunFeed feed) {
        long step = firstWithoutLoss(feed);
        return step > 0
                ? "The loss of step " + step + " is not a number."
                : feed.failure().orElse("");
    }

    /** 0 if there is none. */
    private static long firstWithoutLoss(RunFeed feed) {
        Curve.Snapshot loss = feed.curve(Metric.LOSS).snapshot();
        Curve.Snapshot skipped = feed.curve(Metric.SKIPPED).snapshot();
        for (int i = 0; i < loss.size(); i++) {
            boolean wasSkipped = i < skipped.size() && skipped.y()[i] == 1;
            if (!Double.isFinite(loss.y()[i]) && !wasSkipped) {
                return (long) loss.x()[i];
            }
        }
        return 0;
    }
}
