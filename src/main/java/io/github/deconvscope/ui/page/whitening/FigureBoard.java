package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.whitening.FoldFigures;
import io.github.deconvscope.figure.whitening.WhiteningFigureProvider;
import io.github.deconvscope.figure.whitening.WhiteningFigures;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.UsedMatrix;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All figures of the page: two rows from the data to what whitening makes of it, the curves of Newton-Schulz, and the folding. */
public final class FigureBoard extends VBox {
    private static final int COLUMNS = 4;
    /** Narrower than this, four figures side by side cannot be read: there are two. */
    private static final double NARROW = 720;

    /** Every panel and the id of its figure, in reading order. */
    private final Map<FigurePanel, String> panels = new LinkedHashMap<>();

    final FigurePanel image = panel("image");
    final FigurePanel patches = panel("patches");
    final FigurePanel covariance = panel("covariance");
    final FigurePanel spectrum = panel("spectrum");
    final FigurePanel whitening = panel("matrix");
    final FigurePanel after = panel("after");
    final FigurePanel whitened = panel("image-after");
    final FigurePanel filters = panel("filters");
    final FigurePanel residuals = panel("residuals");
    final FigurePanel gains = panel("gains");
    final FigurePanel kernels = panel("kernels");
    final FigurePanel folded = panel("kernels-folded");
    private final FigurePanel foldOutputs = panel("fold-outputs");
    private final FigurePanel foldDifference = panel("fold-difference");

    private final GridPane pipeline = Styled.of(new GridPane(), "pipeline");
    private final HBox charts = row("charts", residuals, gains);
    private final HBox foldRow = row("foldRow", kernels, folded, foldOutputs, foldDifference);
    private final Label foldText = Styled.wrapped("", "caption");
    private final VBox foldBox = foldBox();
    private Consumer<FigurePanel> enlarge = panel -> {};
    private List<FigurePanel> order = List.of();
    private int columns;

    public FigureBoard() {
        getStyleClass().add("figure-rows");
        pipeline.setId("pipeline");
        pipeline.getChildren().addAll(image, patches, covariance, spectrum, whitening, after, whitened, filters);
        order(false, false);
        arrange(COLUMNS);
        getChildren().addAll(pipeline, charts, foldBox);
    }

