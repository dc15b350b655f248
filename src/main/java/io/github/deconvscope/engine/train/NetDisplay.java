package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.record.Watchers;
import java.io.IOException;

/** Publishes the net as it is at a step to the views that watch it, as often as that costs the run little. */
final class NetDisplay {
    private final RunPublisher publisher;
    private final Watchers watchers;
    private final RunLog log;
    private final LookInterval interval = new LookInterval(500_000_000L, 50);
    private long shownStep = -1;

    NetDisplay(RunPublisher publisher, Watchers watchers, RunLog log) {
        this.publisher = publisher;
        this.watchers = watchers;
        this.log = log;
    }

    boolean isDue() {
        return interval.isDue(System.nanoTime());
    }

    /** Publishes a copy of the net, if a view watches and has not seen that step yet. */
    void show(Learner learner, long step) throws IOException {
        if (!watchers.ofNet() || shownStep == step) {
            return;
        }
        long start = System.nanoTime();
        shownStep = step;
        try {
            learner.copy(step).ifPresent(publisher::showNet);
        } catch (RuntimeException e) {
            // A view that fails ends no run.
            log.add(RunEvent.Kind.WARNING, "The net cannot be shown at this step: " + PlainWords.of(e));
        }
        long end = System.nanoTime();
        interval.took(end, end - start);
    }
}
