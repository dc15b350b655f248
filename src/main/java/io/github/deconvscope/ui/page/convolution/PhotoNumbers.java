package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.convolution.ConvolutionFigures;
import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The kernel of the photograph, which can be edited, and the sum behind the pixel that is pointed at: the pixels under the kernel and their products, drawn as
 * those of the page's operation are. Typing into the kernel makes it the person's own.
 */
final class PhotoNumbers {
    /** A larger kernel is not drawn as numbers. */
    private static final int LARGEST = 8;

    private final ConvolutionModel sum = new ConvolutionModel(Framework.NONE, Runnable::run, Platform::runLater);
    private final MapPane kernel = new MapPane();
    private final Label note = Styled.whole("", "caption");
    private final FigureView window = new FigureView();
    private final FigureView formula = new FigureView();
    private final HBox windowRow = new HBox(16, window, formula);
    private final PhotoModel model;
    private int row = -1;
    private int column = -1;
    /** Whether this class sets the numbers itself, so that they are no edit of a person. */
    private boolean following = true;

    /**
     * @param result shows what comes out
     * @param frame is told which window of the photograph is pointed at; empty for none
     */
    PhotoNumbers(PhotoModel model, FigureView result, Consumer<Optional<int[]>> frame) {
        this.model = model;
        kernel.setId("photoKernelMap");
        window.setId("photoWindow");
        formula.setId("photoSum");
        formula.setCaptionAsTooltip();
        windowRow.setId("photoWindowRow");
        HBox.setHgrow(formula, Priority.ALWAYS);
        VBox.setVgrow(windowRow, Priority.ALWAYS);
        VBox.setVgrow(kernel, Priority.ALWAYS);
        kernel.setMaxHeight(260);
        kernel.connect(sum);
        sum.figuresProperty().subscribe(this::show);
        sum.resultProperty().subscribe(now -> edited(now.state().weights()));
        result.hitProperty().subscribe(hit -> {
            point(hit);
            boolean framed = hit != null && windowRow.isVisible();
            frame.accept(framed ? Optional.of(PhotoLab.frame(model.getSettings(), row, column)) : Optional.empty());
        });
        model.settingsProperty().subscribe(now -> refresh());
        model.panelsProperty().subscribe(now -> refresh());
    }

    /** The kernel and what can be done with it. */
    List<Node> kernel() {
        return List.of(kernel, note);
    }

    HBox windowRow() {
        return windowRow;
    }

    private void edited(double[] typed) {
        if (!following && !Arrays.equals(typed, model.getSettings().kernelWeights())) {
            model.set(model.getSettings().withWeights(typed));
        }
    }

    private void point(FigureHit hit) {
        if (hit != null) {
            row = hit.row();
            column = hit.column();
            refresh();
        }
    }

    /** The numbers of the pixel that was pointed at last, or of the middle of the picture. */
    private void refresh() {
        PhotoLab.Settings settings = model.getSettings();
        boolean drawn = settings.side() <= LARGEST;
        boolean convolves = settings.operation() != PhotoLab.Operation.UPSAMPLE;
        Presence.set(kernel, drawn && model.photo().isPresent());
        Presence.set(windowRow, drawn && convolves && model.photo().isPresent());
        note.setText(
                !drawn
                        ? "A kernel of more than " + LARGEST + " rows is not drawn as numbers."
                        : "Double-click a weight to change it: the kernel becomes your own."
                                + (convolves ? " Point at a pixel of the result to see the sum that it is." : "")
                                + (settings.operation() == PhotoLab.Operation.EDGES
                                        ? " This kernel measures the slope across; a second one, turned, the slope down."
                                        : ""));
        if (!drawn || model.photo().isEmpty()) {
            return;
        }
        int lastRow = (model.photo().get().height() - 1) / settings.stride();
        int lastColumn = (model.photo().get().width() - 1) / settings.stride();
        row = row < 0 ? lastRow / 2 : Math.min(row, lastRow);
        column = column < 0 ? lastColumn / 2 : Math.min(column, lastColumn);
        following = true;
        sum.set(PhotoLab.window(model.photo().get(), settings, row, column));
        following = false;
    }

    private void show(ConvolutionFigures figures) {
        kernel.view().setFigure(figures.kernel(0));
        window.setFigure(figures.input(1));
        formula.setFigure(figures.formula());
    }
}