    /** A panel under the name of its figure; a double click, or Enter, asks for it enlarged. */
    private FigurePanel panel(String id) {
        FigurePanel panel = new FigurePanel();
        panel.setId(id + "Panel");
        panel.getStyleClass().add("panel-" + id);
        panel.setMinWidth(0);
        panel.view().addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getClickCount() == 2) {
                enlarge.accept(panel);
            }
        });
        panel.view().addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER) {
                enlarge.accept(panel);
                e.consume();
            }
        });
        panels.put(panel, "whitening-" + id);
        return panel;
    }

    private static HBox row(String id, FigurePanel... members) {
        WrappingRow row = new WrappingRow(members);
        row.setId(id);
        row.getStyleClass().add("charts");
        for (FigurePanel member : members) {
            HBox.setHgrow(member, Priority.ALWAYS);
        }
        return row;
    }

    private VBox foldBox() {
        Label title = Styled.label("Folded into one plain convolution", "panel-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        foldText.setId("foldText");
        WrappingRow head = Styled.of(new WrappingRow(title, foldText), "fold-head");
        head.setAlignment(Pos.TOP_LEFT);
        VBox box = Styled.of(new VBox(head, foldRow), "fold");
        box.setId("foldBox");
        return box;
    }

    /** @param enlarger is called with a panel that a person wants to see large */
    void onEnlarge(Consumer<FigurePanel> enlarger) {
        enlarge = enlarger;
    }

    /** The pipeline and the charts share the height of the window, down to a size that can be read. */
    void fit(double width, double height) {
        if (width > 0) {
            arrange(width < NARROW ? COLUMNS / 2 : COLUMNS);
        }
        // In half the width the names of the curves take more rows.
        double chart = Math.max(columns < COLUMNS ? 276 : 220, height * 0.38 - 4);
        double row = Math.max(columns < COLUMNS ? 190 : 150, (height - chart) / 2 - getSpacing() - 2);
        panels.keySet().forEach(panel -> panel.setPrefHeight(row));
        residuals.setPrefHeight(chart);
        gains.setPrefHeight(chart);
    }

    void show(WhiteningView view) {
        boolean layer = view.input().isEmpty();
        order(layer, view.before().isPresent());
        set(covariance, view.covariance());
        view.input().ifPresentOrElse(this::showPixels, () -> showBefore(view.before()));
        view.whitening().ifPresent(figure -> set(whitening, figure));
        view.after().ifPresent(figure -> set(after, figure));
        view.whitened().ifPresent(figure -> set(whitened, figure));
        view.result().ifPresent(result -> {
            set(spectrum, WhiteningFigures.spectrum(result, view.when(), -1));
            set(gains, WhiteningFigures.gains(result, view.when(), -1));
            if (!layer) {
                set(filters, WhiteningFigures.filters(result, -1));
            }
        });
        view.fold().ifPresent(this::showFold);
        Presence.set(foldBox, view.fold().isPresent() || view.result().isEmpty() && !layer);
    }

    private void showPixels(WhiteningInput input) {
        set(image, WhiteningFigures.image(input, -1));
        set(patches, WhiteningFigures.patches(input, List.of()));
    }

    /** A layer has no image: the panels of the image show the same layer at its first recorded step. */
    private void showBefore(Optional<WhiteningView.Before> before) {
        set(image, before.map(b -> (Figure) b.covariance()).orElse(null));
        set(patches, before.map(b -> (Figure) b.after()).orElse(null));
        set(
                whitened,
                before.map(b -> WhiteningFigures.spectrum(b.result(), b.when(), -1))
                        .orElse(null));
        set(
                filters,
                before.map(b -> WhiteningFigures.gains(b.result(), b.when(), -1))
                        .orElse(null));
    }

    /** Pixels: from the image to the whitened image. A layer: its first recorded step, if there is one, and then the chosen one. */
    private void order(boolean layer, boolean hasBefore) {
        List<FigurePanel> before = List.of(image, patches, whitened, filters);
        order = layer
                ? List.of(image, patches, whitened, filters, covariance, after, spectrum, whitening)
                : List.of(image, patches, covariance, spectrum, whitening, after, whitened, filters);
        order.forEach(panel -> Presence.set(panel, !layer || hasBefore || !before.contains(panel)));
        place();
    }

    private void arrange(int wanted) {
        if (wanted != columns) {
            columns = wanted;
            ColumnConstraints equal = new ColumnConstraints();
            equal.setPercentWidth(100.0 / columns);
            pipeline.getColumnConstraints().setAll(Collections.nCopies(columns, equal));
            place();
        }
    }

    private void place() {
        for (int i = 0; i < order.size() && columns > 0; i++) {
            GridPane.setConstraints(order.get(i), i % columns, i / columns);
        }
    }

    private void showFold(FoldCheck fold) {
        set(kernels, FoldFigures.kernels(fold, false, List.of()));
        set(folded, FoldFigures.kernels(fold, true, List.of()));
        set(foldOutputs, FoldFigures.outputs(fold));
        set(foldDifference, FoldFigures.difference(fold));
        foldText.setText(FoldText.of(fold));
    }

    /**
     * @param used the D of a layer that is shown; empty if D was computed here
     * @param behind whether lanes are still being computed
     */
    void showTraces(List<NewtonSchulzTrace> traces, WhiteningState state, Optional<UsedMatrix> used, boolean behind) {
        if (!traces.isEmpty()) {
            set(residuals, WhiteningFigures.residuals(traces, state.iterations(), used, behind));
        }
    }

    static void set(FigurePanel panel, Figure figure) {
        panel.setTitle(figure == null ? "" : figure.title());
        panel.view().setFigure(figure);
        Tip.setText(panel.lookup(".panel-title"), figure == null ? "" : figure.caption());
    }

    /**
     * The figures in view, for export.
     *
     * @param drawn the state they show
     * @param before the same layer at its first recorded step, where the panels of the image show it
     */
    List<NamedFigure> figures(WhiteningState drawn, Optional<WhiteningState> before) {
        Map<String, String> now = WhiteningFigureProvider.parameters(drawn);
        List<NamedFigure> shown = new ArrayList<>();
        panels.forEach((panel, id) -> {
            Figure figure = panel.view().getFigure();
            if (figure != null && panel.isVisible() && (panel.getParent() != foldRow || foldBox.isVisible())) {
                FigurePanel same = before.isPresent() ? laterOf(panel) : panel;
                Map<String, String> parameters =
                        same == panel ? now : WhiteningFigureProvider.parameters(before.orElseThrow());
                shown.add(new NamedFigure(panels.get(same), parameters, figure));
            }
        });
        return shown;
    }

    /** Of a panel that shows a layer's first recorded step, the one that shows the same of the chosen step. */
    private FigurePanel laterOf(FigurePanel panel) {
        return Map.of(image, covariance, patches, after, whitened, spectrum, filters, gains)
                .getOrDefault(panel, panel);
    }
}
