package io.github.deconvscope.ui.control;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunFeed;

/** How far a run is, in one line. */
public final class ProgressText {
    private ProgressText() {}

    /** Such as {@code step 3 of 158 · epoch 1 of 2 · 2 min 10 s left}. */
    public static String of(Progress progress) {
        if (progress.step() == 0) {
            return progress.activity();
        }
        StringBuilder text = new StringBuilder("step " + progress.step());
        if (progress.totalSteps() > 0) {
            text.append(" of ").append(progress.totalSteps());
        }
        if (progress.epochs() > 0) {
            text.append(" · epoch ").append(progress.epoch()).append(" of ").append(progress.epochs());
        }
        if (!Double.isNaN(progress.secondsLeft()) && progress.step() < progress.totalSteps()) {
            text.append(" · ").append(Progress.duration(progress.secondsLeft())).append(" left");
        }
        return text.toString();
    }

    /** Such as {@code  · best test 61.3 %, epoch 2}, to follow {@link #of}; empty before the first test. */
    public static String best(RunFeed feed) {
        Curve.Snapshot test = feed.curve(Metric.TEST_ACCURACY).snapshot();
        int best = 0;
        for (int i = 1; i < test.size(); i++) {
            best = test.y()[i] > test.y()[best] ? i : best;
        }
        return test.size() == 0
                ? ""
                : " · best test " + Numbers.percent(test.y()[best]) + ", epoch " + Numbers.shown(test.x()[best]);
    }
}
