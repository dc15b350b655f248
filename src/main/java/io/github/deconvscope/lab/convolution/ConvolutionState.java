package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything a person has set on the convolution page; immutable. The same state always gives the same {@link ConvolutionResult}.
 *
 * <p>The arrays are not copied: whoever makes a state hands its arrays over, and nobody writes into the arrays of a state.
 */
public final class ConvolutionState {
    private final ConvolutionGeometry geometry;
    private final double[] input;
    private final double[] weights;
    private final double[] bias;
    private final double[] editedOutput;
    private final boolean turned;

    /**
     * @param geometry sizes and settings
     * @param input flat (channel, row, column), finite
     * @param weights flat, in the layout of the operation, finite
     * @param bias what is added to each output of a channel, one number a channel, finite
     * @param editedOutput what a person typed over the output, taken as the gradient g in C'g; {@code null} while it is the output itself
     * @param turned {@code false} forgets to turn the kernel in the equivalent convolution of a transposed one
     */
    public ConvolutionState(
            ConvolutionGeometry geometry,
            double[] input,
            double[] weights,
            double[] bias,
            double[] editedOutput,
            boolean turned) {
        geometry.requireMatrix();
        geometry.requireInput(input);
        geometry.requireWeights(weights);
        requireFinite("input", input);
        requireFinite("kernel", weights);
        geometry.requireBias(bias);
        requireFinite("bias", bias);
        if (editedOutput != null) {
            geometry.requireOutput(editedOutput);
            requireFinite("output", editedOutput);
        }
        this.geometry = geometry;
        this.input = input;
        this.weights = weights;
        this.bias = bias;
        this.editedOutput = editedOutput;
        this.turned = turned;
    }

    /** A state with the kernel rotated where it has to be, without bias, and the computed output. */
    public static ConvolutionState of(ConvolutionSettings settings, double[] input, double[] weights) {
        return of(new ConvolutionGeometry(settings), input, weights);
    }

    /** A state with the kernel rotated where it has to be, without bias, and the computed output. */
    public static ConvolutionState of(ConvolutionGeometry geometry, double[] input, double[] weights) {
        return new ConvolutionState(geometry, input, weights, new double[geometry.outputChannels()], null, true);
    }

    public ConvolutionGeometry geometry() {
        return geometry;
    }

    public ConvolutionSettings settings() {
        return geometry.settings();
    }

    /** The input, flat; not to be written. */
    public double[] input() {
        return input;
    }

    /** The weights, flat, in the layout of the operation; not to be written. */
    public double[] weights() {
        return weights;
    }

    /** What is added to each output, one number an output channel; all 0 without a bias; not to be written. */
    public double[] bias() {
        return bias;
    }

    /** Whether a bias changes any output. */
    public boolean hasBias() {
        return Arrays.stream(bias).anyMatch(b -> b != 0);
    }

    /** The same operation without groups: the kernels that would cross from one to another are written, as zeros. */
    public ConvolutionState withoutGroups() {
        ConvolutionGeometry whole = new ConvolutionGeometry(settings().withGroups(1));
        double[] all = new double[whole.weightElements()];
        int taps = geometry.kernel().cells();
        for (int o = 0; o < whole.outputChannels(); o++) {
            for (int i = 0; i < whole.inputChannels(); i++) {
                if (geometry.meet(o, i)) {
                    System.arraycopy(
                            weights, geometry.weightIndex(o, i, 0, 0), all, whole.weightIndex(o, i, 0, 0), taps);
                }
            }
        }
        return new ConvolutionState(whole, input, all, bias, editedOutput, turned);
    }

    /** The numbers of the bias, as a person reads them. */
    public String biasWords() {
        return words(bias);
    }

    /** Some numbers, one a channel, as a person reads them. */
    public static String words(double[] values) {
        return Arrays.stream(values).mapToObj(Numbers::shown).collect(Collectors.joining(", "));
    }

