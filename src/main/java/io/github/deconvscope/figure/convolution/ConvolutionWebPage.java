package io.github.deconvscope.figure.convolution;

import com.google.gson.Gson;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.figure.FigurePage;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The linked panes as a web page, which computes every preset, and what a reader changes in it, by itself. */
final class ConvolutionWebPage {
    /**
     * An operation as the page reads it.
     *
     * @param channels in and out
     * @param input rows and columns of a map; kernel, stride, dilation and output padding alike
     * @param padding above, below, left and right
     * @param groups how many, alone
     * @param x the input, flat
     * @param w the kernel, flat, in the layout of the operation; of one with groups also the kernels that cross, as zeros
     * @param bias one number an output channel
     * @param light the colour of each weight on a light ground
     * @param dark that on a dark one
     */
    private record Operation(
            String id,
            String title,
            String explanation,
            boolean transposed,
            int[] channels,
            int[] input,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation,
            int[] outputPadding,
            int[] groups,
            double[] x,
            double[] w,
            double[] bias,
            String[] light,
            String[] dark) {}

    private record Data(int start, String select, int position, List<Operation> presets) {}

    private ConvolutionWebPage() {}

    /** The page of all presets, at one of them or at an operation of one's own, which then stands above them. */
    static FigurePage of(ConvolutionState state, Selection selection) {
        Optional<ConvolutionPreset> shown = ConvolutionPreset.matching(state);
        List<Operation> operations = new ArrayList<>();
        if (shown.isEmpty()) {
            operations.add(operation("own", "This operation", "", state));
        }
        for (ConvolutionPreset preset : ConvolutionPreset.values()) {
            operations.add(operation(Choice.word(preset), preset.title(), preset.explanation(), preset.state()));
        }
        Selection first = selection.kind() == Selection.Kind.NOTHING ? Selection.output(0) : selection;
        Data data = new Data(
                shown.map(ConvolutionPreset::ordinal).orElse(0), Choice.word(first.kind()), first.index(), operations);
        return new FigurePage("convolution", new Gson().toJson(data));
    }

    private static Operation operation(String id, String title, String explanation, ConvolutionState given) {
        ConvolutionState state = given.withoutGroups();
        ConvolutionGeometry g = state.geometry();
        Sides padding = g.padding();
        return new Operation(
                id,
                title,
                explanation,
                g.transposed(),
                new int[] {g.inputChannels(), g.outputChannels()},
                pair(g.input()),
                pair(g.kernel()),
                pair(g.settings().stride()),
                new int[] {padding.top(), padding.bottom(), padding.left(), padding.right()},
                pair(g.settings().dilation()),
                pair(g.outputPadding()),
                new int[] {given.geometry().groups()},
                state.input(),
                state.weights(),
                state.bias(),
                colors(g, FigureTheme.LIGHT),
                colors(g, FigureTheme.DARK));
    }

    private static int[] pair(Size size) {
        return new int[] {size.height(), size.width()};
    }

    private static String[] colors(ConvolutionGeometry g, FigureTheme theme) {
        WeightColors colors = WeightColors.of(g, theme);
        return IntStream.range(0, g.weightElements())
                .mapToObj(weight -> hex(colors.get(weight)))
                .toArray(String[]::new);
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }
}
