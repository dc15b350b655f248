package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.chart.PlaneFigure;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.lab.whitening.PlaneResult;
import io.github.deconvscope.lab.whitening.PlaneState;
import io.github.deconvscope.math.QuadraticDescent;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.math.Whiteness;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.run.config.WhiteningRules;
import java.util.ArrayList;
import java.util.List;

/** Figures of a cloud of points before and after whitening, and of gradient descent over it. */
public final class PlaneFigures {
    /** What a point of the cloud is called in hits. */
    public static final String POINT = "point";

    private static final String STEP = "step";
    /** Contours are drawn where the loss is that at the start, a quarter of it, and so on. */
    private static final int CONTOURS = 5;

    private static final double PANEL_HEIGHT = 340;

    private PlaneFigures() {}

    /**
     * The points with the ellipse of one and of two standard deviations.
     *
     * @param after whether they are whitened
     */
    public static PlaneFigure cloud(PlaneResult result, boolean after) {
        double[] covariance = after ? result.covarianceAfter() : result.covariance();
        double[] center = after ? new double[2] : result.mean();
        SymmetricEigen eigen = SymmetricEigen.of(covariance, 2);
        double[] root = eigen.compose(new double[] {Math.sqrt(eigen.values()[0]), Math.sqrt(eigen.values()[1])});
        List<PlaneFigure.Mark> marks = new ArrayList<>();
        marks.add(new PlaneFigure.Oval(center, root, SeriesKey.EXTRA_1));
        marks.add(new PlaneFigure.Oval(center, times(2, root), SeriesKey.REFERENCE));
        double[] points = after ? result.whitened() : result.state().points();
        marks.add(new PlaneFigure.Dots(POINT, points, colors(result.state())));
        String caption = "Covariance "
                + matrix(covariance)
                + (after ? ", " + WhiteningRules.RESIDUAL + " " + Numbers.shown(residual(covariance)) : "")
                + "; lines at one and two standard deviations.";
        String title = after ? "Points after " + words(result.state()) : "Points";
        return new PlaneFigure(
                title,
                caption,
                title + ", " + result.state().count() + " of them. " + caption,
                Axis.linear(after ? "first output" : "first feature", ""),
                Axis.linear(after ? "second output" : "second feature", ""),
                new double[2],
                PlaneState.REACH,
                marks);
    }

    /** What a whitening method is called on this page. */
    private static String words(PlaneState state) {
        return state.method() == WhiteningMethod.NEWTON_SCHULZ
                ? PlainWords.count(state.iterations(), "Newton-Schulz iteration")
                : state.method().label();
    }

    private static double residual(double[] covariance) {
        return Whiteness.distanceFromIdentity(covariance, 2);
    }

    private static String matrix(double[] m) {
        return "[" + Numbers.shown(m[0]) + " " + Numbers.shown(m[1]) + "; " + Numbers.shown(m[2]) + " "
                + Numbers.shown(m[3]) + "]";
    }

    /** A point keeps the colour of its first feature, so that one sees where it goes. */
    private static double[] colors(PlaneState state) {
        double[] colors = new double[state.count()];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = (state.points()[2 * i] / PlaneState.REACH + 1) / 2;
        }
        return colors;
    }

    private static double[] times(double factor, double[] values) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /**
     * Contours of the least-squares loss and the path of gradient descent with the best fixed rate.
     *
     * @param after whether the points are whitened
     */
    public static PlaneFigure descent(PlaneResult result, boolean after) {
        QuadraticDescent descent = after ? result.descentAfter() : result.descent();
        SymmetricEigen eigen = SymmetricEigen.of(descent.hessian(), 2);
        double[] shape =
                eigen.compose(new double[] {1 / Math.sqrt(eigen.values()[0]), 1 / Math.sqrt(eigen.values()[1])});
        double loss = descent.loss(descent.start());
        List<PlaneFigure.Mark> marks = new ArrayList<>();
        for (int i = 0; i < CONTOURS; i++) {
            marks.add(new PlaneFigure.Oval(
                    descent.minimum(), times(Math.sqrt(2 * loss / Math.pow(4, i)), shape), SeriesKey.REFERENCE));
        }
        double[][] path = descent.path(result.state().steps());
        marks.add(new PlaneFigure.Path(STEP, path, SeriesKey.DECONVOLUTION));
        marks.add(new PlaneFigure.Place("minimum", descent.minimum()));
        int needed = result.stepsNeeded(after);
        String caption = "Condition number " + Numbers.shown(result.condition(after)) + ": a step leaves "
                + Numbers.shown(descent.contraction())
                + " of the distance, and the loss is a thousandth after "
                + (needed > PlaneResult.MOST_STEPS
                        ? "more than " + PlaneResult.MOST_STEPS + " steps."
                        : PlainWords.count(needed, "step") + ".");
        String title = after ? "Descent after " + words(result.state()) : "Gradient descent";
        return new PlaneFigure(
                title,
                caption,
                title + ", " + PlainWords.count(result.state().steps(), "step")
                        + " of it, over contours of the loss, each a quarter of the one around it. " + caption,
                Axis.linear("first weight", ""),
                Axis.linear("second weight", ""),
                descent.minimum(),
                reach(path, descent.minimum()),
                marks);
    }

    /** Room around the minimum for the path, in quarters of a unit, so that the picture rests while points are dragged a little. */
    private static double reach(double[][] path, double[] minimum) {
        double furthest = 0;
        for (double[] at : path) {
            furthest = Math.max(furthest, Math.max(Math.abs(at[0] - minimum[0]), Math.abs(at[1] - minimum[1])));
        }
        return Math.max(1, Math.ceil(furthest * 1.2 * 4) / 4);
    }

    /** Before and after side by side. */
    public static Figure pair(String title, PlaneFigure before, PlaneFigure after) {
        List<List<Object>> rows = new ArrayList<>();
        for (PlaneFigure side : List.of(before, after)) {
            DataTable table = side.table();
            for (int row = 0; row < table.rowCount(); row++) {
                rows.add(List.of(
                        side == before ? "before" : "after",
                        table.value(row, 0),
                        table.value(row, 1),
                        table.value(row, 2),
                        table.value(row, 3)));
            }
        }
        return new PanelsFigure(
                title,
                "Before: " + before.caption() + " After: " + after.caption(),
                before.altText() + " " + after.altText(),
                List.of(before, after),
                2,
                PANEL_HEIGHT,
                DataTable.of(List.of("side", "part", "number", "x", "y"), rows));
    }
}
