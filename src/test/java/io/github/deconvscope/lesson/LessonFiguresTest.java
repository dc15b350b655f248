package io.github.deconvscope.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.TableCell;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.page.LessonFunctions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What lessons compute about whitening, from the tables of the very figures that the page shows: covariance, eigenvalues, gains, covariance
 * after, residuals. A text whose number is computed cannot say another one than the picture beside it.
 */
class LessonFiguresTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();
    private static final LessonFunctions FUNCTIONS = new LessonFunctions(new PaintedWorld(CATALOG));
    /** Heat maps are single precision. */
    private static final double SINGLE = 1e-5;

    private static final double EPS = 1e-5;

    private static double value(String expression) {
        return Expression.parse(expression).value(FUNCTIONS);
    }

    private static Figure figure(String id, String photo, int iterations) {
        return CATALOG.find(id)
                .make(Map.of("source", photo, "iterations", Integer.toString(iterations)), Optional.empty());
    }

    private static double[][] matrix(Figure figure) {
        DataTable table = figure.table();
        double[][] matrix = new double[table.rowCount()][table.rowCount()];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                matrix[i][j] = ((Number) table.value(i, j + 1)).doubleValue();
            }
        }
        return matrix;
    }

    private static double correlation(double[][] matrix, int i, int j) {
        return matrix[i][j] / Math.sqrt(matrix[i][i] * matrix[j][j]);
    }

    private static double meanCorrelation(double[][] matrix) {
        double sum = 0;
        int n = matrix.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += i == j ? 0 : Math.abs(correlation(matrix, i, j));
            }
        }
        return sum / n / (n - 1);
    }

    private static void assertNear(String expression, double shown, double relative) {
        assertThat(value(expression)).as(expression).isCloseTo(shown, within(relative * Math.abs(shown)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea", "coffee"})
    void theCovarianceIsTheOneInView(String photo) {
        double[][] covariance = matrix(figure("whitening-covariance", photo, 5));
        assertThat(value("features(" + photo + ")")).isEqualTo(covariance.length);
        assertNear("correlation(" + photo + ")", meanCorrelation(covariance), SINGLE);
        assertNear("neighbours(" + photo + ")", correlation(covariance, 0, 1), SINGLE);
        double squares = 0;
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                squares += Math.pow(covariance[i][j] + (i == j ? EPS : 0), 2);
            }
        }
        assertNear("norm(" + photo + ")", Math.sqrt(squares), SINGLE);
        String patches = figure("whitening-patches", photo, 5).caption();
        assertThat(patches).contains(" of " + (long) value("samples(" + photo + ")") + " patches");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea", "coffee"})
    void eigenvaluesAndGainsAreTheOnesInView(String photo) {
        DataTable spectrum = figure("whitening-spectrum", photo, 5).table();
        int last = (int) value("features(" + photo + ")") - 1;
        double largest = TableCell.number(spectrum, "variance", "before, 0");
        double smallest = TableCell.number(spectrum, "variance", "before, " + last);
        // the chart is of the data, D is made from Cov + eps I
        assertNear("condition(" + photo + ")", (largest + EPS) / (smallest + EPS), 1e-6);
        assertNear("exactgain(" + photo + ")", 1 / Math.sqrt(smallest + EPS), 1e-6);
        for (int k : new int[] {0, 5, 10}) {
            DataTable gains = figure("whitening-gains", photo, k).table();
            double most = 0;
            for (int i = 0; i < gains.rowCount(); i++) {
                if (gains.value(i, 0).equals("D")) {
                    most = Math.max(most, ((Number) gains.value(i, 2)).doubleValue());
                }
            }
            assertNear("gain(" + photo + ", " + k + ")", most, 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea", "coffee"})
    void whatIsLeftIsWhatIsInView(String photo) {
        DataTable residuals = figure("whitening-residuals", photo, 5).table();
        for (int k : new int[] {0, 1, 5, 10, 20, 30}) {
            assertNear(
                    "residual(" + photo + ", " + k + ")",
                    TableCell.number(residuals, "residual", "double, " + k),
                    1e-6);
            double[][] after = matrix(figure("whitening-after", photo, k));
            assertNear("after(" + photo + ", " + k + ")", meanCorrelation(after), 1e-3);
            double squares = 0;
            for (int i = 0; i < after.length; i++) {
                for (int j = 0; j < after.length; j++) {
                    squares += Math.pow(after[i][j] - (i == j ? 1 : 0), 2);
                }
            }
            assertNear("fromwhite(" + photo + ", " + k + ")", Math.sqrt(squares / after.length), 1e-4);
        }
        assertNear("residualin(" + photo + ", fp32, 5)", TableCell.number(residuals, "residual", "fp32, 5"), 1e-6);
    }
}
