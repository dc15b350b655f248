package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.whitening.MarkedHeatMap;
import io.github.deconvscope.figure.whitening.WhiteningFigures;
import io.github.deconvscope.ui.live.FigurePanel;
import java.util.List;
import javafx.beans.value.ObservableValue;

/** What is pointed at on one figure lights up on all: the same two features in every matrix and in the patches, the same eigenvector in every curve. */
final class LinkedHover {
    private final FigureBoard board;
    private final ObservableValue<WhiteningView> shown;
    private final Pointed pointed = new Pointed();
    private final List<FigurePanel> matrices;
    private final List<FigurePanel> curves;

    LinkedHover(FigureBoard board, ObservableValue<WhiteningView> shown) {
        this.board = board;
        this.shown = shown;
        matrices = List.of(board.covariance, board.whitening, board.after);
        curves = List.of(board.spectrum, board.gains);
        matrices.forEach(this::follow);
        curves.forEach(this::follow);
        follow(board.patches);
        pointed.onChange(this::light);
    }

    private void follow(FigurePanel panel) {
        panel.view().hitProperty().subscribe(hit -> point(panel, hit));
    }

    /** Something was pointed at on this panel, or on its enlarged figure; {@code null} for nothing. */
    void point(FigurePanel panel, FigureHit hit) {
        if (shown.getValue() == null) {
            return;
        }
        if (matrices.contains(panel)) {
            pointed.cell(hit);
        } else if (curves.contains(panel)) {
            pointed.direction(hit);
        } else if (panel == board.patches) {
            shown.getValue().input().ifPresent(input -> pointed.pixel(hit, input.patches()));
        }
    }

    /** Marks what is pointed at on the figures in view, which may be new ones. */
    void light() {
        WhiteningView view = shown.getValue();
        if (view == null) {
            return;
        }
        for (FigurePanel panel : matrices) {
            if (panel.view().getFigure() instanceof MarkedHeatMap map) {
                panel.view().setFigure(map.marked(pointed.row(), pointed.column()));
            }
        }
        view.input().ifPresent(input -> {
            board.patches.view().setFigure(WhiteningFigures.patches(input, pointed.features()));
            board.image.view().setFigure(WhiteningFigures.image(input, pointed.patch()));
        });
        view.result().ifPresent(result -> {
            board.spectrum.view().setFigure(WhiteningFigures.spectrum(result, view.when(), pointed.eigenvector()));
            board.gains.view().setFigure(WhiteningFigures.gains(result, view.when(), pointed.eigenvector()));
            if (view.input().isPresent()) {
                FigureBoard.set(board.filters, WhiteningFigures.filters(result, pointed.eigenvector()));
            }
        });
    }
}
