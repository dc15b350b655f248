package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.convolution.ConvolutionFigures;
import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.convolution.ConvolutionLab;
import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.Filling;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.lab.convolution.Stamps;
import io.github.deconvscope.lab.convolution.Timeline;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What the convolution page shows and can do, without a scene. One operation, one selection, one timeline; every command leaves a legal state behind.
 * For the FX thread only (in tests: for one thread).
 */
public final class ConvolutionModel {
    private final ConvolutionLab lab = new ConvolutionLab(ConvolutionPreset.EXAMPLE_1.state());
    private final ConvolutionChecks checks;
    private final ReadOnlyObjectWrapper<ConvolutionResult> result =
            new ReadOnlyObjectWrapper<>(this, "result", lab.result());
    private final ReadOnlyObjectWrapper<ConvolutionFigures> figures = new ReadOnlyObjectWrapper<>(this, "figures");
    private final ReadOnlyObjectWrapper<Timeline> timeline = new ReadOnlyObjectWrapper<>(this, "timeline");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private final ReadOnlyBooleanWrapper backward = new ReadOnlyBooleanWrapper(this, "backward", false);
    private final ReadOnlyBooleanWrapper kernelGradient = new ReadOnlyBooleanWrapper(this, "kernelGradient", false);
    private final ReadOnlyBooleanWrapper stamping = new ReadOnlyBooleanWrapper(this, "stamping", false);
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo", false);
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(this, "canRedo", false);
    private Selection hovered = Selection.NOTHING;
    private Selection pinned = Selection.NOTHING;
    private long seed = 1;

    /**
     * @param framework checks the numbers
     * @param background counts ranks, which takes up to two seconds; better not before a person rests
     * @param here runs things on the thread that owns this model
     */
    public ConvolutionModel(Framework framework, Executor background, Executor here) {
        checks = new ConvolutionChecks(framework, background, here);
        timeline.set(Timeline.of(lab.state().geometry().outputElements()));
        changed();
    }

    /** What was computed last. */
    public ReadOnlyObjectProperty<ConvolutionResult> resultProperty() {
        return result.getReadOnlyProperty();
    }

    public ConvolutionResult getResult() {
        return result.get();
    }

    /** The linked figures of the result and the selection. */
    public ReadOnlyObjectProperty<ConvolutionFigures> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Timeline> timelineProperty() {
        return timeline.getReadOnlyProperty();
    }

    public Timeline getTimeline() {
        return timeline.get();
    }

    /** The comparison with the framework. */
    public ReadOnlyObjectProperty<CheckStatus> checkProperty() {
        return checks.checkProperty();
    }

    /** Rank of the matrix in words; says so while it is not known yet. */
    public ReadOnlyStringProperty rankProperty() {
        return checks.rankProperty();
    }

    /** Why the last change of the operation was refused; empty if it was not. Cells and sliders tell their own reasons. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** Whether a backward pass is shown. */
    public ReadOnlyBooleanProperty backwardProperty() {
        return backward.getReadOnlyProperty();
    }

    /** Which backward pass is shown, if one is: to the kernel, or C'g to the input. */
    public ReadOnlyBooleanProperty kernelGradientProperty() {
        return kernelGradient.getReadOnlyProperty();
    }

