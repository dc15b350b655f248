package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.List;

/**
 * The sizes of a legal convolution or transposed convolution. Maps are flattened channel by channel, row by row: element
 * {@code (channel * height + row) * width + column}. Weights are laid out as PyTorch does: (output, input, height, width) for a
 * convolution, (input, output, height, width) for a transposed one, so that the same weights with the same settings describe an operation
 * and its transpose. With groups the second number counts within the group.
 *
 * @param settings legal settings; the matrix of the operation may still be too large to be built
 */
public record ConvolutionGeometry(ConvolutionSettings settings) {
    /** @throws InvalidInputException with all reasons if the settings are not legal */
    public ConvolutionGeometry {
        List<String> problems = settings.sizeProblems();
        if (!problems.isEmpty()) {
            throw ConvolutionSettings.notPossible(problems);
        }
    }

    public boolean transposed() {
        return settings.transposed();
    }

    public int inputChannels() {
        return settings.inputChannels();
    }

    public int outputChannels() {
        return settings.outputChannels();
    }

    public int groups() {
        return settings.groups();
    }

    /** Whether an output channel sums over an input channel: those of its own group. */
    public boolean meet(int outputChannel, int inputChannel) {
        return outputChannel / (outputChannels() / groups()) == inputChannel / (inputChannels() / groups());
    }

    /** Channels that the weights tell apart first: the outputs of a convolution, the inputs of a transposed one. */
    public int firstChannels() {
        return transposed() ? inputChannels() : outputChannels();
    }

    /** Channels that the weights tell apart second, in each group. */
    public int secondChannels() {
        return (transposed() ? outputChannels() : inputChannels()) / groups();
    }

    /** How many kernels there are: one for each pair of channels that {@link #meet}. */
    public int kernels() {
        return firstChannels() * secondChannels();
    }

    /** Size of one input map. */
    public Size input() {
        return settings.input();
    }

    public Size kernel() {
        return settings.kernel();
    }

    /** Zeros around the input, or for the transpose the crop of the output, in numbers. */
    public Sides padding() {
        return settings.sides();
    }

    /** Rows and columns added at the far end of a transposed convolution's output. */
    public Size outputPadding() {
        return new Size(
                settings.vertical().outputPadding(), settings.horizontal().outputPadding());
    }

    /** Size of one output map. */
    public Size output() {
        return settings.output();
    }

    /** Size of one input map once it is stretched and padded for the equivalent direct convolution. */
    public Size stretched() {
        return new Size(settings.vertical().stretched(), settings.horizontal().stretched());
    }

    /** Rows and columns at the far end of the padded input that no window reaches. */
    public Size cutOff() {
        return new Size(settings.vertical().cutOff(), settings.horizontal().cutOff());
    }

    /** Elements of the input, all channels: the columns of the matrix. */
    public int inputElements() {
        return inputChannels() * input().cells();
    }

    /** Elements of the output, all channels: the rows of the matrix. */
    public int outputElements() {
        return outputChannels() * output().cells();
    }

    /** Number of weights, all channels. */
    public int weightElements() {
        return kernels() * kernel().cells();
    }

    /** Index of a weight in its flat array, in the layout of this operation; of channels that {@link #meet}. */
    public int weightIndex(int outputChannel, int inputChannel, int ky, int kx) {
        int first = transposed() ? inputChannel : outputChannel;
        int second = transposed() ? outputChannel : inputChannel;
        int pair = first * secondChannels() + second % secondChannels();
        return (pair * kernel().height() + ky) * kernel().width() + kx;
    }

    /** Whether this is the 1-D case: height 1 all over. */
    public boolean oneDimensional() {
        return input().height() == 1 && kernel().height() == 1 && output().height() == 1;
    }

    /** @throws InvalidInputException if the matrix of this operation would be too large */
    public void requireMatrix() {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw ConvolutionSettings.notPossible(problems);
        }
    }

    /** @throws InvalidInputException if the array does not have one number for each input element */
    public void requireInput(double[] input) {
        require("input", input.length, inputElements());
    }

    /** @throws InvalidInputException if the array does not have one number for each output element */
    public void requireOutput(double[] output) {
        require("output", output.length, outputElements());
    }

    /** @throws InvalidInputException if the array does not have one number for each weight */
    public void requireWeights(double[] weights) {
        require("kernel", weights.length, weightElements());
    }

    /** @throws InvalidInputException if the array does not have one number for each output channel */
    public void requireBias(double[] bias) {
        require("bias", bias.length, outputChannels());
    }

    private static void require(String what, int actual, int expected) {
        if (actual != expected) {
            throw new InvalidInputException(
                    "The " + what + " has " + actual + " numbers, but its shape needs " + expected + ".");
        }
    }
}
