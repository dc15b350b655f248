package io.github.deconvscope.cli;

import com.google.gson.stream.JsonWriter;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.math.SparseMatrix;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    void printJson(PrintWriter out) {
        // Not closed: that would close standard output.
        JsonWriter json = new JsonWriter(out);
        try {
            json.beginObject();
            json.name("operation").value(operation());
            shape(json.name("inputShape"), mapShape(geometry.inputChannels(), geometry.input()));
            shape(json.name("outputShape"), mapShape(geometry.outputChannels(), geometry.output()));
            padding(json.name("padding"), geometry.padding());
            if (geometry.transposed()) {
                shape(
                        json.name("outputPadding"),
                        List.of(
                                geometry.outputPadding().height(),
                                geometry.outputPadding().width()));
            }
            if (geometry.groups() > 1) {
                json.name("groups").value(geometry.groups());
            }
            if (result.state().hasBias()) {
                array(json.name("bias"), result.state().bias(), List.of(geometry.outputChannels()));
            }
            array(json.name("output"), result.output(), mapShape(geometry.outputChannels(), geometry.output()));
            matrix(json.name("matrix"), result.matrix().sparse());
            array(
                    json.name("stretchedInput"),
                    result.stretchedValues(),
                    mapShape(geometry.inputChannels(), geometry.stretched()));
            array(json.name("turnedKernel"), result.turnedWeights(), kernelShape());
            json.endObject();
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private static void matrix(JsonWriter json, SparseMatrix matrix) throws IOException {
        json.beginObject();
        shape(json.name("shape"), List.of(matrix.rows(), matrix.columns()));
        json.name("nonZeros").value(matrix.nonZeros());
        json.name("entries").beginArray();
        for (int r = 0; r < matrix.rows(); r++) {
            for (int e = matrix.rowStart(r); e < matrix.rowStart(r + 1); e++) {
                if (matrix.value(e) != 0) {
                    json.beginArray().value(r).value(matrix.column(e));
                    number(json, matrix.value(e));
                    json.endArray();
                }
            }
        }
        json.endArray().endObject();
    }

    private static void padding(JsonWriter json, Sides padding) throws IOException {
        json.beginObject();
        json.name("top").value(padding.top()).name("bottom").value(padding.bottom());
        json.name("left").value(padding.left()).name("right").value(padding.right());
        json.endObject();
    }

    private static void shape(JsonWriter json, List<Integer> shape) throws IOException {
        json.beginArray();
        for (int extent : shape) {
            json.value(extent);
        }
        json.endArray();
    }

    private static void array(JsonWriter json, double[] values, List<Integer> shape) throws IOException {
        array(json, values, shape, 0, 0);
    }

    private static int array(JsonWriter json, double[] values, List<Integer> shape, int depth, int start)
            throws IOException {
        int at = start;
        json.beginArray();
        for (int i = 0; i < shape.get(depth); i++) {
            if (depth == shape.size() - 1) {
                number(json, values[at++]);
            } else {
                at = array(json, values, shape, depth + 1, at);
            }
        }
        json.endArray();
        return at;
    }

    /** Whole numbers without a decimal point; all others with all their digits. */
    private static void number(JsonWriter json, double value) throws IOException {
        if (Numbers.isWhole(value)) {
            json.value((long) value);
        } else {
            json.value(value);
        }
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
