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
 * @param paddingBegin zeros added in front; for the transpose the number of outputs cropped there
 * @param paddingEnd zeros added behind; for the transpose the number of outputs cropped there
 * @param dilation distance between two kernel elements
 * @param outputPadding rows added at the far end of the output; transposed only
 */
public record ConvolutionAxis(
        boolean transposed,
        int input,
        int kernel,
        int stride,
        int paddingBegin,
        int paddingEnd,
        int dilation,
        int outputPadding) {
    /** Largest number accepted anywhere: keeps every sum within an int. */
    public static final int MAX_NUMBER = 4096;

    /**
     * An axis whose padding follows from the rule {@code same}: a convolution has {@code ceil(input / stride)} outputs, its transpose
     * {@code input * stride}. Odd zeros lie at the end, or in front if the rule is {@link Padding.Rule#SAME_LOWER}. This is TensorFlow's
     * rule (Keras' {@code same}) and that of ONNX's {@code auto_pad}.
     *
     * @param rule one that computes the padding
     */
    static ConvolutionAxis same(
            boolean transposed, int input, int kernel, int stride, int dilation, Padding.Rule rule) {
        ConvolutionAxis bare = new ConvolutionAxis(transposed, input, kernel, stride, 0, 0, dilation, 0);
        if (Math.min(Math.min(input, kernel), Math.min(stride, dilation)) < 1) {
            return bare; // refused by problem()
        }
        return transposed
                ? bare.sameTransposed(input * stride, rule)
                : bare.sameDirect(Math.floorDiv(input - 1, stride) + 1, rule);
    }

    private ConvolutionAxis sameDirect(int outputs, Padding.Rule rule) {
        return padded(Math.max(0, (outputs - 1) * stride + span() - input), 0, rule);
    }

    /**
     * Crops what the convolution of the output would pad. Where the copies of the kernel do not reach the wanted size, rows of zeros
     * follow.
     */
    private ConvolutionAxis sameTransposed(int wanted, Padding.Rule rule) {
        int crop = (input - 1) * stride + span() - wanted;
        return padded(Math.max(0, crop), Math.max(0, -crop), rule);
    }

    private ConvolutionAxis padded(int total, int outputRows, Padding.Rule rule) {
        int smaller = total / 2;
        boolean lower = rule == Padding.Rule.SAME_LOWER;
        return new ConvolutionAxis(
                transposed,
                input,
                kernel,
                stride,
                lower ? total - smaller : smaller,
                lower ? smaller : total - smaller,
                dilation,
                outputRows);
    }

    /**
     * The sizes that the output of a transposed convolution can have, smallest and largest: those from which the convolution goes back to this
     * input.
     *
     * @param rule how the padding comes about
     */
    int[] outputSizes(Padding.Rule rule) {
        if (rule.computed()) {
            return new int[] {(input - 1) * stride + 1, input * stride};
        }
        int least = output() - outputPadding;
        return new int[] {Math.max(1, least), least + Math.max(stride, dilation) - 1};
    }

    /** This transposed axis with one of its {@link #outputSizes}. */
    ConvolutionAxis withOutput(int size, Padding.Rule rule) {
        return rule.computed()
                ? sameTransposed(size, rule)
                : new ConvolutionAxis(
                        true,
                        input,
                        kernel,
                        stride,
                        paddingBegin,
                        paddingEnd,
                        dilation,
                        size - output() + outputPadding);
    }

    /** Elements that the kernel covers with its gaps: {@code dilation * (kernel - 1) + 1}. */
    public int span() {
        return dilation * (kernel - 1) + 1;
    }

    /** Number of output elements, 0 or less where the setting is not legal. */
    public int output() {
        if (transposed) {
            return (input - 1) * stride + span() - paddingBegin - paddingEnd + outputPadding;
        }
        return Math.floorDiv(padded() - span(), stride) + 1;
    }

    private int padded() {
        return input + paddingBegin + paddingEnd;
    }

    /**
     * Elements at the far end of the padded input that no window reaches, because the stride does not divide the way. The floor in the
     * output size drops them. 0 for the transpose.
     */
    public int cutOff() {
        return transposed ? 0 : Math.floorMod(padded() - span(), stride);
    }

    /** Zeros inserted between two inputs before the equivalent direct convolution: {@code stride - 1}, or 0 if not transposed. */
    public int inserted() {
        return transposed ? stride - 1 : 0;
    }

    /**
     * Zeros in front of the input before the equivalent direct convolution: the padding in front, or {@code span - 1 - padding} for
     * the transpose. Below 0 the transpose crops its stretched input.
     */
    public int before() {
        return transposed ? span() - 1 - paddingBegin : paddingBegin;
    }

    /** Zeros behind the input before the equivalent direct convolution: as {@link #before} with the padding behind, plus the output padding. */
    public int after() {
        return transposed ? span() - 1 - paddingEnd + outputPadding : paddingEnd;
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
        return rangeProblem(axis)
                .or(() -> paddingProblem(axis))
                .or(() -> outOfRange("output padding", axis, outputPadding, 0))
                .or(() -> tooLarge(axis))
                .or(() -> transposed ? transposedProblem(axis) : directProblem(axis));
    }

    private Optional<String> rangeProblem(String axis) {
        return outOfRange("input", axis, input, 1)
                .or(() -> outOfRange("kernel", axis, kernel, 1))
                .or(() -> outOfRange("stride", axis, stride, 1))
                .or(() -> outOfRange("dilation", axis, dilation, 1));
    }

    private Optional<String> paddingProblem(String axis) {
        if (paddingBegin == paddingEnd) {
            return outOfRange("padding", axis, paddingBegin, 0);
        }
        boolean rows = axis.equals("height");
        return outOfRange("padding", rows ? "top" : "left", paddingBegin, 0)
                .or(() -> outOfRange("padding", rows ? "bottom" : "right", paddingEnd, 0));
    }

    private String paddingText() {
        return paddingBegin == paddingEnd ? Integer.toString(paddingBegin) : paddingBegin + " and " + paddingEnd;
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
        return Optional.of(
                "with input " + input + ", kernel " + kernel + ", stride " + stride + ", padding " + paddingText()
                        + " and dilation " + dilation
                        + " the " + axis + " grows beyond " + MAX_NUMBER + "; make one of them smaller");
    }

    private Optional<String> directProblem(String axis) {
        if (outputPadding != 0) {
            return Optional.of("output padding " + axis + " is " + outputPadding
                    + "; only a transposed convolution has one: set it to 0 or choose transposed");
        }
        if (span() > padded()) {
            return Optional.of(
                    "the kernel covers " + span() + " in " + axis + " (dilation " + dilation + " * (" + kernel
                            + " - 1) + 1), but the padded input has only " + padded()
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
            return Optional.of(
                    "padding " + axis + " is " + paddingText() + " and crops the whole output, which has only "
                            + (output() + paddingBegin + paddingEnd) + " before: make the padding smaller");
        }
        return Optional.empty();
    }
}
