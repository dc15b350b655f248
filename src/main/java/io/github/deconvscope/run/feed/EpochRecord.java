package io.github.deconvscope.run.feed;

/**
 * One line of {@code epochs.jsonl}.
 *
 * @param epoch 1 for the first
 * @param step the last step of the epoch
 * @param trainLoss mean over the epoch's images
 * @param trainAccuracy 0 to 1
 * @param testLoss mean over the test images
 * @param testAccuracy 0 to 1
 * @param seconds wall time of the epoch's training
 */
public record EpochRecord(
        int epoch,
        long step,
        double trainLoss,
        double trainAccuracy,
        double testLoss,
        double testAccuracy,
        double seconds) {}
