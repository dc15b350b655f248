package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.lab.NumberArray;
import io.github.deconvscope.lab.NumberArrayReader;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code convolve}: computes a convolution or transposed convolution, its sparse matrix, and its equivalent over the stretched input. */
@Command(
        name = "convolve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Convolve an input with a kernel, and print the output, the operation as a sparse matrix, the input as the window"
                    + " meets it (padded, and stretched if transposed), and the kernel turned by 180 degrees. Padding in numbers,"
                    + " for each side, or same as in Keras and ONNX.",
            "",
            "J is a JSON array of numbers, or a file that holds one:",
            "  input   [1, 2, 3]              one dimension: a map of height 1",
            "          [[1, 2], [3, 4]]       one map",
            "          [[[1, 2], [3, 4]]]     channels of maps",
            "  kernel  as the input, or with channels [out][in][row][column] as PyTorch's Conv2d; [in][out][row][column]",
            "          with --transposed, as PyTorch's ConvTranspose2d; with --groups the second counts within a group",
            "  bias    [1, 2]                 one number for each output channel",
            "P is one number for both axes, or HEIGHT,WIDTH. For a one-dimensional input one number is meant for the width.",
            "PADDING is as P; or TOP,BOTTOM,LEFT,RIGHT; or same, as Keras and TensorFlow (ONNX: SAME_UPPER): as many zeros as bring"
                    + " the output to the input divided by the stride, rounded up, an odd one at the end; or same-lower, with an"
                    + " odd one at the beginning. With --transposed the same numbers crop the output, and under same it is the"
                    + " input times the stride.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  deconvscope convolve --input '[[1,2,3],[4,5,6],[7,8,9]]' --kernel '[[1,1],[1,1]]'",
            "  deconvscope convolve --input '[[9,9],[9,9]]' --kernel '[[1,1,1],[1,1,1],[1,1,1]]' --transposed --stride 2 --json",
            "  deconvscope convolve --input '[1,2,3,4]' --kernel '[1,1,1]' --stride 2 --padding same"
        })
public final class ConvolveCommand implements Callable<Integer> {
    private static final long MAX_FILE_BYTES = 16L << 20;

    @Option(names = "--input", required = true, paramLabel = "J", description = "The input.")
    private String input;

    @Option(names = "--kernel", required = true, paramLabel = "J", description = "The weights.")
    private String kernel;

    @Option(names = "--transposed", description = "The transposed convolution: the matrix is C' instead of C.")
    private boolean transposed;

    @Option(names = "--stride", paramLabel = "P", description = "Step of the window (default: 1).")
    private String stride = "1";

    @Option(
            names = "--padding",
            paramLabel = "PADDING",
            description = "Zeros around the input; with --transposed the crop of the output (default: 0).")
    private String padding = "0";

    @Option(names = "--dilation", paramLabel = "P", description = "Distance between kernel elements (default: 1).")
    private String dilation = "1";

    @Option(
            names = "--groups",
            paramLabel = "N",
            description =
                    "Into how many groups the channels are split; an output sums over the inputs of its own group (default: 1).")
    private int groups = 1;

    @Option(names = "--bias", paramLabel = "J", description = "What is added to each output of a channel (default: 0).")
    private String bias;

    @Option(
            names = "--output-padding",
            paramLabel = "P",
            description = "Rows and columns added at the far end of a transposed convolution's output (default: 0).")
    private String outputPadding = "0";

    @Option(
            names = "--output-size",
            paramLabel = "H,W",
            description =
                    "Size of a transposed convolution's output, if the stride leaves a choice: PyTorch's output_size, or with"
                            + " --padding same the output_shape of TensorFlow and ONNX (same-lower: of ONNX without auto_pad)."
                            + " Instead of --output-padding.")
    private String outputSize;

    @Mixin
    private ReportForm form;

    @Override
    public Integer call() {
        ConvolutionReport report = compute();
        form.print(report::printText, report::printJson);
        return ExitCode.DONE;
    }

