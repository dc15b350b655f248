package io.github.deconvscope.figure.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.PaintedWords;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.Formula;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.lab.convolution.Overlap;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.math.RandomConvolutions;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionFiguresTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);
    private static final int W = 360;
    private static final int H = 300;

    static Stream<RandomConvolutions.Case> cases() {
        return RandomConvolutions.cases(40);
    }

    private static ConvolutionFigures figures(ConvolutionState state, Selection selection, boolean backward) {
        ConvolutionResult result = ConvolutionResult.of(state);
        return new ConvolutionFigures(result, Links.of(result, selection), true, backward);
    }

    private static ConvolutionFigures toKernel(ConvolutionState state, Selection selection) {
        ConvolutionResult result = ConvolutionResult.of(state);
        return new ConvolutionFigures(result, Links.of(result, selection), true, true, true, Optional.empty());
    }

    private static BufferedImage paint(Figure figure, FigureTheme theme) {
        BufferedImage image = new BufferedImage(W, H, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        figure.paint(g, W, H, FigureStyle.of(theme));
        g.dispose();
        return image;
    }

    private static List<Figure> all(ConvolutionFigures f) {
        return List.of(
                f.input(1),
                f.input(0.3),
                f.kernel(0),
                f.kernel(0.4),
                f.kernel(1),
                f.output(),
                f.matrix("rank 1"),
                f.formula());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everythingPaintsAndHasWordsAndNumbers(RandomConvolutions.Case c) {
        ConvolutionState state = ConvolutionState.of(c.geometry().settings(), c.input(), c.weights());
        for (boolean backward : new boolean[] {false, true}) {
            for (Selection selection :
                    List.of(Selection.NOTHING, Selection.output(0), Selection.input(0), Selection.weight(0))) {
                List<Figure> figures = new ArrayList<>(all(figures(state, selection, backward)));
                if (backward) {
                    figures.addAll(all(toKernel(state, selection)));
                }
                for (Figure figure : figures) {
                    paint(figure, backward ? FigureTheme.DARK : FigureTheme.LIGHT);
                    assertThat(figure.altText()).isNotBlank();
                    assertThat(figure.title()).isNotBlank();
                    assertThat(figure.table().columns()).isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aHitInTheMiddleOfACellNamesThatCell(RandomConvolutions.Case c) {
        ConvolutionFigures f =
                figures(ConvolutionState.of(c.geometry().settings(), c.input(), c.weights()), Selection.NOTHING, false);
        assertCells(
                f.output(), c.geometry().outputElements(), c.geometry().output().width());
        assertCells(
                f.kernel(0),
                c.geometry().weightElements(),
                c.geometry().kernel().width());
        assertCells(
                f.kernel(1),
                c.geometry().weightElements(),
                c.geometry().kernel().width());
        int stretched = c.geometry().inputChannels() * c.geometry().stretched().cells();
        assertCells(f.input(1), stretched, c.geometry().stretched().width());
    }

    private static void assertCells(MapFigure figure, int count, int width) {
        for (int i = 0; i < count; i++) {
            Rectangle2D cell = figure.cell(i, W, H, STYLE);
            FigureHit hit = figure.hit(cell.getCenterX(), cell.getCenterY(), W, H, STYLE)
                    .orElseThrow();
            assertThat(hit.row() * width + hit.column()).isEqualTo(i);
        }
    }

    @Test
    void inputsKnowTheirPlaceInTheStretchedMapAndBack() {
        ConvolutionFigures f = figures(ConvolutionPreset.EXAMPLE_3.state(), Selection.NOTHING, false);
        assertThat(f.shownIndex(0)).isEqualTo(2 * 7 + 2);
        assertThat(f.shownIndex(3)).isEqualTo(4 * 7 + 4);
        for (int i = 0; i < 4; i++) {
            assertThat(f.sourceOf(f.shownIndex(i))).isEqualTo(i);
        }
        assertThat(f.sourceOf(0)).isEqualTo(-1);
    }

    @Test
    void theMatrixTellsRowsColumnsAndWeights() {
        MatrixFigure m = figures(ConvolutionPreset.EXAMPLE_1.state(), Selection.NOTHING, false)
                .matrix("rank 4");
        assertThat(m.caption()).isEqualTo("4x16, 36 of 64 not zero, rank 4");
        assertThat(m.title()).isEqualTo("Matrix C: y = C x");
        MatrixLayout layout = m.layout(W, H, STYLE);
        FigureHit hit = m.hit(
                        layout.cells.getX() + 4.5 * layout.cellWidth,
                        layout.cells.getY() + 0.5 * layout.cellHeight,
                        W,
                        H,
                        STYLE)
                .orElseThrow();
        assertThat(List.of(hit.row(), hit.column())).containsExactly(0, 4);
        assertThat(hit.text()).contains("w[1,0] = 1", "x[1,0] and y[0,0] meet");
        assertThat(m.table().rowCount()).isEqualTo(36);
        assertThat(figures(ConvolutionPreset.EXAMPLE_3.state(), Selection.NOTHING, true)
                        .matrix("")
                        .title())
                .isEqualTo("Matrix C: dx = C g");
    }

    /** The kernel's gradient, its products and the table say the same numbers. */
    @ParameterizedTest
    @MethodSource("cases")
    void theGradientOfTheKernelIsWrittenOut(RandomConvolutions.Case c) {
        ConvolutionState state = ConvolutionState.of(c.geometry().settings(), c.input(), c.weights());
        int weight = c.weights().length - 1;
        ConvolutionFigures f = toKernel(state, Selection.weight(weight));
        double gradient = f.result().kernelGradient()[weight];
        Formula formula = Formula.ofKernelGradient(f.result(), Selection.weight(weight));
        assertThat(formula.result()).isEqualTo(gradient);
        assertThat(formula.terms().stream().mapToDouble(Formula.Term::product).sum())
                .isCloseTo(gradient, within(1e-9));
        assertThat(formula.text()).startsWith("dw[");
        DataTable table = f.kernel(0).table();
        assertThat(table.value(table.rowCount() - 1, table.columns().indexOf("value")))
                .isEqualTo(gradient);
        assertThat(f.kernel(0).title()).contains("Gradient dw");
        int products = 0;
        for (int row = 0; row < f.result().output().length; row++) {
            products += Formula.ofKernelGradient(f.result(), Selection.output(row))
                    .terms()
                    .size();
        }
        int seen = 0;
        for (int column = 0; column < c.input().length; column++) {
            seen += Formula.ofKernelGradient(f.result(), Selection.input(column))
                    .terms()
                    .size();
        }
        assertThat(products)
                .isEqualTo(seen)
                .isEqualTo(f.result().matrix().sparse().stored());
    }

    /** In the backward pass rows are inputs, and both vectors are gradients. */
    @Test
    void theMatrixOfTheBackwardPassNamesGradients() {
        MatrixFigure m = figures(ConvolutionPreset.EXAMPLE_1.state(), Selection.NOTHING, true)
                .matrix("");
        MatrixLayout layout = m.layout(W, H, STYLE);
        FigureHit hit = m.hit(
                        layout.cells.getX() + 0.5 * layout.cellWidth,
                        layout.cells.getY() + 4.5 * layout.cellHeight,
                        W,
                        H,
                        STYLE)
                .orElseThrow();
        assertThat(hit.text()).startsWith("row 4, column 0").contains("dx[1,0] and g[0,0] meet");
        FigureHit from = m.hit(layout.from.getCenterX(), layout.from.getY() + 1, W, H, STYLE)
                .orElseThrow();
        assertThat(from.text()).startsWith("g[0,0] = ");
        FigureHit to =
                m.hit(layout.to.getCenterX(), layout.to.getY() + 1, W, H, STYLE).orElseThrow();
        assertThat(to.text()).startsWith("dx[0,0] = ");
        assertThat(m.table().columns()).startsWith("column (output)", "row (input)");
        assertThat(m.altText()).doesNotContain("output r sums up");
    }

    /** As wide as beside a lesson in the smallest window. */
    @ParameterizedTest
    @EnumSource(ConvolutionPreset.class)
    void inANarrowWindowTheFormulaHasItsRemarkAndAMapItsNote(ConvolutionPreset preset) {
        ConvolutionState state = preset.state();
        int middle = state.geometry().outputElements() / 2;
        for (Selection at : List.of(Selection.output(0), Selection.output(middle), Selection.input(0))) {
            ConvolutionFigures all = figures(state, at, false);
            assertThat(PaintedWords.of(all.formula(), 380, 76)).noneMatch(word -> word.endsWith("\u2026"));
            assertThat(PaintedWords.of(all.input(1), 124, 200)).noneMatch(word -> word.endsWith("\u2026"));
        }
    }

    @Test
    void zerosOnUnequalSidesAreCountedUnderTheInput() {
        ConvolutionState same = ConvolutionPreset.KERAS_SAME.state();
        assertThat(figures(same, Selection.NOTHING, false).input(1).caption())
                .isEqualTo("6x6, padded to 7x7; hatched: top 0, bottom 1, left 0, right 1");
        assertThat(figures(ConvolutionPreset.KERAS_SAME_BACK.state(), Selection.NOTHING, false)
                        .input(1)
                        .caption())
                .contains("crops top 0, bottom 1, left 0, right 1", "hatched: padding", "dotted: stride");
        assertThat(figures(ConvolutionPreset.BLUR.state(), Selection.NOTHING, false)
                        .input(1)
                        .caption())
                .isEqualTo("7x7, padded to 9x9; hatched: padding");
    }

    @Test
    void aLitCellLooksDifferent() {
        ConvolutionState state = ConvolutionPreset.EXAMPLE_1.state();
        MapFigure quiet = figures(state, Selection.NOTHING, false).input(1);
        MapFigure lit = figures(state, Selection.output(0), false).input(1);
        Rectangle2D cell = quiet.cell(0, W, H, STYLE);
        int x = (int) cell.getX() + 5;
        int y = (int) cell.getY() + 5;
        assertThat(paint(lit, FigureTheme.LIGHT).getRGB(x, y))
                .isNotEqualTo(paint(quiet, FigureTheme.LIGHT).getRGB(x, y));
    }

    @Test
    void weightsHaveColoursOfTheirOwn() {
        ConvolutionState state = ConvolutionPreset.LARGE.state();
        for (FigureTheme theme : FigureTheme.values()) {
            WeightColors colors = WeightColors.of(state.geometry(), theme);
            assertThat(Stream.iterate(0, i -> i + 1)
                            .limit(state.geometry().weightElements())
                            .map(colors::get)
                            .distinct()
                            .count())
                    .isEqualTo(state.geometry().weightElements());
        }
    }

    @Test
    void overlapIsCountedAndTold() {
        Overlap uneven = new Overlap(5, 3, 2);
        assertThat(uneven.counts()).containsExactly(1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1);
        assertThat(uneven.counts2d()).hasSize(121).contains(4);
        assertThat(uneven.sentence()).contains("1 or 2 times", "1 to 4 times");
        assertThat(new Overlap(5, 4, 2).sentence()).contains("No checkerboard");
        assertThat(new Overlap(3, 1, 3).sentence()).contains("0 or 1 times");
        paint(new OverlapFigure(uneven), FigureTheme.LIGHT);
        paint(OverlapFigure.twoDimensional(uneven), FigureTheme.DARK);
        assertThat(new OverlapFigure(uneven).altText()).contains("1 1 2 1 2");
    }

    @Test
    void aNoteThatIsTooLongForOneLineTakesMoreAndTheCellsMakeRoom() {
        MapFigure input = figures(ConvolutionPreset.CHECKERBOARD.state(), Selection.NOTHING, false)
                .input(1);
        double oneLine = input.cell(0, 900, H, STYLE).getY();
        double threeLines = input.cell(0, 150, H, STYLE).getY();
        assertThat(threeLines).isGreaterThan(oneLine + 25);
        assertThat(input.cell(0, 240, H, STYLE).getY()).isStrictlyBetween(oneLine, threeLines);
    }

    @ParameterizedTest
    @ValueSource(doubles = {250, 300, 400, 900})
    void theWindowIsAsLargeAsTheKernelWhereTheInputHasRoom(double height) {
        ConvolutionFigures f = figures(ConvolutionPreset.EXAMPLE_1.state(), Selection.NOTHING, false);
        double input = f.input(1).cell(0, 600, height, STYLE).getWidth();
        assertThat(f.kernel(0).cell(0, 600, height, STYLE).getWidth()).isEqualTo(input);
        assertThat(f.output().cell(0, 600, height, STYLE).getWidth()).isEqualTo(input);
    }
}
