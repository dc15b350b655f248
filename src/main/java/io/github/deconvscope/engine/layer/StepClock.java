package io.github.deconvscope.engine.layer;

import io.github.deconvscope.run.feed.StepPart;

/** Is told what a training step is about to do, so that it can say where the time went. On the compute thread. */
@FunctionalInterface
public interface StepClock {
    /** Measures nothing. */
    StepClock NONE = part -> {};

    /** The part that goes on so far ends and this one begins. */
    void enter(StepPart part);
}