    /** An output of the matrix, flat, with the bias added; a new array. */
    double[] biased(double[] output) {
        double[] sums = output.clone();
        int cells = geometry.output().cells();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += bias[i / cells];
        }
        return sums;
    }

    /** What a person typed over the output, flat; not to be written. */
    public Optional<double[]> editedOutput() {
        return Optional.ofNullable(editedOutput);
    }

    /** Whether the kernel is turned in the equivalent convolution of a transposed one. */
    public boolean turned() {
        return turned;
    }

    public ConvolutionState withInput(double[] values) {
        return new ConvolutionState(geometry, values, weights, bias, editedOutput, turned);
    }

    public ConvolutionState withWeights(double[] values) {
        return new ConvolutionState(geometry, input, values, bias, editedOutput, turned);
    }

    /** @param values one number an output channel */
    public ConvolutionState withBias(double[] values) {
        return new ConvolutionState(geometry, input, weights, values, editedOutput, turned);
    }

    /** @param values the typed output, or {@code null} for the computed one */
    public ConvolutionState withEditedOutput(double[] values) {
        return new ConvolutionState(geometry, input, weights, bias, values, turned);
    }

    public ConvolutionState withTurned(boolean value) {
        return new ConvolutionState(geometry, input, weights, bias, editedOutput, value);
    }

    /**
     * The same numbers under other settings: maps and kernels that grow get zeros at the far end, or the last value if all values were equal
     * (ones stay ones); what shrinks is cut there, the bias of channels too. A typed output is dropped, for its shape changes.
     *
     * @throws InvalidInputException if the settings are not legal
     */
    public ConvolutionState withSettings(ConvolutionSettings settings) {
        ConvolutionGeometry next = new ConvolutionGeometry(settings);
        double[] resizedInput =
                resize(input, geometry.inputChannels(), geometry.input(), next.inputChannels(), next.input());
        double[] resizedWeights = resizeWeights(next);
        boolean sameOutput =
                next.output().equals(geometry.output()) && next.outputChannels() == geometry.outputChannels();
        return new ConvolutionState(
                next,
                resizedInput,
                resizedWeights,
                Arrays.copyOf(bias, next.outputChannels()),
                sameOutput ? editedOutput : null,
                turned);
    }

    private double[] resizeWeights(ConvolutionGeometry next) {
        double[] resized = new double[next.weightElements()];
        double background = background(weights);
        for (int o = 0; o < next.outputChannels(); o++) {
            for (int i = 0; i < next.inputChannels(); i++) {
                for (int ky = 0; ky < next.kernel().height() && next.meet(o, i); ky++) {
                    for (int kx = 0; kx < next.kernel().width(); kx++) {
                        boolean known = o < geometry.outputChannels()
                                && i < geometry.inputChannels()
                                && geometry.meet(o, i)
                                && ky < geometry.kernel().height()
                                && kx < geometry.kernel().width();
                        resized[next.weightIndex(o, i, ky, kx)] =
                                known ? weights[geometry.weightIndex(o, i, ky, kx)] : background;
                    }
                }
            }
        }
        return resized;
    }

    private static double[] resize(double[] values, int maps, Size size, int nextMaps, Size next) {
        double[] resized = new double[nextMaps * next.cells()];
        Arrays.fill(resized, background(values));
        for (int m = 0; m < Math.min(maps, nextMaps); m++) {
            for (int y = 0; y < Math.min(size.height(), next.height()); y++) {
                System.arraycopy(
                        values,
                        (m * size.height() + y) * size.width(),
                        resized,
                        (m * next.height() + y) * next.width(),
                        Math.min(size.width(), next.width()));
            }
        }
        return resized;
    }

    private static double background(double[] values) {
        for (double v : values) {
            if (v != values[0]) {
                return 0;
            }
        }
        return values[0];
    }

    private static void requireFinite(String what, double[] values) {
        for (double v : values) {
            if (!(Math.abs(v) <= Float.MAX_VALUE)) {
                throw new InvalidInputException("The " + what + " holds " + v
                        + "; only numbers within 3.4e38, the range of a 32-bit float, can be used.");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConvolutionState that
                && geometry.equals(that.geometry)
                && Arrays.equals(input, that.input)
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(bias, that.bias)
                && Arrays.equals(editedOutput, that.editedOutput)
                && turned == that.turned;
    }

    @Override
    public int hashCode() {
        return Objects.hash(geometry, Arrays.hashCode(input), Arrays.hashCode(weights), Arrays.hashCode(bias), turned);
    }
}
