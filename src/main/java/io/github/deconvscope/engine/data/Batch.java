package io.github.deconvscope.engine.data;

/**
 * Images ready for the net. The arrays are on loan: {@link #close()} gives them back to the {@link BatchSource} they came from, after which
 * they hold other images.
 */
public final class Batch implements AutoCloseable {
    private final BatchSource owner;
    private final int epoch;
    private final int step;
    private final float[] images;
    private final int[] labels;
    private boolean closed;

    Batch(BatchSource owner, int epoch, int step, float[] images, int[] labels) {
        this.owner = owner;
        this.epoch = epoch;
        this.step = step;
        this.images = images;
        this.labels = labels;
    }

    /** The epoch this batch belongs to, from 0. */
    public int epoch() {
        return epoch;
    }

    /** The place of this batch in its epoch, from 0. */
    public int step() {
        return step;
    }

    /** Normalised pixels, exactly size x channels x side x side values in the order (image, channel, row, column). */
    public float[] images() {
        return images;
    }

    /** The class of each image; {@link #size()} values. */
    public int[] labels() {
        return labels;
    }

    /** Number of images. Less than the batch size only at the end of an epoch. */
    public int size() {
        return labels.length;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            owner.takeBack(images, labels);
        }
    }
}
