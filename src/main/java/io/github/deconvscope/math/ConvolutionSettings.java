package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The settings of a convolution as entered, which need not be legal together: {@link #problems} lists what is wrong, and a
 * {@code ConvolutionGeometry} takes legal settings only.
 *
 * @param transposed {@code false} for a convolution (as {@code Conv2d}), {@code true} for its transpose (as {@code ConvTranspose2d})
 * @param inputChannels channels of the input
 * @param outputChannels channels of the output
 * @param groups into how many groups both kinds of channels are split; an output channel sums over the input channels of its own group only
 * @param input size of an input map; height 1 for a 1-D convolution
 * @param kernel size of the kernel
 * @param stride step of the window per axis
 * @param padding zeros around the input, or the rule that gives their number; for the transpose the crop of the output
 * @param dilation distance between kernel elements per axis
 * @param outputPadding rows and columns added at the far end of a transposed convolution's output
 */
public record ConvolutionSettings(
        boolean transposed,
        int inputChannels,
        int outputChannels,
        int groups,
        Size input,
        Size kernel,
        Size stride,
        Padding padding,
        Size dilation,
        Size outputPadding) {
    /** Largest number of channels on either side. */
    public static final int MAX_CHANNELS = 64;
    /** Largest number of elements of the input, of the output and of the stretched input, all channels together. */
    public static final int MAX_ELEMENTS = 1 << 18;
    /** Largest number of products (entries of the matrix that hold a weight). */
    public static final long MAX_PRODUCTS = 4_000_000;

    /** A convolution of one channel with stride 1, dilation 1 and no padding. */
    public static ConvolutionSettings direct(Size input, Size kernel) {
        return new ConvolutionSettings(
                false, 1, 1, 1, input, kernel, Size.square(1), Padding.NONE, Size.square(1), Size.square(0));
    }

    /** A transposed convolution of one channel with stride 1, dilation 1 and no padding. */
    public static ConvolutionSettings transposed(Size input, Size kernel) {
        return direct(input, kernel).withTransposed(true);
    }

    public ConvolutionSettings withTransposed(boolean value) {
        return of(value, inputChannels, outputChannels, groups);
    }

    public ConvolutionSettings withChannels(int in, int out) {
        return of(transposed, in, out, groups);
    }

    public ConvolutionSettings withGroups(int value) {
        return of(transposed, inputChannels, outputChannels, value);
    }

    private ConvolutionSettings of(boolean back, int in, int out, int split) {
        return new ConvolutionSettings(back, in, out, split, input, kernel, stride, padding, dilation, outputPadding);
    }

    public ConvolutionSettings withInput(Size value) {
        return with(value, kernel, stride, padding, dilation, outputPadding);
    }

    public ConvolutionSettings withKernel(Size value) {
        return with(input, value, stride, padding, dilation, outputPadding);
    }

    public ConvolutionSettings withStride(Size value) {
        return with(input, kernel, value, padding, dilation, outputPadding);
    }

    /** With the same number of zeros at both ends of an axis. */
    public ConvolutionSettings withPadding(Size value) {
        return withPadding(Padding.both(value));
    }

    public ConvolutionSettings withPadding(Padding value) {
        return with(input, kernel, stride, value, dilation, outputPadding);
    }

    public ConvolutionSettings withDilation(Size value) {
        return with(input, kernel, stride, padding, value, outputPadding);
    }

    public ConvolutionSettings withOutputPadding(Size value) {
        return with(input, kernel, stride, padding, dilation, value);
    }

    private ConvolutionSettings with(Size map, Size taps, Size step, Padding zeros, Size gap, Size added) {
        return new ConvolutionSettings(
                transposed, inputChannels, outputChannels, groups, map, taps, step, zeros, gap, added);
    }

    /**
     * These legal settings with the padding under another rule. In numbers for each side it stays what it is; one number per axis is, of the two,
     * the one that leaves more of the map.
     */
    public ConvolutionSettings withPaddingRule(Padding.Rule rule) {
        ConvolutionAxis rows = vertical();
        ConvolutionAxis columns = horizontal();
        Padding next =
                switch (rule) {
                    case SAME -> Padding.SAME;
                    case SAME_LOWER -> Padding.SAME_LOWER;
                    case EACH_SIDE -> Padding.each(sides(rows, columns));
                    case BOTH_ENDS -> Padding.both(new Size(oneNumber(rows), oneNumber(columns)));
                };
        Size added = rule.computed() ? Size.square(0) : new Size(rows.outputPadding(), columns.outputPadding());
        return withPadding(next).withOutputPadding(added);
    }

    private static int oneNumber(ConvolutionAxis axis) {
        return axis.transposed()
                ? Math.min(axis.paddingBegin(), axis.paddingEnd())
                : Math.max(axis.paddingBegin(), axis.paddingEnd());
    }

    /**
     * The transposed convolution with an output of another size: by output padding where the padding is given in numbers, and by cropping as
     * the rule {@code same} does for that size otherwise.
     *
     * @throws InvalidInputException naming the sizes that are possible, if this is none of them
     */
    public ConvolutionSettings withOutputSize(Size size) {
        if (!transposed) {
            throw new InvalidInputException("An output size can be chosen for a transposed convolution only; that of a"
                    + " convolution follows from its settings.");
        }
        if (size.equals(output())) {
            return this;
        }
        ConvolutionAxis rows = withOutput(vertical(), "height", size.height());
        ConvolutionAxis columns = withOutput(horizontal(), "width", size.width());
        return withPadding(padding.rule().computed() ? Padding.each(sides(rows, columns)) : padding)
                .withOutputPadding(new Size(rows.outputPadding(), columns.outputPadding()));
    }

    private ConvolutionAxis withOutput(ConvolutionAxis axis, String name, int size) {
        int[] range = axis.outputSizes(padding.rule());
        if (size < range[0] || size > range[1]) {
            throw new InvalidInputException("The output " + name + " cannot be " + size + "; with input " + axis.input()
                    + ", kernel " + axis.kernel() + ", stride " + axis.stride() + " and this padding it is "
                    + (range[0] == range[1] ? "" + range[0] : "from " + range[0] + " to " + range[1])
                    + "; for another size change one of these.");
        }
        return axis.withOutput(size, padding.rule());
    }

    /** The padding in numbers: zeros around the input, or for the transpose the crop of the output. */
    public Sides sides() {
        return sides(vertical(), horizontal());
    }

    private static Sides sides(ConvolutionAxis rows, ConvolutionAxis columns) {
        return new Sides(rows.paddingBegin(), rows.paddingEnd(), columns.paddingBegin(), columns.paddingEnd());
    }

    /** Size of an output map; without meaning while there are {@link #problems}. */
    public Size output() {
        return new Size(vertical().output(), horizontal().output());
    }

    /** The vertical axis. */
    public ConvolutionAxis vertical() {
        return axis(Size::height, padding.sides().top(), padding.sides().bottom());
    }

    /** The horizontal axis. */
    public ConvolutionAxis horizontal() {
        return axis(Size::width, padding.sides().left(), padding.sides().right());
    }

    private ConvolutionAxis axis(ToIntFunction<Size> of, int begin, int end) {
        int in = of.applyAsInt(input);
        int k = of.applyAsInt(kernel);
        int step = of.applyAsInt(stride);
        int gap = of.applyAsInt(dilation);
        return padding.rule().computed()
                ? ConvolutionAxis.same(transposed, in, k, step, gap, padding.rule())
                : new ConvolutionAxis(transposed, in, k, step, begin, end, gap, of.applyAsInt(outputPadding));
    }

    /**
     * Everything that keeps these settings from being computed and written as a matrix, in plain words with the remedy; empty if nothing
     * does.
     */
    public List<String> problems() {
        List<String> illegal = sizeProblems();
        return illegal.isEmpty() ? matrixProblem().map(List::of).orElse(List.of()) : illegal;
    }

    /** The refusal of settings with these problems, as one sentence. */
    public static InvalidInputException notPossible(List<String> problems) {
        return new InvalidInputException("This convolution is not possible: " + String.join("; ", problems) + ".");
    }

    /** What keeps these settings from having sizes; a matrix of those may still be too large, see {@link #problems}. */
    List<String> sizeProblems() {
        List<String> problems = new ArrayList<>();
        channelProblem("input", inputChannels, problems);
        channelProblem("output", outputChannels, problems);
        if (groups < 1) {
            problems.add("the number of groups is " + groups + "; it has to be 1 or more");
        } else {
            groupProblem("input", inputChannels, problems);
            groupProblem("output", outputChannels, problems);
        }
        if (padding.rule().computed() && !outputPadding.equals(Size.square(0))) {
            problems.add("output padding is " + outputPadding.height() + "," + outputPadding.width()
                    + ", but padding \""
                    + padding.rule().word() + "\" gives the output its size by itself: set the output padding to 0,"
                    + " or choose another output size, or give the padding in numbers");
        }
        vertical().problem("height").ifPresent(problems::add);
        horizontal().problem("width").ifPresent(problems::add);
        if (problems.isEmpty()) {
            elementProblem().ifPresent(problems::add);
        }
        return List.copyOf(problems);
    }

    private static void channelProblem(String which, int channels, List<String> problems) {
        if (channels < 1 || channels > MAX_CHANNELS) {
            problems.add("the number of " + which + " channels is " + channels + "; it has to lie between 1 and "
                    + MAX_CHANNELS);
        }
    }

    private void groupProblem(String which, int channels, List<String> problems) {
        if (channels % groups != 0) {
            problems.add("the number of groups is " + groups + ", which does not divide the " + which + " channels, "
                    + channels + ": change one of them");
        }
    }

    private Optional<String> elementProblem() {
        long inputs = input.area() * inputChannels;
        long outputs = (long) vertical().output() * horizontal().output() * outputChannels;
        long stretched = (long) vertical().stretched() * horizontal().stretched() * inputChannels;
        long most = Math.max(inputs, Math.max(outputs, stretched));
        return most <= MAX_ELEMENTS
                ? Optional.empty()
                : Optional.of("the largest map has " + most + " elements; at most " + MAX_ELEMENTS
                        + " are computed: make the input or the stride smaller");
    }

    private Optional<String> matrixProblem() {
        long outputs = (long) vertical().output() * horizontal().output();
        long products = (transposed ? input.area() : outputs) * kernel.area() * inputChannels * outputChannels / groups;
        return products <= MAX_PRODUCTS
                ? Optional.empty()
                : Optional.of("the matrix has up to " + products + " weights in it; at most " + MAX_PRODUCTS
                        + " are computed: make the input, the kernel or the number of channels smaller");
    }
}