    /** Whether a transposed convolution is played as stamps that add up, one position an input. */
    public ReadOnlyBooleanProperty stampingProperty() {
        return stamping.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /** What all panes light: the pinned element, else the one under the pointer, else the place on the timeline. */
    public Selection selection() {
        if (pinned.kind() != Selection.Kind.NOTHING) {
            return pinned;
        }
        return hovered.kind() != Selection.Kind.NOTHING
                ? hovered
                : new Selection(played(), getTimeline().position());
    }

    /** What the positions of the timeline are. */
    private Selection.Kind played() {
        return stamping.get() ? Selection.Kind.INPUT : Selection.Kind.OUTPUT;
    }

    public boolean isPinned() {
        return pinned.kind() != Selection.Kind.NOTHING;
    }

    /** The pointer is over an element, or over none. */
    public void hover(Selection selection) {
        if (!selection.equals(hovered)) {
            hovered = selection;
            refreshFigures();
        }
    }

    /** Pins an element; the same again, or nothing, takes the pin away. */
    public void pin(Selection selection) {
        pinned = selection.equals(pinned) ? Selection.NOTHING : selection;
        if (pinned.kind() == played()) {
            timeline.set(getTimeline().withPlaying(false).at(pinned.index()));
        }
        refreshFigures();
    }

    /** Moves on the timeline; a pin is taken away, so that the move is seen. */
    public void time(Timeline next) {
        pinned = Selection.NOTHING;
        boolean moved = next.position() != getTimeline().position();
        timeline.set(next);
        if (moved || hovered.kind() == Selection.Kind.NOTHING) {
            refreshFigures();
        }
    }

    /** The time at a position is over. */
    public void tick() {
        timeline.set(getTimeline().tick());
        refreshFigures();
    }

    /** Shows the backward pass, or the operation. A rotation that was forgotten belongs to the operation: the backward pass remembers it. */
    public void setBackward(boolean value) {
        backward.set(value);
        turnBack(value);
    }

    /** Lets the backward pass be that to the kernel, or that to the input. */
    public void setKernelGradient(boolean value) {
        if (value != kernelGradient.get()) {
            kernelGradient.set(value);
            refreshFigures();
        }
    }

    /**
     * Plays a transposed convolution as stamps that add up, from the first input on, or as a window that gathers each output. Stamps use the kernel as it is,
     * and know no rotation that could be forgotten; they are not shown of a convolution or of the backward pass.
     */
    public void setStamping(boolean value) {
        if (value == stamping.get()) {
            return;
        }
        stamping.set(value && lab.state().geometry().transposed() && !backward.get());
        pinned = Selection.NOTHING;
        timeline.set(getTimeline().first());
        turnBack(stamping.get());
    }

    private void turnBack(boolean needed) {
        if (needed && !lab.state().turned()) {
            lab.set(lab.state().withTurned(true));
        }
        changed();
    }

    /** Shows a ready-made operation from its first position on. */
    void choose(ConvolutionPreset preset) {
        setBackward(false);
        setKernelGradient(false);
        setStamping(false);
        set(preset.state());
        time(getTimeline().first());
    }

    /** Makes a state the present one. */
    public void set(ConvolutionState state) {
        take(state.settings(), "This cannot be shown: ", () -> lab.set(state));
    }

    /** Takes settings, if the page can show them; else says why it cannot. */
    private void take(ConvolutionSettings next, String refusal, Runnable taking) {
        String problem = ConvolutionParameter.problem(next);
        if (problem.isEmpty()) {
            taking.run();
            changed();
        } else {
            message.set(refusal + problem + ".");
        }
    }

    /**
     * Sets one or both axes of a setting.
     *
     * @return why it stays as it was; empty if it changed
     */
    public String setParameter(ConvolutionParameter parameter, int value, boolean bothAxes) {
        ConvolutionSettings next = parameter.with(lab.state().settings(), value, bothAxes);
        String why = parameter.reason(lab.state().settings(), value, bothAxes);
        if (!why.isEmpty()) {
            return why;
        }
        lab.setSettings(next);
        changed();
        return "";
    }

    /** Lets the padding come about another way, if the page can show what that gives. */
    public void setPaddingRule(Padding.Rule rule) {
        ConvolutionSettings next = lab.state().settings().withPaddingRule(rule);
        take(
                next,
                "Padding \"" + rule.word() + "\" is not possible with these settings: ",
                () -> lab.setSettings(next));
    }

    /**
     * Sets what is added to each output of a channel.
     *
     * @param text one number for each output channel, separated by spaces or commas
     * @return why it stays as it was; empty if it changed
     */
    public String setBias(String text) {
        try {
            lab.setBias(text);
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
        changed();
        return "";
    }

    /**
     * Sets the size of a transposed convolution's output.
     *
     * @param text height and width, or one number for both; for the width only of a map of height 1
     * @return why it stays as it was; empty if it changed
     */
    public String setOutputSize(String text) {
        ConvolutionSettings old = lab.state().settings();
        boolean flat = old.input().height() == 1 && old.kernel().height() == 1;
        try {
            ConvolutionSettings next = old.withOutputSize(Size.read("The output size", text, flat, 1));
            String problem = ConvolutionParameter.problem(next);
            if (!problem.isEmpty()) {
                return "Output size " + next.output() + " is not possible: " + problem + ".";
            }
            lab.setSettings(next);
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
        changed();
        return "";
    }

    /** Turns a convolution into a transposed one with the same numbers, or back, if these settings allow it. */
    public void setTransposed(boolean transposed) {
        ConvolutionSettings old = lab.state().settings();
        if (transposed == old.transposed()) {
            return;
        }
        ConvolutionSettings next = old.withTransposed(transposed).withOutputPadding(Size.square(0));
        // Without channels the layouts of the weights are the same; with them the numbers follow their pair of
        // channels.
        take(
                next,
                (transposed ? "The transposed convolution" : "The convolution")
                        + " is not possible with these settings: ",
                () -> lab.set(lab.state().withSettings(next).withTurned(true)));
    }

    /** Makes the output the input of the transpose. */
    public void swapDirection() {
        lab.swapDirection();
        changed();
    }

    public void setTurned(boolean turned) {
        lab.set(lab.state().withTurned(turned));
        changed();
    }

    /** Forgets what was typed over the output. */
    public void resetOutput() {
        lab.set(lab.state().withEditedOutput(null));
        changed();
    }

    public void fillInput(Filling filling) {
        ConvolutionGeometry g = lab.state().geometry();
        set(lab.state().withInput(filling.fill(g.inputChannels(), g.input(), seed)));
        seed += filling == Filling.RANDOM ? 1 : 0;
    }

    public void fillKernel(Filling filling) {
        ConvolutionGeometry g = lab.state().geometry();
        set(lab.state().withWeights(filling.fill(g.kernels(), g.kernel(), seed)));
        seed += filling == Filling.RANDOM ? 1 : 0;
    }

    /**
     * Takes what a person typed or pasted into a cell: one number, or a block from this cell on.
     *
     * @return what is wrong with it; empty if it was taken
     */
    public String edit(Selection cell, String text) {
        try {
            lab.edit(cell, text);
        } catch (InvalidInputException e) {
            return e.getMessage() + " The old value stays.";
        }
        changed();
        if (cell.kind() == Selection.Kind.OUTPUT) {
            setBackward(true);
        }
        return "";
    }

    public void undo() {
        lab.undo();
        changed();
    }

    public void redo() {
        lab.redo();
        changed();
    }

    private void changed() {
        ConvolutionGeometry g = lab.state().geometry();
        message.set("");
        if (!lab.state().turned()) {
            backward.set(false);
        }
        pinned = pinned.within(g);
        hovered = hovered.within(g);
        stamping.set(stamping.get() && g.transposed() && lab.state().turned() && !backward.get());
        timeline.set(getTimeline().withLength(stamping.get() ? g.inputElements() : g.outputElements()));
        canUndo.set(lab.canUndo());
        canRedo.set(lab.canRedo());
        if (result.get() != lab.result() || figures.get() == null) {
            boolean sameMatrix = figures.get() != null
                    && result.get().matrix() == lab.result().matrix();
            result.set(lab.result());
            checks.compare(lab.result());
            if (!sameMatrix) {
                checks.countRank(lab.result().matrix());
            }
        }
        refreshFigures();
    }

    private void refreshFigures() {
        Links links = Links.of(lab.result(), selection());
        figures.set(new ConvolutionFigures(
                lab.result(), links, isPinned(), backward.get(), kernelGradient.get(), stamps()));
    }

    private Optional<Stamps> stamps() {
        if (!stamping.get()) {
            return Optional.empty();
        }
        int count = getTimeline().position() + 1;
        Optional<Stamps> before = figures.get().stamps();
        boolean same = figures.get().result().state() == lab.state()
                && before.map(Stamps::count).orElse(0) == count;
        return same ? before : Optional.of(Stamps.of(lab.state(), count));
    }

    /** What a hit in one of the figures points at; empty for zeros of padding and stride. */
    public Optional<Selection> selectionAt(String part, int row, int column) {
        return figures.get().selectionAt(part, row, column);
    }
}
