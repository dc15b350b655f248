package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.chart.PlaneFigure;
import io.github.deconvscope.figure.whitening.PlaneFigureProvider;
import io.github.deconvscope.figure.whitening.PlaneFigures;
import io.github.deconvscope.lab.whitening.PlaneResult;
import io.github.deconvscope.lab.whitening.PlaneState;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.NumberField;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;

/**
 * Whitening in two dimensions: points that can be dragged, or moved with Shift and the arrow keys, what becomes of them, and gradient descent over both. All is
 * computed at once on the FX thread: the matrices are two by two.
 */
public final class PlanePane extends VBox {
    private static final double NUDGE = 0.1;
    private static final int NOBODY = -1;

    private final ReadOnlyObjectWrapper<PlaneState> state =
            new ReadOnlyObjectWrapper<>(this, "state", PlaneState.START);
    private final FigurePanel before = panel("cloudBeforePanel");
    private final FigurePanel after = panel("cloudAfterPanel");
    private final FigurePanel descent = panel("descentBeforePanel");
    private final FigurePanel descentAfter = panel("descentAfterPanel");
    private final GridPane grid = Styled.of(new GridPane(), "pipeline");
    private final Label numbers = Styled.wrapped("", "caption");
    private final ComboBox<WhiteningMethod> method = new ComboBox<>();
    private final NumberField iterations = new NumberField(
            "Iterations",
            0,
            WhiteningState.MAX_ITERATIONS,
            PlaneState.START.iterations(),
            true,
            "Newton-Schulz iterations that made D. The long direction is done first, the short one last. Layers use 5.");
    private final NumberField steps = new NumberField(
            "Steps of gradient descent",
            0,
            PlaneState.MAX_STEPS,
            PlaneState.START.steps(),
            true,
            "Steps that are drawn, each with the best learning rate that stays the same: 2 / (largest + smallest eigenvalue).");
    private final NumberField eps = new NumberField(
            "eps",
            0,
            1,
            PlaneState.START.eps(),
            false,
            "Added to the diagonal of the covariance before it is inverted. 0 whitens completely; more leaves the short direction short. Usual: 1e-5.");
    private int held = NOBODY;

    public PlanePane() {
        getStyleClass().add("plane");
        grid.add(before, 0, 0);
        grid.add(after, 1, 0);
        grid.add(descent, 0, 1);
        grid.add(descentAfter, 1, 1);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        RowConstraints same = new RowConstraints();
        same.setPercentHeight(50);
        grid.getColumnConstraints().setAll(Collections.nCopies(2, half));
        grid.getRowConstraints().setAll(Collections.nCopies(2, same));
        VBox.setVgrow(grid, Priority.ALWAYS);
        numbers.setId("planeNumbers");
        getChildren().addAll(numbers, grid);
        drag(before.view());
        state.subscribe(now -> show());
    }

    private static FigurePanel panel(String id) {
        FigurePanel panel = new FigurePanel();
        panel.setId(id);
        panel.setMinWidth(0);
        return panel;
    }

    /** The settings, for the column at the left. */
    List<Node> controls() {
        method.getItems().setAll(WhiteningMethod.values());
        method.setConverter(new Titles<>(WhiteningMethod::label));
        Tip.name(
                method,
                "planeMethod",
                "How the points are whitened",
                "PCA turns the ellipse onto the axes and scales it; ZCA scales along the ellipse's own axes and moves points least; Cholesky keeps the first"
                        + " feature's direction; Newton-Schulz comes to ZCA step by step. Usual: Newton-Schulz, as in the layers.");
        method.valueProperty().subscribe((old, chosen) -> {
            if (chosen != null) {
                change(now -> now.withMethod(chosen));
            }
        });
        iterations.setId("planeIterations");
        steps.setId("planeSteps");
        eps.setId("planeEps");
        iterations.valueProperty().subscribe((old, value) -> change(now -> now.withIterations(iterations.getInt())));
        steps.valueProperty().subscribe((old, value) -> change(now -> now.withSteps(steps.getInt())));
        eps.valueProperty().subscribe((old, value) -> change(now -> now.withEps(value.doubleValue())));
        Button again = Buttons.of(
                "planeReset", "Points as at first", () -> change(now -> now.withPoints(PlaneState.START.points())));
        again.setMaxWidth(Double.MAX_VALUE);
        Tip.setText(again, "Put every point back to where it was when the page was opened");
        Label title = Styled.label("Whitening", "panel-title");
        Label help = Styled.wrapped(
                "Drag a point at the left above; or point at it with the arrow keys, and move it with Shift and an arrow key.",
                "caption");
        follow(state.get());
        return List.of(title, method, iterations, eps, steps, again, help);
    }

