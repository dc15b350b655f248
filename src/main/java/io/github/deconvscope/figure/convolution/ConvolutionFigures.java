package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.ElementName;
import io.github.deconvscope.lab.convolution.Formula;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.lab.convolution.Stamps;
import io.github.deconvscope.math.ConvolutionAxis;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.math.SparseMatrix;
import io.github.deconvscope.math.StretchedInput.Origin;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Makes the linked figures of one operation and one selection, all from the same {@link ConvolutionResult}.
 *
 * @param result what was computed
 * @param links what is selected
 * @param pinned whether the selection is pinned
 * @param backward whether the backward pass is shown instead of the operation
 * @param kernelGradient which backward pass: to the kernel, the input correlated with g, or to the input, C'g
 * @param stamps how far a transposed convolution has come that is played as stamps which add up; empty while a window gathers each output
 */
public record ConvolutionFigures(
        ConvolutionResult result,
        Links links,
        boolean pinned,
        boolean backward,
        boolean kernelGradient,
        Optional<Stamps> stamps) {
    /** Parts of hits. */
    public static final String STRETCHED = "stretched";

    public static final String INPUT = "input";
    public static final String KERNEL = "kernel";
    public static final String OUTPUT = "output";

    /** As the sliding window gathers it, or backward. */
    public ConvolutionFigures(ConvolutionResult result, Links links, boolean pinned, boolean backward) {
        this(result, links, pinned, backward, false, Optional.empty());
    }

    /** Whether the gradient that arrives at the kernel is shown. */
    boolean toKernel() {
        return backward && kernelGradient;
    }

    private ConvolutionGeometry geometry() {
        return result.state().geometry();
    }

    /**
     * The input as the window meets it, or the gradient that arrives there in the backward pass. On the way to the kernel it is the input that the
     * gradient is correlated with.
     *
     * @param stretch from 0, the bare input, to 1, padded and stretched
     */
    public MapFigure input(double stretch) {
        ConvolutionGeometry g = geometry();
        boolean gradient = backward && !kernelGradient;
        if (gradient || bare()) {
            String note = !gradient
                    ? stamps.isPresent() ? ", each number stamps the kernel" : ""
                    : g.transposed() ? ", dx = C g" : ", dx = C' g";
            return MapFigure.of(INPUT, gradient ? "Gradient dx" : "Input x", g)
                    .values(
                            g.inputChannels(),
                            g.input(),
                            gradient ? result.inputGradient() : result.state().input(),
                            i -> (gradient ? "d" : "") + ElementName.input(g, i))
                    .note(maps(g.inputChannels(), g.input()) + note)
                    .lit(lit(g.inputElements(), links::input))
                    .ring(ring(Selection.Kind.INPUT), pinned)
                    .build();
        }
        Size size = g.stretched();
        MapPlan plan = MapFigure.of(STRETCHED, "Input x", g)
                .values(g.inputChannels(), size, result.stretchedValues(), this::stretchedName)
                .note(inputNote(g))
                .origins(origins())
                .lit(lit(result.stretchedValues().length, links::stretched))
                .ring(stretchedRing(), pinned)
                .reached(new Size(
                        size.height() - g.cutOff().height(),
                        size.width() - g.cutOff().width()))
                .stretch(stretch);
        if (links.selection().kind() == Selection.Kind.OUTPUT) {
            int cell = links.selection().index() % g.output().cells();
            plan.window(
                    cell / g.output().width() * g.settings().vertical().window(),
                    cell % g.output().width() * g.settings().horizontal().window(),
                    g.settings().vertical().span(),
                    g.settings().horizontal().span());
        }
        return plan.build();
    }

    /** Whether the input is shown without the zeros that padding and stride put in: each number then acts on the output with the whole kernel. */
    private boolean bare() {
        return stamps.isPresent() || toKernel() && geometry().transposed();
    }

    private static String inputNote(ConvolutionGeometry g) {
        ConvolutionSettings s = g.settings();
        String text = maps(g.inputChannels(), g.input());
        if (g.transposed() && Math.max(s.stride().height(), s.stride().width()) > 1) {
            text += ", stretched and padded to " + g.stretched();
        } else if (!g.stretched().equals(g.input())) {
            text += ", padded to " + g.stretched();
        }
        String cut = g.cutOff().rowsAndColumns();
        if (!cut.isEmpty()) {
            text += ", " + cut + " cut off";
        }
        String sides = sides(g);
        return text + sides + (sides.isEmpty() || g.transposed() ? legend(g) : "");
    }

    /** The numbers of all sides, where they differ. */
    private static String sides(ConvolutionGeometry g) {
        Sides padding = g.padding();
        boolean told = padding.equalEnds() && !g.settings().padding().rule().computed();
        return told || padding.equals(Sides.NONE) ? "" : (g.transposed() ? "; crops " : "; hatched: ") + padding;
    }

    private static String legend(ConvolutionGeometry g) {
        ConvolutionAxis rows = g.settings().vertical();
        ConvolutionAxis columns = g.settings().horizontal();
        boolean padding =
                Math.max(Math.max(rows.before(), rows.after()), Math.max(columns.before(), columns.after())) > 0;
        boolean inserted = g.settings().vertical().inserted() > 0
                || g.settings().horizontal().inserted() > 0;
        return (padding ? "; hatched: padding" : "") + (inserted ? "; dotted: stride" : "");
    }

    private String stretchedName(int index) {
        int source = sourceOf(index);
        return source < 0 ? "0" : ElementName.input(geometry(), source);
    }

    /** Flat index of the input element at an element of the stretched input, or -1 for a zero. */
    public int sourceOf(int stretchedIndex) {
        int cells = geometry().stretched().cells();
        int width = geometry().stretched().width();
        return result.stretched()
                .source(stretchedIndex / cells, stretchedIndex % cells / width, stretchedIndex % width);
    }

    private int stretchedRing() {
        int input = ring(Selection.Kind.INPUT);
        return input < 0 ? -1 : stretchedIndex(input);
    }

    /** Flat index of an input element in the map that {@link #input} shows, or -1 if it was cropped away. */
    public int shownIndex(int input) {
        return backward && !kernelGradient || bare() ? input : stretchedIndex(input);
    }

    /** Flat index in the stretched input of an input element, or -1 if it was cropped away. */
    private int stretchedIndex(int input) {
        ConvolutionGeometry g = geometry();
        Size size = g.stretched();
        int cell = input % g.input().cells();
        int row = result.stretched().rowOf(cell / g.input().width());
        int column = result.stretched().columnOf(cell % g.input().width());
        if (row < 0 || row >= size.height() || column < 0 || column >= size.width()) {
            return -1;
        }
        return (input / g.input().cells() * size.height() + row) * size.width() + column;
    }

    private Origin[] origins() {
        Size size = geometry().stretched();
        Origin[] origins = new Origin[size.cells()];
        for (int i = 0; i < origins.length; i++) {
            origins[i] = result.stretched().origin(i / size.width(), i % size.width());
        }
        return origins;
    }

    /**
     * The kernel as the window uses it: turned by 180 degrees for a transposed convolution, unless the rotation is forgotten; or the gradient
     * that arrives there in the backward pass.
     *
     * @param turn from 0, as it is, to 1, turned
     */
    public MapFigure kernel(double turn) {
        ConvolutionGeometry g = geometry();
        int pairs = g.kernels();
        boolean turned = turn > 0.5;
        String turnedWords = pairs == 1 ? ", turned by 180\u00b0" : ", turned";
        String state = !g.transposed() || backward
                ? ""
                : turned ? turnedWords : stamps.isPresent() ? ", as it is" : ", not turned";
        String note = pairs == 1
                ? g.kernel().toString()
                : (g.transposed()
                                ? g.inputChannels() + " in x " + g.secondChannels() + " out"
                                : g.outputChannels() + " out x " + g.secondChannels() + " in")
                        + " of " + g.kernel() + (g.groups() == 1 ? "" : ", " + g.groups() + " groups");
        MapPlan plan = toKernel()
                ? MapFigure.of(KERNEL, "Gradient dw", g)
                        .values(pairs, g.kernel(), result.kernelGradient(), i -> "d" + ElementName.weight(g, i))
                        .note(note + (result.state().hasBias() ? biasGradient() : ", x correlated with g"))
                : MapFigure.of(KERNEL, "Kernel w", g)
                        .values(pairs, g.kernel(), result.state().weights(), i -> ElementName.weight(g, i))
                        .note(note + state);
        return plan.columns(g.secondChannels())
                .kernel()
                .lit(lit(g.weightElements(), i -> links.weight(i) ? i : Links.DARK))
                .ring(ring(Selection.Kind.WEIGHT), pinned)
                .turn(turn)
                .build();
    }

    private String bias() {
        return result.state().hasBias() ? ", with bias " + result.state().biasWords() : "";
    }

    private String biasGradient() {
        return ", db = " + ConvolutionState.words(result.biasGradient());
    }

    /** The output, or the gradient that the backward pass starts from. */
    public MapFigure output() {
        ConvolutionGeometry g = geometry();
        boolean typed = result.state().editedOutput().isPresent();
        boolean forgotten = !backward && g.transposed() && !result.state().turned();
        double[] shown = backward ? result.gradient() : forgotten ? result.windowOutput() : outputSoFar();
        String heading = backward ? "Gradient g" : "Output y";
        String note = maps(g.outputChannels(), g.output());
        if (backward) {
            note += typed ? ", typed by hand" : ", here the output itself: type over it";
        } else if (forgotten) {
            note += Arrays.equals(shown, result.output())
                    ? ", right all the same: this kernel looks no different turned"
                    : ", wrong: the kernel is not turned";
        } else if (stamps.isPresent()) {
            note += bias() + ", after " + stamps.get().count() + " of " + PlainWords.count(g.inputElements(), "stamp");
        }
        if (!backward && stamps.isEmpty()) {
            note += bias();
        }
        MapPlan plan = MapFigure.of(OUTPUT, heading, g)
                .values(
                        g.outputChannels(),
                        g.output(),
                        shown,
                        i -> backward ? Formula.gradientName(g, i) : ElementName.output(g, i))
                .note(note)
                .lit(lit(g.outputElements(), links::output))
                .ring(ring(Selection.Kind.OUTPUT), pinned);
        if (stamps.isPresent() && links.selection().kind() == Selection.Kind.INPUT) {
            frameStamp(plan, links.selection().index() % g.input().cells());
        }
        return plan.build();
    }

    /** Whether the window carries the kernel turned by 180 degrees. */
    public boolean turns() {
        return geometry().transposed() && result.state().turned() && !backward && stamps.isEmpty();
    }

    /** The output; while stamps are added, as far as it has come. */
    double[] outputSoFar() {
        return stamps.map(Stamps::output).orElse(result.output());
    }

    /** Frames what a stamp covers of the output: padding crops what lies outside. */
    private void frameStamp(MapPlan plan, int cell) {
        ConvolutionGeometry g = geometry();
        ConvolutionSettings s = g.settings();
        int top = cell / g.input().width() * s.stride().height() - g.padding().top();
        int left = cell % g.input().width() * s.stride().width() - g.padding().left();
        int bottom = Math.min(top + s.vertical().span(), g.output().height());
        int right = Math.min(left + s.horizontal().span(), g.output().width());
        int firstRow = Math.max(0, top);
        int firstColumn = Math.max(0, left);
        if (bottom > firstRow && right > firstColumn) {
            plan.window(firstRow, firstColumn, bottom - firstRow, right - firstColumn);
        }
    }

    /**
     * The matrix with its vectors.
     *
     * @param rank as text, such as {@code rank 4}; may be empty
     */
    public MatrixFigure matrix(String rank) {
        SparseMatrix m = result.matrix().sparse();
        int rows = backward ? m.columns() : m.rows();
        int columns = backward ? m.rows() : m.columns();
        String note = rows + "x" + columns + ", " + m.nonZeros() + " of " + (long) rows * columns + " not zero"
                + (rank.isEmpty() ? "" : ", " + rank);
        return new MatrixFigure(this, note);
    }

    /** The arithmetic of the selection. */
    public FormulaFigure formula() {
        return new FormulaFigure(
                stamps.map(added -> Formula.stamped(result, links.selection(), added))
                        .orElseGet(() -> toKernel()
                                ? Formula.ofKernelGradient(result, links.selection())
                                : Formula.of(result, links.selection(), backward)),
                geometry());
    }

    /** M'M: the identity only if the transpose were the inverse. */
    public static Figure gram(ConvolutionResult result) {
        double[][] gram = result.matrix().sparse().gram();
        double[] flat = new double[gram.length * gram.length];
        double off = 0;
        for (int r = 0; r < gram.length; r++) {
            System.arraycopy(gram[r], 0, flat, r * gram.length, gram.length);
            for (int c = 0; c < gram.length; c++) {
                off = Math.max(off, Math.abs(gram[r][c] - (r == c ? 1 : 0)));
            }
        }
        boolean transposed = result.state().geometry().transposed();
        String name = transposed ? "CC'" : "C'C";
        return HeatMapFigure.of(name, flat, gram.length, gram.length)
                .caption("If the transpose were the inverse, " + name
                        + " would be the identity. Largest difference from it: " + Numbers.shown(off) + ".")
                .map(ColorMap.BLUE_WHITE_ORANGE)
                .valueLabel(name)
                .titles("input", "input")
                .numbers(true)
                .build();
    }

    /** What a hit in one of the figures points at; empty for zeros of padding and stride. */
    public Optional<Selection> selectionAt(String part, int row, int column) {
        ConvolutionGeometry g = geometry();
        return switch (part) {
            case STRETCHED -> {
                int source = sourceOf(row * g.stretched().width() + column);
                yield source < 0 ? Optional.empty() : Optional.of(Selection.input(source));
            }
            case INPUT -> Optional.of(Selection.input(row * g.input().width() + column));
            case KERNEL -> Optional.of(Selection.weight(row * g.kernel().width() + column));
            case OUTPUT -> Optional.of(Selection.output(row * g.output().width() + column));
            case "x" -> Optional.of(Selection.input(row));
            case "y" -> Optional.of(Selection.output(row));
            default -> Optional.empty();
        };
    }

    private int ring(Selection.Kind kind) {
        return links.selection().kind() == kind ? links.selection().index() : -1;
    }

    private int[] lit(int count, IntUnaryOperator code) {
        if (!links.any()) {
            return null;
        }
        int[] codes = new int[count];
        for (int i = 0; i < count; i++) {
            codes[i] = code.applyAsInt(i);
        }
        return codes;
    }

    private static String maps(int count, Size size) {
        return count == 1 ? size.toString() : count + " maps of " + size;
    }
}
