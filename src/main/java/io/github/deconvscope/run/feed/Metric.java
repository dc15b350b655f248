package io.github.deconvscope.run.feed;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.JsonFields;

/** The curves of a run. */
public enum Metric implements Choice {
    /** Mean cross entropy of the batch, by step. */
    LOSS("loss", "loss", false),
    /** Share of the batch that is classified right, 0 to 1, by step. */
    ACCURACY("accuracy", "accuracy", false),
    LEARNING_RATE("learningRate", "learning rate", false),
    /** Wall time of the step in milliseconds. */
    STEP_MILLIS("stepMillis", "milliseconds per step", false),
    /** Factor on the loss; 1 in fp32. */
    LOSS_SCALE("lossScale", "loss scale", false),
    /** 1 where the step was skipped because a gradient was not finite, else 0. */
    SKIPPED("skipped", "skipped", false),
    /** The last step of the epoch, by epoch: where the epoch stands on a step axis. */
    EPOCH_STEP("step", "last step", true),
    /** Mean training loss, by epoch. */
    TRAIN_LOSS("trainLoss", "train loss", true),
    TRAIN_ACCURACY("trainAccuracy", "train accuracy", true),
    TEST_LOSS("testLoss", "test loss", true),
    TEST_ACCURACY("testAccuracy", "test accuracy", true),
    /** Wall time of the epoch in seconds, without the test. */
    SECONDS("seconds", "seconds per epoch", true);

    private final Words words;
    private final boolean perEpoch;

    Metric(String key, String label, boolean perEpoch) {
        this.words = new Words(key, label);
        this.perEpoch = perEpoch;
    }

    @Override
    public Words words() {
        return words;
    }

    /** The value in a line of {@code steps.jsonl} or {@code epochs.jsonl}; NaN if the line has none. */
    public double read(JsonFields line) {
        if (!line.has(id())) {
            return Double.NaN;
        }
        return this == SKIPPED ? line.flag(id()) ? 1 : 0 : line.number(id());
    }

    /** Whether a point belongs to an epoch (1, 2, ...) rather than to a step (1, 2, ...). */
    public boolean perEpoch() {
        return perEpoch;
    }
}
