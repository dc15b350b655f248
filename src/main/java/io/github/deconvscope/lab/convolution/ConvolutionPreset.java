package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Ready-made states: the notebook's examples, and settings that show one thing each. */
public enum ConvolutionPreset {
    EXAMPLE_1(
            "Example 1: direct convolution",
            "4x4 ones, 3x3 ones: every output is 9, and C is 4x16.",
            () -> of(direct(4, 3), Filling.ONES, Filling.ONES)),
    EXAMPLE_1_BACK(
            "Example 1: back with C'",
            "2x2 nines through the transpose of the same C: 4x4, but not the ones it came from.",
            () -> nines(transposed(2, 3))),
    EXAMPLE_2(
            "Example 2: convolution on padded input",
            "2x2 padded to 6x6 and convolved: the same 4x4 as C'. Its matrix is 16x36; the notebook's (16,144) is a slip.",
            () -> nines(direct(2, 3).withPadding(Size.square(2)))),
    EXAMPLE_3(
            "Example 3: fractionally strided",
            "2x2, with zeros between and around 7x7, gives 5x5: stride 2 here is a step of one half on the input.",
            () -> nines(transposed(2, 3).withStride(Size.square(2)))),
    TURNED_KERNEL(
            "The kernel turns",
            "Example 3 with a ramp as kernel: forget the rotation, and the check fails.",
            () -> of(transposed(3, 3).withStride(Size.square(2)), Filling.RANDOM, Filling.RAMP)),
    CHECKERBOARD(
            "Checkerboard",
            "Stride 2 does not divide a kernel of 3: outputs are hit 1, 2 or 4 times.",
            () -> of(transposed(5, 3).withStride(Size.square(2)), Filling.ONES, Filling.ONES)),
    EDGES(
            "Edges",
            "A ramp under a Sobel kernel: constant slope, constant answer.",
            () -> of(direct(6, 3), Filling.RAMP, Filling.SOBEL)),
    BLUR(
            "Blur",
            "A single 1, padded, under a blur kernel: the output is the kernel, turned.",
            () -> of(direct(7, 3).withPadding(Size.square(1)), Filling.DELTA, Filling.BLUR)),
    ONE_DIMENSIONAL(
            "One dimension",
            "A row of 8 and a kernel of 3 with stride 2: the last element is cut off.",
            () -> of(
                    ConvolutionSettings.direct(new Size(1, 8), new Size(1, 3)).withStride(new Size(1, 2)),
                    Filling.RAMP,
                    Filling.RANDOM)),
    CHANNELS(
            "Two channels to two",
            "Every output channel sums over both input channels: C has four blocks.",
            () -> of(direct(4, 3).withChannels(2, 2), Filling.RAMP, Filling.RANDOM)),
    GROUPS(
            "Two groups",
            "As two channels to two, but each output channel has one input channel of its own: two of the four blocks of C are zero.",
            () -> CHANNELS.state().withSettings(CHANNELS.state().settings().withGroups(2))),
    BIAS(
            "Bias",
            "As two channels to two, with a bias: 10 is added to each output of the first channel, -10 to those of the second.",
            () -> CHANNELS.state().withBias(new double[] {10, -10})),
    DILATED(
            "Dilated",
            "Kernel elements two apart: 3x3 weights cover 5x5.",
            () -> of(direct(7, 3).withDilation(Size.square(2)), Filling.RAMP, Filling.RANDOM)),
    KERAS_SAME(
            "Keras same, stride 2",
            "Padding \"same\" with stride 2 on an even input: a single row and column of zeros, below and to the right.",
            () -> halved(Padding.SAME)),
    SAME_LOWER(
            "same-lower, stride 2",
            "ONNX's SAME_LOWER: the single row and column of zeros lie above and to the left, and every number changes.",
            () -> halved(Padding.SAME_LOWER)),
    KERAS_SAME_BACK(
            "Keras Conv2DTranspose, same",
            "3x3 to 6x6: the stamps reach 7x7, and the last row and column are cropped, where \"same\" would have padded.",
            () -> of(
                    transposed(3, 3).withStride(Size.square(2)).withPadding(Padding.SAME), Filling.RAMP, Filling.RAMP)),
    LARGE(
            "Large: 256 x 1,024",
            "32x32 to 16x16: how C looks when it no longer fits the eye.",
            () -> of(
                    direct(32, 4).withStride(Size.square(2)).withPadding(Size.square(1)),
                    Filling.RANDOM,
                    Filling.RANDOM));

    private static final long SEED = 1;

    private final String title;
    private final String explanation;
    private final Supplier<ConvolutionState> state;

    ConvolutionPreset(String title, String explanation, Supplier<ConvolutionState> state) {
        this.title = title;
        this.explanation = explanation;
        this.state = state;
    }

    public String title() {
        return title;
    }

    /** What there is to see, in one or two sentences. */
    public String explanation() {
        return explanation;
    }

    /** The state; the same every time. */
    public ConvolutionState state() {
        return state.get();
    }

    /** The preset that a state is, if a person has changed nothing since choosing it. */
    public static Optional<ConvolutionPreset> matching(ConvolutionState state) {
        return Arrays.stream(values())
                .filter(preset -> preset.state().equals(state))
                .findFirst();
    }

    private static ConvolutionSettings direct(int input, int kernel) {
        return ConvolutionSettings.direct(Size.square(input), Size.square(kernel));
    }

    private static ConvolutionSettings transposed(int input, int kernel) {
        return ConvolutionSettings.transposed(Size.square(input), Size.square(kernel));
    }

    private static ConvolutionState of(ConvolutionSettings s, Filling input, Filling kernel) {
        return ConvolutionState.of(
                s,
                input.fill(s.inputChannels(), s.input(), SEED),
                kernel.fill(new ConvolutionGeometry(s).kernels(), s.kernel(), SEED + 1));
    }

    private static ConvolutionState halved(Padding padding) {
        return of(direct(6, 3).withStride(Size.square(2)).withPadding(padding), Filling.RAMP, Filling.RAMP);
    }

    private static ConvolutionState nines(ConvolutionSettings settings) {
        return ConvolutionState.of(settings, new double[] {9, 9, 9, 9}, Filling.ONES.fill(1, Size.square(3), 0));
    }
}