    private ConvolutionReport compute() {
        NumberArray maps = read("--input", input);
        NumberArray weights = read("--kernel", kernel);
        requireDimensions("--input", maps, List.of(1, 2, 3), "[c][row][column]");
        requireDimensions("--kernel", weights, List.of(1, 2, 4), "[out][in][row][column]");
        boolean channels = maps.dimensions() == 3 || weights.dimensions() == 4;
        ConvolutionSettings settings = settings(maps, weights);
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw ConvolutionSettings.notPossible(problems);
        }
        ConvolutionState state = ConvolutionState.of(settings, maps.values(), weights.values());
        return new ConvolutionReport(ConvolutionResult.of(bias == null ? state : biased(state)), channels);
    }

    private ConvolutionState biased(ConvolutionState state) {
        NumberArray numbers = read("--bias", bias);
        int channels = state.geometry().outputChannels();
        if (numbers.dimensions() != 1 || numbers.values().length != channels) {
            throw new InvalidInputException("--bias has " + PlainWords.count(numbers.values().length, "number")
                    + "; give a flat array with one for each output channel, here " + channels + ".");
        }
        return state.withBias(numbers.values());
    }

    private ConvolutionSettings settings(NumberArray maps, NumberArray weights) {
        int inputChannels = maps.dimensions() == 3 ? maps.shape()[0] : 1;
        int split = Math.max(1, groups); // what is less is refused with all that is wrong
        boolean full = weights.dimensions() == 4;
        int kernelIn = full ? weights.shape()[transposed ? 0 : 1] * (transposed ? 1 : split) : 1;
        int kernelOut = full ? weights.shape()[transposed ? 1 : 0] * (transposed ? split : 1) : 1;
        if (inputChannels != kernelIn) {
            throw new InvalidInputException("--input has " + inputChannels + " channels, but --kernel is made for "
                    + kernelIn + ": its shape has to be " + (transposed ? "[in][out]" : "[out][in]")
                    + "[row][column] with in = " + inputChannels
                    + (groups == 1 || transposed ? "" : " divided by " + groups + " groups") + ".");
        }
        boolean oneDimensional = maps.dimensions() == 1;
        ConvolutionSettings settings = new ConvolutionSettings(
                transposed,
                inputChannels,
                kernelOut,
                groups,
                mapSize(maps),
                mapSize(weights),
                Size.read("--stride", stride, oneDimensional, 1),
                Padding.read("--padding", padding, oneDimensional),
                Size.read("--dilation", dilation, oneDimensional, 1),
                Size.read("--output-padding", outputPadding, oneDimensional, 0));
        return outputSize == null ? settings : sized(settings, oneDimensional);
    }

    private ConvolutionSettings sized(ConvolutionSettings settings, boolean oneDimensional) {
        if (!settings.outputPadding().equals(Size.square(0))) {
            throw new InvalidInputException(
                    "--output-size and --output-padding both say how large the output is; give one of them.");
        }
        // Sizes that are not legal have no range to choose from: they are refused for what they are.
        return settings.problems().isEmpty()
                ? settings.withOutputSize(Size.read("--output-size", outputSize, oneDimensional, 1))
                : settings;
    }

    /** The last two dimensions; a flat array has height 1. */
    private static Size mapSize(NumberArray array) {
        int last = array.dimensions() - 1;
        return new Size(last == 0 ? 1 : array.shape()[last - 1], array.shape()[last]);
    }

    private static void requireDimensions(String option, NumberArray array, List<Integer> allowed, String full) {
        if (!allowed.contains(array.dimensions())) {
            throw new InvalidInputException(option + " is nested " + array.dimensions()
                    + " deep; give [column], [row][column] or " + full + ".");
        }
    }

    private static NumberArray read(String option, String argument) {
        String text = argument.strip();
        if (text.isEmpty() || text.startsWith("[")) {
            return NumberArrayReader.read(option, text);
        }
        return NumberArrayReader.read(option, readFile(option, text));
    }

    private static String readFile(String option, String name) {
        String shown = name.length() <= 60 ? name : name.substring(0, 57) + "...";
        try {
            Path file = Path.of(name);
            if (!Files.isRegularFile(file)) {
                throw new InvalidInputException(
                        option + " is neither a JSON array such as [[1, 2], [3, 4]] nor a file: " + shown);
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new InvalidInputException(
                        option + ": the file " + shown + " is larger than 16 MB; give fewer numbers.");
            }
            return TextFile.read(file);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(
                    option + " is neither a JSON array such as [[1, 2], [3, 4]] nor a file: " + shown, e);
        } catch (MalformedInputException e) {
            throw new InvalidInputException(option + ": the file " + shown + " is not text.", e);
        } catch (IOException e) {
            throw new InvalidInputException(option + ": the file " + shown + " cannot be read: " + e.getMessage(), e);
        }
    }
}
