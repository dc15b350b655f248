package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionAxis;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionMatrix;
import io.github.deconvscope.math.SparseMatrix;
import java.util.Arrays;

/**
 * The elements that a {@link Selection} highlights in every pane: for each the index of the weight it is multiplied with, which gives its
 * colour, or {@link #DARK}.
 */
public final class Links {
    /** The element has no part in the selection. */
    public static final int DARK = -1;
    /** The element meets more than one weight (several kernels, one for each channel). */
    public static final int SEVERAL = -2;

    private final Selection selection;
    private final int[] inputs;
    private final int[] outputs;
    private final int[] stretched;
    private final boolean[] weights;

    private Links(Selection selection, int[] inputs, int[] outputs, int[] stretched, boolean[] weights) {
        this.selection = selection;
        this.inputs = inputs;
        this.outputs = outputs;
        this.stretched = stretched;
        this.weights = weights;
    }

    /** Finds the elements that belong to a selection. */
    public static Links of(ConvolutionResult result, Selection selection) {
        ConvolutionGeometry geometry = result.state().geometry();
        int[] inputs = dark(geometry.inputElements());
        int[] outputs = dark(geometry.outputElements());
        int[] stretched = dark(geometry.inputChannels() * geometry.stretched().cells());
        boolean[] weights = new boolean[geometry.weightElements()];
        ConvolutionMatrix matrix = result.matrix();
        SparseMatrix sparse = matrix.sparse();
        for (int row = firstRow(selection); row < lastRow(selection, sparse.rows()); row++) {
            for (int e = sparse.rowStart(row); e < sparse.rowStart(row + 1); e++) {
                int column = sparse.column(e);
                int weight = matrix.weight(e);
                boolean lit =
                        switch (selection.kind()) {
                            case OUTPUT -> true;
                            case INPUT -> column == selection.index();
                            case WEIGHT -> weight == selection.index();
                            case NOTHING -> false;
                        };
                if (lit) {
                    light(inputs, column, weight);
                    light(outputs, row, selection.kind() == Selection.Kind.OUTPUT ? SEVERAL : weight);
                    weights[weight] = true;
                }
            }
        }
        lightSelf(selection, inputs, outputs, weights);
        lightStretched(result, selection, inputs, stretched, weights);
        return new Links(selection, inputs, outputs, stretched, weights);
    }

    private static int firstRow(Selection selection) {
        return selection.kind() == Selection.Kind.OUTPUT ? selection.index() : 0;
    }

    private static int lastRow(Selection selection, int rows) {
        return switch (selection.kind()) {
            case NOTHING -> 0;
            case OUTPUT -> selection.index() + 1;
            default -> rows;
        };
    }

    private static void light(int[] cells, int at, int weight) {
        cells[at] = cells[at] == DARK || cells[at] == weight ? weight : SEVERAL;
    }

    /** The selected element is highlighted even if no product uses it, such as an input that the rounding of the output size leaves out. */
    private static void lightSelf(Selection selection, int[] inputs, int[] outputs, boolean[] weights) {
        switch (selection.kind()) {
            case OUTPUT -> outputs[selection.index()] = SEVERAL;
            case INPUT -> inputs[selection.index()] = SEVERAL;
            case WEIGHT -> weights[selection.index()] = true;
            default -> {}
        }
    }

    private static void lightStretched(
            ConvolutionResult result, Selection selection, int[] inputs, int[] stretched, boolean[] weights) {
        ConvolutionGeometry geometry = result.state().geometry();
        int width = geometry.stretched().width();
        int cells = geometry.stretched().cells();
        if (selection.kind() == Selection.Kind.OUTPUT) {
            lightWindow(result.state(), selection.index(), stretched, weights);
            return;
        }
        for (int at = 0; at < stretched.length; at++) {
            int source = result.stretched().source(at / cells, at % cells / width, at % width);
            if (source >= 0) {
                stretched[at] = inputs[source];
            }
        }
    }

    /** Zeros under the window are highlighted too, since they are multiplied with a weight. */
    private static void lightWindow(ConvolutionState state, int output, int[] stretched, boolean[] weights) {
        ConvolutionGeometry geometry = state.geometry();
        boolean turn = geometry.transposed() && state.turned();
        ConvolutionAxis vertical = geometry.settings().vertical();
        ConvolutionAxis horizontal = geometry.settings().horizontal();
        int outCells = geometry.output().cells();
        int o = output / outCells;
        int oy = output % outCells / geometry.output().width();
        int ox = output % geometry.output().width();
        for (int i = 0; i < geometry.inputChannels(); i++) {
            for (int ky = 0; ky < vertical.kernel() && geometry.meet(o, i); ky++) {
                for (int kx = 0; kx < horizontal.kernel(); kx++) {
                    int y = oy * vertical.window() + ky * vertical.dilation();
                    int x = ox * horizontal.window() + kx * horizontal.dilation();
                    int weight = turn
                            ? geometry.weightIndex(o, i, vertical.kernel() - 1 - ky, horizontal.kernel() - 1 - kx)
                            : geometry.weightIndex(o, i, ky, kx);
                    stretched[
                            i * geometry.stretched().cells()
                                    + y * geometry.stretched().width()
                                    + x] = weight;
                    weights[weight] = true;
                }
            }
        }
    }

    private static int[] dark(int length) {
        int[] cells = new int[length];
        Arrays.fill(cells, DARK);
        return cells;
    }

    public Selection selection() {
        return selection;
    }

    /** Weight that an input meets, {@link #SEVERAL} or {@link #DARK}. */
    public int input(int index) {
        return inputs[index];
    }

    /** Weight that brings the selection to an output, {@link #SEVERAL} or {@link #DARK}. */
    public int output(int index) {
        return outputs[index];
    }

    /** Weight that an element of the stretched input meets, zeros included, {@link #SEVERAL} or {@link #DARK}. */
    public int stretched(int index) {
        return stretched[index];
    }

    /** Whether a weight has a part in the selection. */
    public boolean weight(int index) {
        return weights[index];
    }

    /** Whether anything is selected. */
    public boolean any() {
        return selection.kind() != Selection.Kind.NOTHING;
    }
}
