package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.DirectConvolution;
import java.util.Arrays;

/**
 * The first steps of a transposed convolution that is computed column by column of its matrix: each input is multiplied with the whole
 * kernel, and the product, a stamp, is added to the output. After the last stamp the output equals the one computed row by row.
 *
 * @param count how many inputs have stamped, in reading order, channel after channel
 * @param output the bias and the sum of their stamps, flat (channel, row, column); not to be written
 */
public record Stamps(int count, double[] output) {
    /**
     * The sum of the first stamps.
     *
     * @param state a transposed convolution
     * @param count 0 to the number of inputs
     * @throws InvalidInputException if there are not so many stamps
     */
    public static Stamps of(ConvolutionState state, int count) {
        ConvolutionGeometry geometry = state.geometry();
        if (!geometry.transposed() || count < 0 || count > geometry.inputElements()) {
            throw new InvalidInputException("This operation has no " + PlainWords.count(count, "stamp")
                    + ": a transposed convolution has one per input, here "
                    + (geometry.transposed() ? geometry.inputElements() : 0) + ".");
        }
        // The nested loops of a transposed convolution stamp; an input that is 0 leaves no trace.
        double[] first = Arrays.copyOf(Arrays.copyOf(state.input(), count), geometry.inputElements());
        return new Stamps(count, state.biased(DirectConvolution.apply(geometry, first, state.weights())));
    }
}
