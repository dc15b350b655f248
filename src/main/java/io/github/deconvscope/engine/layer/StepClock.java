package io.github.deconvscope.engine.layer;

import io.github.deconvscope.run.feed.StepPart;

/** Measures the parts of a training step, so that its cost can be shown by part. For the compute thread. */
@FunctionalInterface
public interface StepClock {
    /** Measures nothing. */
    StepClock NONE = part -> {};

    /** Ends the current part and begins this one. */
    void enter(StepPart part);
}
