package io.github.deconvscope.cli;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.math.SparseMatrix;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Prints the result of {@code convolve} as JSON or text. */
final class ConvolutionReport {
    /** Above this many cells a singular value decomposition takes longer than a person waits. */
    private static final long MAX_CELLS_FOR_RANK = 1 << 20;

    private static final int MAX_COLUMNS_SHOWN = 36;

    private final ConvolutionResult result;
    private final ConvolutionGeometry geometry;
    private final boolean channels;

    /** @param channels whether maps are printed as (channel, row, column), or as (row, column) since there is one channel */
    ConvolutionReport(ConvolutionResult result, boolean channels) {
        this.result = result;
        this.geometry = result.state().geometry();
        this.channels = channels;
    }

    /** What is printed as JSON; arrays lie in one another as their shape says. */
    private record Json(
            String operation,
            List<Integer> inputShape,
            List<Integer> outputShape,
            Sides padding,
            @Nullable List<Integer> outputPadding,
            @Nullable Integer groups,
            @Nullable Object bias,
            Object output,
            Matrix matrix,
            Object stretchedInput,
            Object turnedKernel) {}

    /** @param entries row, column and value of each */
    private record Matrix(List<Integer> shape, int nonZeros, List<List<Number>> entries) {
        static Matrix of(SparseMatrix matrix) {
            List<List<Number>> entries = new ArrayList<>();
            for (int r = 0; r < matrix.rows(); r++) {
                for (int e = matrix.rowStart(r); e < matrix.rowStart(r + 1); e++) {
                    if (matrix.value(e) != 0) {
                        entries.add(List.of(r, matrix.column(e), matrix.value(e)));
                    }
                }
            }
            return new Matrix(List.of(matrix.rows(), matrix.columns()), matrix.nonZeros(), entries);
        }
    }

    void printJson(PrintWriter out) {
        Size added = geometry.outputPadding();
        List<Integer> inputShape = mapShape(geometry.inputChannels(), geometry.input());
        List<Integer> outputShape = mapShape(geometry.outputChannels(), geometry.output());
        Json json = new Json(
                operation(),
                inputShape,
                outputShape,
                geometry.padding(),
                geometry.transposed() ? List.of(added.height(), added.width()) : null,
                geometry.groups() > 1 ? geometry.groups() : null,
                result.state().hasBias() ? result.state().bias() : null,
                nested(result.output(), outputShape),
                Matrix.of(result.matrix().sparse()),
                nested(result.stretchedValues(), mapShape(geometry.inputChannels(), geometry.stretched())),
                nested(result.turnedWeights(), kernelShape()));
        JsonOutput.print(json, out);
    }

    /** The values as a list of lists, as deep as the shape is long. */
    private static Object nested(double[] values, List<Integer> shape) {
        if (shape.size() == 1) {
            return values;
        }
        int each = values.length / shape.get(0);
        List<Integer> inner = shape.subList(1, shape.size());
        return IntStream.range(0, shape.get(0))
                .mapToObj(i -> nested(Arrays.copyOfRange(values, i * each, (i + 1) * each), inner))
                .toList();
    }

    private List<Integer> mapShape(int count, Size size) {
        return channels ? List.of(count, size.height(), size.width()) : List.of(size.height(), size.width());
    }

    private List<Integer> kernelShape() {
        Size kernel = geometry.kernel();
        if (!channels) {
            return List.of(kernel.height(), kernel.width());
        }
        return List.of(geometry.firstChannels(), geometry.secondChannels(), kernel.height(), kernel.width());
    }

    private String operation() {
        return geometry.transposed() ? "transposed convolution" : "convolution";
    }

    void printText(PrintWriter out) {
        SparseMatrix matrix = result.matrix().sparse();
        String name = geometry.transposed() ? "C'" : "C";
        out.println(operation() + ": " + described(geometry.inputChannels(), geometry.input()) + " -> "
                + described(geometry.outputChannels(), geometry.output()) + ", kernel " + geometry.kernel());
        out.println((geometry.transposed() ? "cropped from the output: " : "padding: ") + geometry.padding());
        String added = geometry.outputPadding().rowsAndColumns();
        if (!added.isEmpty()) {
            out.println("output padding: " + added + " at the far end");
        }
        if (geometry.groups() > 1) {
            out.println("groups: " + geometry.groups());
        }
        if (result.state().hasBias()) {
            out.println("bias: " + result.state().biasWords());
        }
        String cut = geometry.cutOff().rowsAndColumns();
        if (!cut.isEmpty()) {
            out.println("cut off by the stride: " + cut + " of the padded input");
        }
        out.println();
        maps(out, "output", result.output(), geometry.outputChannels(), geometry.output());
        maps(
                out,
                geometry.transposed() ? "stretched and padded input" : "padded input",
                result.stretchedValues(),
                geometry.inputChannels(),
                geometry.stretched());
        maps(out, "kernel turned by 180 degrees", result.turnedWeights(), geometry.kernels(), geometry.kernel());
        long cells = (long) matrix.rows() * matrix.columns();
        out.println("matrix " + name + ": " + matrix.rows() + "x" + matrix.columns() + ", " + matrix.nonZeros() + " of "
                + cells + " not zero" + (cells <= MAX_CELLS_FOR_RANK ? ", rank " + matrix.rank() : ""));
        if (matrix.columns() <= MAX_COLUMNS_SHOWN) {
            double[] dense = new double[Math.toIntExact(cells)];
            for (int r = 0; r < matrix.rows(); r++) {
                for (int e = matrix.rowStart(r); e < matrix.rowStart(r + 1); e++) {
                    dense[r * matrix.columns() + matrix.column(e)] = matrix.value(e);
                }
            }
            grid(out, dense, 0, matrix.rows(), matrix.columns());
        }
    }

    private static String described(int maps, Size size) {
        return (maps == 1 ? "" : maps + " channels of ") + size;
    }

    private static void maps(PrintWriter out, String title, double[] values, int count, Size size) {
        for (int m = 0; m < count; m++) {
            out.println(title + (count == 1 ? "" : " " + m) + " (" + size + "):");
            grid(out, values, m * size.cells(), size.height(), size.width());
            out.println();
        }
    }

    private static void grid(PrintWriter out, double[] values, int start, int rows, int columns) {
        List<String> words = new ArrayList<>();
        int widest = 0;
        for (int i = 0; i < rows * columns; i++) {
            double value = values[start + i];
            String word =
                    Numbers.isWhole(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.6g", value);
            words.add(word);
            widest = Math.max(widest, word.length());
        }
        for (int r = 0; r < rows; r++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(" ")
                        .append(" ".repeat(widest - words.get(r * columns + c).length()));
                line.append(words.get(r * columns + c));
            }
            out.println(line);
        }
    }
}
