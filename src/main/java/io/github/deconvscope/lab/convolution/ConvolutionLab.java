package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.lab.NumberArrayReader;
import io.github.deconvscope.lab.NumberBlock;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Size;
import java.util.Arrays;

/**
 * The model of the convolution page: the current {@link ConvolutionState}, its {@link ConvolutionResult}, and undo and redo. Every command
 * makes a new state and computes its result at once. Not thread-safe: one thread owns a lab.
 */
public final class ConvolutionLab {
    private final History<ConvolutionState> history;
    private ConvolutionResult result;

    /** Starts with a state. */
    public ConvolutionLab(ConvolutionState start) {
        history = new History<>(start);
        result = ConvolutionResult.of(start);
    }

    public ConvolutionState state() {
        return history.present();
    }

    /** What follows from the present state. */
    public ConvolutionResult result() {
        return result;
    }

    /** Makes a state the present one, as one step that can be undone. */
    public void set(ConvolutionState state) {
        history.push(state);
        refresh();
    }

    /**
     * Takes what was typed or pasted into a cell: one number, or a block of them from this cell on. What is typed over the output is from now on
     * the start of the backward pass, C'g.
     *
     * @throws InvalidInputException if it is neither, or the cell is none of a map or kernel
     */
    public void edit(Selection cell, String text) {
        NumberBlock block = NumberBlock.looksLikeOne(text)
                ? NumberBlock.read(text)
                : new NumberBlock(1, 1, new double[] {NumberArrayReader.number("The cell", text)});
        ConvolutionState state = state();
        ConvolutionGeometry g = state.geometry();
        set(
                switch (cell.kind()) {
                    case INPUT ->
                        state.withInput(block.over(
                                state.input(), g.input().height(), g.input().width(), cell.index()));
                    case WEIGHT ->
                        state.withWeights(block.over(
                                state.weights(), g.kernel().height(), g.kernel().width(), cell.index()));
                    case OUTPUT ->
                        state.withEditedOutput(block.over(
                                result.gradient(),
                                g.output().height(),
                                g.output().width(),
                                cell.index()));
                    default -> throw new InvalidInputException("This cell cannot be edited.");
                });
    }

    /**
     * Sets what is added to each output of a channel.
     *
     * @param text one number for each output channel, separated by spaces or commas
     * @throws InvalidInputException if it is not
     */
    public void setBias(String text) {
        String[] words = text.strip().split("[,;\\s]+");
        double[] values = Arrays.stream(words)
                .mapToDouble(word -> NumberArrayReader.number("The bias", word))
                .toArray();
        int channels = state().geometry().outputChannels();
        if (values.length != channels) {
            throw new InvalidInputException("The bias has " + PlainWords.count(values.length, "number") + "; type "
                    + (channels == 1 ? "one" : channels + ", one for each output channel") + ".");
        }
        set(state().withBias(values));
    }

    /**
     * Changes the settings; the numbers stay as far as they fit.
     *
     * @throws IllegalArgumentException if they are not legal; the state stays
     */
    public void setSettings(ConvolutionSettings settings) {
        set(state().withSettings(settings));
    }

    /**
     * Turns the operation into its transpose, or back: the maps swap sizes and the output becomes the input, so that the weights and the
     * matrix stay the same but for the transposition. The transpose has no bias.
     */
    public void swapDirection() {
        ConvolutionSettings old = state().settings();
        ConvolutionSettings turned = old.withTransposed(!old.transposed())
                .withChannels(old.outputChannels(), old.inputChannels())
                .withInput(state().geometry().output())
                .withOutputPadding(Size.square(0));
        // Output padding restores the elements lost when the output size was rounded down, so that the transpose has
        // the original size.
        ConvolutionSettings next = turned.transposed() ? turned.withOutputSize(old.input()) : turned;
        set(ConvolutionState.of(next, result.gradient(), state().weights()));
    }

    /**
     * The size that a map of the present input has after {@link #swapDirection} and the operation that follows: its own, but where output
     * padding is as large as the stride. The windows of the operation back then reach into those rows, and there are more of them.
     */
    public static Size sizeSentBack(ConvolutionGeometry there) {
        ConvolutionSettings s = there.settings();
        return s.transposed()
                ? new Size(
                        there.input().height()
                                + s.outputPadding().height() / s.stride().height(),
                        there.input().width()
                                + s.outputPadding().width() / s.stride().width())
                : there.input();
    }

    /** What {@link #swapDirection} does with sizes and numbers, for a person. */
    public static String sendingBack(ConvolutionGeometry there) {
        Size back = sizeSentBack(there);
        String sizes = back.equals(there.input())
                ? "The sizes come back; the numbers do not, for the transpose is no inverse."
                : "Neither sizes nor numbers come back: the output padding is as large as the stride, so that "
                        + there.input() + " comes back as " + back + ".";
        return "The output becomes the input of the transposed operation. " + sizes;
    }

    public boolean canUndo() {
        return history.canUndo();
    }

    public boolean canRedo() {
        return history.canRedo();
    }

    public void undo() {
        history.undo();
        refresh();
    }

    public void redo() {
        history.redo();
        refresh();
    }

    private void refresh() {
        if (result.state() != history.present()) {
            result = result.next(history.present());
        }
    }
}
