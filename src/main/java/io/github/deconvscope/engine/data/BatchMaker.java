package io.github.deconvscope.engine.data;

import io.github.deconvscope.engine.data.BatchOrder.Placement;
import io.github.deconvscope.math.InputShape;
import java.util.Arrays;

/** Turns stored bytes into the floats of a batch: normalised, cropped, flipped, grey repeated in as many channels as are asked for. */
final class BatchMaker {
    private final ImageSet images;
    private final int side;
    private final InputShape shape;
    private final BatchOrder order;
    private final float[][] normalised;

    BatchMaker(ImageSet images, ChannelStatistics statistics, BatchOrder order) {
        this.images = images;
        this.order = order;
        side = images.side();
        shape = new InputShape(statistics.channels(), side);
        // 256 values a channel, looked up rather than computed 393,216 times a batch.
        normalised = new float[shape.channels()][256];
        float[] mean = statistics.mean();
        float[] deviation = statistics.deviation();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int value = 0; value < 256; value++) {
                normalised[channel][value] = (value / 255f - mean[channel]) / deviation[channel];
            }
        }
    }

    /** The shape of each image of a batch. */
    InputShape shape() {
        return shape;
    }

    /** The number of images in one batch of an epoch. */
    int sizeOf(int step) {
        return Math.min(order.batchSize(), images.size() - step * order.batchSize());
    }

    /** Fills a batch. {@code epochOrder} is {@link BatchOrder#order} of the epoch. */
    void fill(int[] epochOrder, int epoch, int step, float[] target, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            int position = step * order.batchSize() + i;
            int image = epochOrder[position];
            labels[i] = images.label(image);
            Placement placement = order.placement(epoch, position);
            for (int channel = 0; channel < shape.channels(); channel++) {
                int source = images.offset(image, channel % images.channels());
                place(source, placement, normalised[channel], target, i * shape.values() + channel * shape.plane());
            }
        }
    }

    /** Copies one channel through a crop window and a flip. The border is black before normalisation, as in the reference. */
    private void place(int source, Placement placement, float[] values, float[] target, int start) {
        byte[] raw = images.raw();
        // Output columns whose input column lies inside the image; the others are border.
        int first = Math.max(0, -placement.right());
        int end = Math.min(side, side - placement.right());
        for (int row = 0; row < side; row++) {
            int out = start + row * side;
            int inRow = row + placement.down();
            if (inRow < 0 || inRow >= side) {
                Arrays.fill(target, out, out + side, values[0]);
                continue;
            }
            int in = source + inRow * side + placement.right();
            if (placement.flipped()) {
                Arrays.fill(target, out, out + side - end, values[0]);
                for (int column = first; column < end; column++) {
                    target[out + side - 1 - column] = values[raw[in + column] & 0xff];
                }
                Arrays.fill(target, out + side - first, out + side, values[0]);
            } else {
                Arrays.fill(target, out, out + first, values[0]);
                for (int column = first; column < end; column++) {
                    target[out + column] = values[raw[in + column] & 0xff];
                }
                Arrays.fill(target, out + end, out + side, values[0]);
            }
        }
    }
}
