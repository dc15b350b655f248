package io.github.deconvscope.math;

import java.util.Optional;

/**
 * One axis of a convolution or of a transposed convolution, in the terms of PyTorch's {@code Conv2d} and {@code ConvTranspose2d}.
 * Relations 6 and 14 of Dumoulin and Visin, <i>A guide to convolution arithmetic for deep learning</i>, 2016, with dilation.
 *
 * @param transposed whether this is the transpose
 * @param input number of input elements
 * @param kernel number of kernel elements
 * @param stride step of the window; for the transpose the distance between two stamps of the kernel
 * @param padding zeros added at both ends; for the transpose the number of outputs cropped from both ends
 * @param dilation distance between two kernel elements
 * @param outputPadding rows added at the far end of the output; transposed only
 */
public record ConvolutionAxis(
        boolean transposed, int input, int kernel, int stride, int padding, int dilation, int outputPadding) {
    /** Largest number accepted anywhere: keeps every sum within an int. */
    public static final int MAX_NUMBER = 4096;

    /** Elements that the kernel covers with its gaps: {@code dilation * (kernel - 1) + 1}. */
    public int span() {
        return dilation * (kernel - 1) + 1;
    }

    /** Number of output elements, 0 or less where the setting is not legal. */
    public int output() {
        if (transposed) {
            return (input - 1) * stride - 2 * padding + span() + outputPadding;
        }
        return Math.floorDiv(input + 2 * padding - span(), stride) + 1;
    }

    /**
     * Elements at the far end of the padded input that no window reaches, because the stride does not divide the way. The floor in the
     * output size drops them. 0 for the transpose.
     */
    public int cutOff() {
        return transposed ? 0 : Math.floorMod(input + 2 * padding - span(), stride);
    }

    /** Zeros inserted between two inputs before the equivalent direct convolution: {@code stride - 1}, or 0 if not transposed. */
    public int inserted() {
        return transposed ? stride - 1 : 0;
    }

    /**
     * Zeros in front of the input before the equivalent direct convolution: the padding itself, or {@code span - 1 - padding} for the
     * transpose. Below 0 the transpose crops its stretched input.
     */
    public int before() {
        return transposed ? span() - 1 - padding : padding;
    }

    /** Zeros behind the input before the equivalent direct convolution: as {@link #before}, plus the output padding. */
    public int after() {
        return before() + outputPadding;
    }

    /** Number of elements of the input once it is stretched and padded. */
    public int stretched() {
        return (input - 1) * (inserted() + 1) + 1 + before() + after();
    }

    /** Step of the window on the stretched input: the stride, or 1 for the transpose. */
    public int window() {
        return transposed ? 1 : stride;
    }

    /**
     * Why this setting cannot be computed, with the remedy.
     *
     * @param axis {@code height} or {@code width}, for the message
     * @return empty if it is legal
     */
    public Optional<String> problem(String axis) {
        return outOfRange("input", axis, input, 1)
                .or(() -> outOfRange("kernel", axis, kernel, 1))
                .or(() -> outOfRange("stride", axis, stride, 1))
                .or(() -> outOfRange("padding", axis, padding, 0))
                .or(() -> outOfRange("dilation", axis, dilation, 1))
                .or(() -> outOfRange("output padding", axis, outputPadding, 0))
                .or(() -> tooLarge(axis))
                .or(() -> transposed ? transposedProblem(axis) : directProblem(axis));
    }

    private static Optional<String> outOfRange(String what, String axis, int value, int least) {
        if (value >= least && value <= MAX_NUMBER) {
            return Optional.empty();
        }
        return Optional.of(
                what + " " + axis + " is " + value + "; it has to lie between " + least + " and " + MAX_NUMBER);
    }

    private Optional<String> tooLarge(String axis) {
        if (span() <= MAX_NUMBER && output() <= MAX_NUMBER && stretched() <= MAX_NUMBER) {
            return Optional.empty();
        }
        return Optional.of("with input " + input + ", kernel " + kernel + ", stride " + stride + ", padding " + padding
                + " and dilation " + dilation
                + " the " + axis + " grows beyond " + MAX_NUMBER + "; make one of them smaller");
    }

    private Optional<String> directProblem(String axis) {
        if (outputPadding != 0) {
            return Optional.of("output padding " + axis + " is " + outputPadding
                    + "; only a transposed convolution has one: set it to 0 or choose transposed");
        }
        int padded = input + 2 * padding;
        if (span() > padded) {
            return Optional.of(
                    "the kernel covers " + span() + " in " + axis + " (dilation " + dilation + " * (" + kernel
                            + " - 1) + 1), but the padded input has only " + padded
                            + ": make the kernel or the dilation smaller, or the padding larger");
        }
        return Optional.empty();
    }

    private Optional<String> transposedProblem(String axis) {
        if (outputPadding >= Math.max(stride, dilation)) {
            return Optional.of("output padding " + axis + " is " + outputPadding
                    + "; it has to be smaller than the stride (" + stride + ") or the dilation (" + dilation + ")");
        }
        if (output() < 1) {
            return Optional.of("padding " + axis + " is " + padding + " and crops the whole output, which has only "
                    + (output() + 2 * padding) + " before: make the padding smaller");
        }
        return Optional.empty();
    }
}
