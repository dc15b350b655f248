package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.whitening.FoldFigures;
import io.github.deconvscope.figure.whitening.MarkedHeatMap;
import io.github.deconvscope.figure.whitening.WhiteningFigures;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.ui.live.FigurePanel;
import java.util.List;
import java.util.Map;
import javafx.beans.value.ObservableValue;

/**
 * Highlights what is pointed at in one figure in all figures: the same two features in every matrix, in the patches and in the kernels, and
 * the same eigenvector in every curve and as itself. Of a layer of a run, the panels of the image hold the first recorded step.
 */
final class LinkedHover {
    private final FigureBoard board;
    private final ObservableValue<WhiteningView> shown;
    private final Pointed pointed = new Pointed();
    private final List<FigurePanel> matrices;
    private final List<FigurePanel> curves;

    LinkedHover(FigureBoard board, ObservableValue<WhiteningView> shown) {
        this.board = board;
        this.shown = shown;
        matrices = List.of(board.covariance, board.whitening, board.after, board.image, board.patches);
        curves = List.of(board.spectrum, board.gains, board.whitened, board.filters);
        matrices.forEach(this::follow);
        curves.forEach(this::follow);
        pointed.onChange(this::light);
    }

    private void follow(FigurePanel panel) {
        panel.view().hitProperty().subscribe(hit -> point(panel, hit));
    }

    /** Something was pointed at on this panel, or on its enlarged figure; {@code null} for nothing. */
    void point(FigurePanel panel, FigureHit hit) {
        Figure figure = panel.view().getFigure();
        if (shown.getValue() == null) {
            return;
        }
        if (panel == board.patches && shown.getValue().input().isPresent()) {
            pointed.pixel(hit, shown.getValue().input().get().patches());
        } else if (matrices.contains(panel) && figure instanceof MarkedHeatMap) {
            pointed.cell(hit);
        } else if (curves.contains(panel) && figure instanceof LineChartFigure) {
            pointed.direction(hit);
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
        int eigenvector = pointed.eigenvector();
        view.input().ifPresent(input -> {
            board.patches.view().setFigure(WhiteningFigures.patches(input, pointed.features()));
            board.image.view().setFigure(WhiteningFigures.image(input, pointed.patch()));
        });
        view.result().ifPresent(result -> {
            board.spectrum.view().setFigure(WhiteningFigures.spectrum(result, view.when(), eigenvector));
            board.gains.view().setFigure(WhiteningFigures.gains(result, view.when(), eigenvector));
            if (view.input().isPresent()) {
                FigureBoard.set(board.filters, WhiteningFigures.filters(result, eigenvector));
            } else {
                lightLayer(view, result);
            }
        });
        view.fold().ifPresent(fold -> {
            board.kernels.view().setFigure(FoldFigures.kernels(fold, false, pointed.features()));
            board.folded.view().setFigure(FoldFigures.kernels(fold, true, pointed.features()));
        });
    }

    /** An eigenvector takes the place of the whitening matrix while it is pointed at. */
    private void lightLayer(WhiteningView view, WhiteningResult result) {
        int eigenvector = pointed.eigenvector();
        Map<String, WhiteningResult> before =
                view.before().map(b -> Map.of(b.when(), b.result())).orElse(Map.of());
        before.forEach((when, earlier) -> {
            board.whitened.view().setFigure(WhiteningFigures.spectrum(earlier, when, eigenvector));
            board.filters.view().setFigure(WhiteningFigures.gains(earlier, when, eigenvector));
        });
        boolean pointedAt = eigenvector >= 0 && eigenvector < result.eigen().dimension();
        FigureBoard.set(
                board.whitening,
                pointedAt
                        ? WhiteningFigures.eigenvector(result, view.when(), eigenvector, before)
                        : view.whitening().orElseThrow().marked(pointed.row(), pointed.column()));
    }
}
