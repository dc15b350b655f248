package io.github.deconvscope.ui.control;

import io.github.deconvscope.run.Progress;

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
}
