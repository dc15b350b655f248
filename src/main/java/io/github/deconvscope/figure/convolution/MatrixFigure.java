package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ElementName;
import io.github.deconvscope.lab.convolution.Formula;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.SparseMatrix;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sparsity pattern of the convolution matrix with the flattened vectors beside it: y = C x, or dx = C'g for the backward pass. Every
 * entry has the colour of its weight; a place is empty where no weight connects output and input.
 */
public final class MatrixFigure implements Figure {
    final ConvolutionResult result;
    final Links links;
    final boolean backward;
    private final double[] outputs;
    private final String note;

    /**
     * @param shown what was computed and is selected
     * @param note size, non-zeros, rank
     */
    MatrixFigure(ConvolutionFigures shown, String note) {
        result = shown.result();
        links = shown.links();
        backward = shown.backward();
        outputs = shown.outputSoFar();
        this.note = note;
    }

    @Override
    public String title() {
        // The matrix of a transposed convolution is C' already; its backward pass is C again.
        boolean plain = result.state().geometry().transposed() == backward;
        return "Matrix " + (plain ? "C" : "C'") + ": " + letters();
    }

    private String letters() {
        boolean plain = result.state().geometry().transposed() == backward;
        String bias = !backward && result.state().hasBias() ? " + b" : "";
        return (backward ? "dx = " : "y = ") + (plain ? "C" : "C'") + (backward ? " g" : " x") + bias;
    }

    @Override
    public String caption() {
        return note;
    }

    @Override
    public String altText() {
        SparseMatrix m = matrix();
        if (backward) {
            return title() + ", " + note + ". Row r holds the weights that bring the gradients of outputs to input r.";
        }
        return title() + ", " + note + ". Row r holds the weights that output r sums up: "
                + (m.rows() == 0 ? "" : m.rowStart(1) - m.rowStart(0)) + " in the first row.";
    }

    SparseMatrix matrix() {
        return result.matrix().sparse();
    }

    /** Rows of the picture. */
    int rows() {
        return backward ? matrix().columns() : matrix().rows();
    }

    /** Columns of the picture. */
    int columns() {
        return backward ? matrix().rows() : matrix().columns();
    }

    /** The vector that the matrix is multiplied with. */
    double[] from() {
        return backward ? result.gradient() : result.state().input();
    }

    /** The product. */
    double[] to() {
        return backward ? result.inputGradient() : outputs;
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Heading.paint(ink, style, title(), note, width);
            new MatrixPainter(this, ink, layout(width, height, style), style).paint();
        } finally {
            ink.close();
        }
    }

    MatrixLayout layout(double width, double height, FigureStyle style) {
        return new MatrixLayout(rows(), columns(), width, height, style);
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        MatrixLayout layout = layout(width, height, style);
        ConvolutionGeometry g = result.state().geometry();
        if (layout.cells.contains(x, y)) {
            int row = Math.min(rows() - 1, (int) ((y - layout.cells.getY()) / layout.cellHeight));
            int column = Math.min(columns() - 1, (int) ((x - layout.cells.getX()) / layout.cellWidth));
            return Optional.of(matrixHit(g, backward ? column : row, backward ? row : column));
        }
        if (layout.from.contains(x, y)) {
            return Optional.of(vectorHit(g, index(y, layout.from, columns()), backward));
        }
        if (layout.to.contains(x, y)) {
            return Optional.of(vectorHit(g, index(y, layout.to, rows()), !backward));
        }
        return Optional.empty();
    }

    private static int index(double y, Rectangle2D vector, int count) {
        return Math.min(count - 1, (int) ((y - vector.getY()) / vector.getHeight() * count));
    }

    private FigureHit matrixHit(ConvolutionGeometry g, int output, int input) {
        int weight = result.matrix().weightAt(output, input);
        String meets = inputName(g, input) + " and " + outputName(g, output);
        String place = backward ? "row " + input + ", column " + output : "row " + output + ", column " + input;
        String text = weight < 0
                ? place + ": 0, for " + meets + " never meet"
                : place + ": " + ElementName.weight(g, weight) + " = "
                        + Numbers.full(result.state().weights()[weight]) + ", where " + meets + " meet";
        return new FigureHit("matrix", output, input, text);
    }

    private FigureHit vectorHit(ConvolutionGeometry g, int index, boolean output) {
        double value = output
                ? (backward ? result.gradient() : outputs)[index]
                : (backward ? result.inputGradient() : result.state().input())[index];
        String name = output ? outputName(g, index) : inputName(g, index);
        return new FigureHit(output ? "y" : "x", index, 0, name + " = " + Numbers.full(value));
    }

    /** In the backward pass the gradient stands where the element stands. */
    private String inputName(ConvolutionGeometry g, int index) {
        return (backward ? "d" : "") + ElementName.input(g, index);
    }

    private String outputName(ConvolutionGeometry g, int index) {
        return backward ? Formula.gradientName(g, index) : ElementName.output(g, index);
    }

    @Override
    public boolean headsItself() {
        return true;
    }

    /** The entries, one a row: row, column, value, name of the weight. */
    @Override
    public DataTable table() {
        SparseMatrix m = matrix();
        int[] rowOf = new int[m.stored()];
        for (int r = 0; r < m.rows(); r++) {
            Arrays.fill(rowOf, m.rowStart(r), m.rowStart(r + 1), r);
        }
        List<String> columns = backward
                ? List.of("column (output)", "row (input)", "value", "weight")
                : List.of("row (output)", "column (input)", "value", "weight");
        return DataTable.of(columns, rowOf.length, (entry, column) -> switch (column) {
            case 0 -> rowOf[entry];
            case 1 -> m.column(entry);
            case 2 -> m.value(entry);
            default ->
                ElementName.weight(result.state().geometry(), result.matrix().weight(entry));
        });
    }
}