    private void follow(PlaneState now) {
        method.setValue(now.method());
        iterations.setValue(now.iterations());
        iterations.setDisable(now.method() != WhiteningMethod.NEWTON_SCHULZ);
        steps.setValue(now.steps());
        eps.setValue(now.eps());
    }

    ReadOnlyObjectProperty<PlaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    void set(PlaneState next) {
        state.set(next);
    }

    private void change(UnaryOperator<PlaneState> how) {
        state.set(how.apply(state.get()));
    }

    private void show() {
        PlaneResult result = PlaneResult.of(state.get());
        boolean white = result.whitening().isPresent();
        follow(state.get());
        FigureBoard.set(before, PlaneFigures.cloud(result, false));
        FigureBoard.set(after, white ? PlaneFigures.cloud(result, true) : null);
        FigureBoard.set(descent, white ? PlaneFigures.descent(result, false) : null);
        FigureBoard.set(descentAfter, white ? PlaneFigures.descent(result, true) : null);
        numbers.setText(white ? words(result) : result.problem());
    }

    private static String words(PlaneResult result) {
        return "Condition number " + Numbers.shown(result.condition(false)) + " \u2192 "
                + Numbers.shown(result.condition(true))
                + ". Steps of gradient descent to a thousandth of the loss: " + steps(result.stepsNeeded(false))
                + " \u2192 " + steps(result.stepsNeeded(true)) + ".";
    }

    private static String steps(int needed) {
        return needed > PlaneResult.MOST_STEPS ? "more than " + PlaneResult.MOST_STEPS : Integer.toString(needed);
    }

    private void drag(FigureView view) {
        view.addEventHandler(
                MouseEvent.MOUSE_PRESSED, e -> held = pointed(view.hitProperty().get()));
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> {
            if (held != NOBODY && view.getFigure() instanceof PlaneFigure figure) {
                double[] at = figure.placeAt(e.getX(), e.getY(), view.getWidth(), view.getHeight(), view.style());
                move(at[0], at[1]);
            }
        });
        view.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private static int pointed(FigureHit hit) {
        return hit != null && hit.part().equals(PlaneFigures.POINT) ? hit.row() : NOBODY;
    }

    /** Shift and an arrow key move the point under the cursor, and go on moving it when it has left the cursor behind. */
    private void key(KeyEvent event) {
        if (!event.isShiftDown()) {
            held = event.getCode() == KeyCode.SHIFT ? held : NOBODY;
            return;
        }
        double right = event.getCode() == KeyCode.RIGHT ? NUDGE : event.getCode() == KeyCode.LEFT ? -NUDGE : 0;
        double up = event.getCode() == KeyCode.UP ? NUDGE : event.getCode() == KeyCode.DOWN ? -NUDGE : 0;
        if (held == NOBODY) {
            held = pointed(before.view().hitProperty().get());
        }
        if (held != NOBODY && (right != 0 || up != 0)) {
            double[] points = state.get().points();
            move(points[2 * held] + right, points[2 * held + 1] + up);
            event.consume();
        }
    }

    /** Places are rounded to hundredths: what a person drags needs no more digits in a saved state. */
    private void move(double x, double y) {
        int point = held;
        change(now -> now.withPoint(point, Math.rint(x * 100) / 100, Math.rint(y * 100) / 100));
    }

    /** What can be exported. */
    List<NamedFigure> figures() {
        List<NamedFigure> all = new ArrayList<>();
        add(all, "whitening-cloud", "before", before);
        add(all, "whitening-cloud", "after", after);
        add(all, "whitening-descent", "before", descent);
        add(all, "whitening-descent", "after", descentAfter);
        return all;
    }

    private void add(List<NamedFigure> all, String id, String side, FigurePanel panel) {
        if (panel.view().getFigure() != null) {
            all.add(new NamedFigure(
                    id,
                    PlaneFigureProvider.parameters(state.get(), side),
                    panel.view().getFigure()));
        }
    }
}
