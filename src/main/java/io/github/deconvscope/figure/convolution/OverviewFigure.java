package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigurePage;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** All panes of one operation in one figure: input, kernel and output above, the formula below them, the matrix at the bottom. */
public final class OverviewFigure implements Figure {
    /** Type of a file in which all is as small as it gets. */
    private static final double LEGIBLE = 11;

    private static final double GAP = 14;
    /** Scale of fonts: five panes share one figure. */
    private static final double TYPE = 0.75;

    private final ConvolutionFigures figures;
    private final FormulaFigure formula;
    /** Whose lines need room: its own, or those of all positions. */
    private final List<FormulaFigure> formulas;

    private final List<Figure> panes;

    /**
     * @param figures the operation and the selection
     * @param rank of the matrix in words; may be empty
     */
    public OverviewFigure(ConvolutionFigures figures, String rank) {
        this.figures = figures;
        formula = figures.formula();
        panes = List.of(
                figures.input(1),
                figures.kernel(figures.turns() ? 1 : 0),
                figures.output(),
                formula,
                figures.matrix(rank));
        formulas = List.of(formula);
    }

    private OverviewFigure(ConvolutionFigures figures, List<Figure> panes, List<FormulaFigure> formulas) {
        this.figures = figures;
        this.panes = panes;
        this.formulas = formulas;
        formula = (FormulaFigure) panes.get(3);
    }

    @Override
    public String title() {
        return figures.result().state().geometry().transposed() ? "Transposed convolution" : "Convolution";
    }

    @Override
    public String caption() {
        return panes.get(4).title() + ", " + panes.get(4).caption() + ".";
    }

    @Override
    public String altText() {
        StringBuilder text = new StringBuilder();
        for (Figure pane : panes) {
            text.append(text.length() == 0 ? "" : " ").append(pane.altText());
        }
        return text.toString();
    }

    /** The panes themselves, of every preset; not of the backward pass, nor of stamps, nor of more numbers than the window shows. */
    @Override
    public Optional<FigurePage> page() {
        ConvolutionState state = figures.result().state();
        boolean shown = !figures.backward()
                && figures.stamps().isEmpty()
                && state.turned()
                && ConvolutionParameter.problem(state.settings()).isEmpty();
        return shown ? Optional.of(ConvolutionWebPage.of(state, figures.links().selection())) : Optional.empty();
    }

    /** The formula of each position takes as much room as the longest one. */
    @Override
    public Figure alongside(List<? extends Figure> frames) {
        return new OverviewFigure(
                figures,
                panes,
                frames.stream().map(frame -> ((OverviewFigure) frame).formula).toList());
    }

    /** High enough for the whole formula. */
    @Override
    public double preferredHeight(double width) {
        return 0.68 * width
                + 2 * GAP
                + lines(width, FigureStyle.of(FigureTheme.LIGHT).withSmallest(LEGIBLE));
    }

    private double lines(double width, FigureStyle style) {
        return formulas.stream()
                .mapToDouble(each -> each.heightFor(width, small(style)))
                .max()
                .orElseThrow();
    }

    /** Places of the panes, in their order. */
    private Rectangle2D[] places(double width, double height, FigureStyle style) {
        double lines = Math.min(height / 3, lines(width, style));
        double maps = (height - lines - 2 * GAP) * 0.55;
        double matrix = height - lines - maps - 2 * GAP;
        double side = (width - 2 * GAP) * 0.4;
        double kernel = width - 2 * GAP - 2 * side;
        return new Rectangle2D[] {
            new Rectangle2D.Double(0, 0, side, maps),
            new Rectangle2D.Double(side + GAP, 0, kernel, maps),
            new Rectangle2D.Double(side + kernel + 2 * GAP, 0, side, maps),
            new Rectangle2D.Double(0, maps + GAP, width, lines),
            new Rectangle2D.Double(0, maps + lines + 2 * GAP, width, matrix)
        };
    }

    private static FigureStyle small(FigureStyle style) {
        return FigureStyle.of(style.theme())
                .with(style.look())
                .scaled(style.fontScale() * TYPE, style.lineScale())
                .withSmallest(style.smallest());
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Rectangle2D[] places = places(width, height, style);
        for (int i = 0; i < places.length; i++) {
            Graphics2D part = (Graphics2D) g.create();
            part.translate(places[i].getX(), places[i].getY());
            panes.get(i).paint(part, places[i].getWidth(), places[i].getHeight(), small(style));
            part.dispose();
        }
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Rectangle2D[] places = places(width, height, style);
        for (int i = 0; i < places.length; i++) {
            if (places[i].contains(x, y)) {
                return panes.get(i)
                        .hit(
                                x - places[i].getX(),
                                y - places[i].getY(),
                                places[i].getWidth(),
                                places[i].getHeight(),
                                small(style));
            }
        }
        return Optional.empty();
    }

    /** The entries of the matrix. */
    @Override
    public DataTable table() {
        return panes.get(4).table();
    }
}
