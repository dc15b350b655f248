package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;

/**
 * How images become batches. The batch at (seed, epoch, step) is a pure function of this record and the images, so a run that goes on from
 * a checkpoint sees what it would have seen.
 *
 * @param batchSize images a batch, at least 1; at least 2 for training
 * @param seed decides the order and the augmentation
 * @param training whether batches are for learning: shuffled anew each epoch, and without a last batch of a single image, whose covariance
 *     could not be estimated. A last batch of two or more is kept, as in the reference.
 * @param augment whether each image is cropped at random out of itself with 4 black pixels around, and every second one is flipped left to
 *     right; only with training
 */
public record BatchOrder(int batchSize, long seed, boolean training, boolean augment) {
    public BatchOrder {
        if (batchSize < (training ? 2 : 1)) {
            throw new InvalidInputException("The batch size is " + batchSize
                    + "; it has to be at least 2, because the covariance of a single image cannot be estimated.");
        }
        if (augment && !training) {
            throw new IllegalArgumentException("Only training images are augmented.");
        }
    }

    /** Batches for learning. */
    public static BatchOrder training(int batchSize, long seed, boolean augment) {
        return new BatchOrder(batchSize, seed, true, augment);
    }

    /** Every image once, as stored, for testing. */
    public static BatchOrder testing(int batchSize) {
        return new BatchOrder(batchSize, 0, false, false);
    }

    /** Batches in one pass over so many images. */
    public int stepsPerEpoch(int images) {
        int whole = images / batchSize;
        int rest = images % batchSize;
        int smallest = training ? 2 : 1;
        if (whole == 0 && rest < smallest) {
            throw new InvalidInputException(PlainWords.count(images, "picture") + (images == 1 ? " is" : " are")
                    + " too few; at least " + PlainWords.count(smallest, "picture")
                    + " must be there. Raise --" + (training ? "train" : "test") + "-limit, or give more pictures.");
        }
        return rest >= smallest ? whole + 1 : whole;
    }

    /** The order of the images in one epoch. */
    int[] order(int images, int epoch) {
        if (training) {
            return SplitMix.of(seed, epoch).permutation(images);
        }
        int[] order = new int[images];
        for (int i = 0; i < images; i++) {
            order[i] = i;
        }
        return order;
    }

    /** How one image is augmented; {@code position} is its place in the epoch's order. */
    Placement placement(int epoch, int position) {
        if (!augment) {
            return Placement.UNCHANGED;
        }
        SplitMix random = SplitMix.of(seed, epoch, position);
        int down = random.below(2 * Placement.PADDING + 1) - Placement.PADDING;
        int right = random.below(2 * Placement.PADDING + 1) - Placement.PADDING;
        return new Placement(down, right, random.nextBoolean());
    }

    /**
     * Where a crop is taken from: output (row, column) is input (row + down, column + right), black outside; then flipped left to right.
     */
    record Placement(int down, int right, boolean flipped) {
        static final int PADDING = 4;
        static final Placement UNCHANGED = new Placement(0, 0, false);
    }
}
