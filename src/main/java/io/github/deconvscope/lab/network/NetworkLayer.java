package io.github.deconvscope.lab.network;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.PixelArea;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.math.ReceptiveField;
import io.github.deconvscope.math.Size;
import java.util.Optional;

/**
 * A convolution with its ReLU, as the net has it in evaluation.
 *
 * @param number from 1
 * @param name as in the run's record, such as {@code features.0}
 * @param inputs channels that come in
 * @param channels that go out
 * @param kernel height and width of a kernel
 * @param stride distance between two positions of the kernel
 * @param size of a map, before a pooling
 * @param picture height and width of a picture
 * @param pooling what follows, if a max pooling does
 * @param field what a unit sees of the picture
 * @param product what the layer multiplies with, in words: {@code W D} where it whitens
 */
public record NetworkLayer(
        int number,
        String name,
        int inputs,
        int channels,
        int kernel,
        int stride,
        Size size,
        Size picture,
        Optional<Pooling> pooling,
        ReceptiveField field,
        String product) {
    /** Whether a max pooling follows. */
    public boolean pooled() {
        return pooling.isPresent();
    }

    /** Refuses a channel that is not there. */
    public void requireChannel(int channel) {
        if (channel < 0 || channel >= channels) {
            throw new InvalidInputException("Channel " + channel + " is not one of layer " + number + "; it has "
                    + channels + ", 0 to " + (channels - 1) + ".");
        }
    }

    /** The pixels that the unit at a row and a column of a map sees. */
    public PixelArea sees(int row, int column) {
        return field.of(row, column, picture);
    }

    /** Such as {@code conv3 16 to 32}. */
    public String label() {
        return "conv" + number + " " + inputs + " to " + channels;
    }
}
