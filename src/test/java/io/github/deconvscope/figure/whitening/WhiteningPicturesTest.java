package io.github.deconvscope.figure.whitening;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Near;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Recomputed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The pictures of the whitening page are the pixels of the photograph, and what stands in the charts beside them is computed from those. */
class WhiteningPicturesTest {
    private static WhiteningState state(int kernel, int stride, boolean standardized) {
        return WhiteningState.DEFAULT.withPatches(new WhiteningState.PatchSettings(kernel, stride, 64, standardized));
    }

    /** The photograph, or each channel of it with mean 0 and variance 1. */
    private static double[][] planes(ColorImage photo, boolean standardized) {
        double[][] planes = new double[photo.channels()][];
        for (int c = 0; c < planes.length; c++) {
            float[] stored = photo.plane(c);
            double[] plane = new double[stored.length];
            Arrays.setAll(plane, i -> stored[i]);
            if (standardized) {
                double mean = Arrays.stream(plane).average().orElseThrow();
                double variance = Arrays.stream(plane)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElseThrow();
                Arrays.setAll(plane, i -> (stored[i] - mean) / Math.sqrt(variance));
            }
            planes[c] = plane;
        }
        return planes;
    }

    @ParameterizedTest
    @CsvSource({"3, 3, false", "5, 2, false", "3, 3, true", "2, 7, true"})
    void imageAndPatchesAreThePixelsOfThePhotograph(int kernel, int stride, boolean standardized) {
        for (Photo photo : Photo.values()) {
            ColorImage image = photo.load();
            double[][] planes = planes(image, standardized);
            WhiteningInput input = WhiteningInput.of(
                    List.of(image), state(kernel, stride, standardized).patches());
            DataTable pixels = WhiteningFigures.image(input, -1).table();
            assertThat(pixels.rowCount()).isEqualTo(image.width() * image.height());
            for (int i = 0; i < pixels.rowCount(); i++) {
                Near.require(number(pixels.value(i, 0)), i / image.width(), 0);
                Near.require(number(pixels.value(i, 1)), i % image.width(), 0);
                for (int c = 0; c < 3; c++) {
                    Near.require(number(pixels.value(i, 2 + c)), planes[c][i], 2e-5);
                }
            }
            Figure patches = WhiteningFigures.patches(input, List.of());
            DataTable tiles = patches.table();
            int features = 3 * kernel * kernel;
            int pad = input.patches().padding();
            int across = (image.width() + 2 * pad - kernel) / stride + 1;
            assertThat(patches.caption()).contains("of " + input.patches().samples() + " patches");
            for (int i = 0; i < tiles.rowCount(); i++) {
                int patch = Integer.parseInt(tiles.value(i, 0).toString().substring("patch ".length()));
                int c = i % features / (kernel * kernel);
                int y = patch / across * stride - pad + i / kernel % kernel;
                int x = patch % across * stride - pad + i % kernel;
                boolean inside = y >= 0 && x >= 0 && y < image.height() && x < image.width();
                double pixel = inside ? planes[c][y * image.width() + x] : 0;
                Near.require(number(tiles.value(i, 4)), pixel, 2e-5);
            }
            assertThat(patches.caption().contains("mean 0 and variance 1; shown from \u22122.5 to 2.5"))
                    .isEqualTo(standardized);
            hoverReadsWhatTheTableSays(patches, tiles, kernel);
        }
    }

    private static void hoverReadsWhatTheTableSays(Figure patches, DataTable tiles, int kernel) {
        int read = 0;
        for (int y = 3; y < 300; y += 11) {
            for (int x = 3; x < 400; x += 11) {
                Optional<FigureHit> hit = patches.hit(x, y, 400, 300, FigureStyle.of(FigureTheme.LIGHT));
                if (hit.isPresent()) {
                    int first =
                            hit.get().row() * 3 * kernel * kernel + hit.get().column();
                    List<String> values = new ArrayList<>();
                    for (int c = 0; c < 3; c++) {
                        values.add(Numbers.shown(number(tiles.value(first + c * kernel * kernel, 4))));
                    }
                    assertThat(hit.get().text()).endsWith(": " + String.join(", ", values));
                    read++;
                }
            }
        }
        assertThat(read).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void theCeilingIsWhatIterationsCanReach(Photo photo) {
        for (int k : new int[] {0, 1, 5, 12}) {
            WhiteningResult result = whitened(photo, WhiteningState.DEFAULT.withIterations(k));
            double norm = Recomputed.length(result.covariance());
            List<ChartMark> marks = ((LineChartFigure) WhiteningFigures.gains(result, "", -1)).marks();
            assertThat(marks).hasSize(1);
            double ceiling = Math.pow(1.5, k) / Math.sqrt(norm);
            Near.require(marks.get(0).value(), ceiling, 1e-9 * ceiling);
            assertThat(marks.get(0).text()).isEqualTo("ceiling " + Numbers.shown(ceiling));
        }
    }

    /** Cov v = lambda v, v of length 1, and the variance of the patches along it is what the caption says. */
    @ParameterizedTest
    @EnumSource
    void anEigenvectorIsOne(Photo photo) {
        WhiteningResult result = whitened(photo, WhiteningState.DEFAULT);
        int n = 27;
        double[] values = Recomputed.eigenvalues(result.covariance(), n);
        for (int i : new int[] {0, 1, 13, n - 1}) {
            Figure figure = WhiteningFigures.filters(result, i);
            DataTable tile = figure.table();
            assertThat(tile.rowCount()).isEqualTo(n);
            double[] vector = new double[n];
            Arrays.setAll(vector, j -> number(tile.value(j, 4)));
            double[] image = Recomputed.image(result.covariance(), vector);
            Near.require(Recomputed.length(vector), 1, 1e-9);
            for (int j = 0; j < n; j++) {
                Near.require(image[j], values[i] * vector[j], 1e-9 * values[0]);
            }
            assertThat(figure.caption()).contains("vary by " + Numbers.shown(values[i]) + ".");
        }
    }

    /** Without centring a second moment is iterated; the other figures still tell of the data. */
    @ParameterizedTest
    @EnumSource
    void anUncentredCovarianceIsTheSecondMoment(Photo photo) {
        WhiteningInput input = WhiteningInput.of(List.of(photo.load()), WhiteningState.DEFAULT.patches());
        WhiteningResult result = whitened(photo, WhiteningState.DEFAULT.withQuirk(Quirk.UNCENTRED, true));
        int n = 27;
        float[] rows = input.patches().rows();
        int samples = input.patches().samples();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int s = 0; s < samples; s++) {
                    sum += (double) rows[s * n + i] * rows[s * n + j];
                }
                double expected = sum / samples + (i == j ? 1e-5 : 0);
                Near.require(result.covariance()[i * n + j], expected, 1e-9);
            }
        }
        double[][] raw = Recomputed.whitened(rows, samples, n, io.github.deconvscope.math.SquareMatrix.identity(n));
        DataTable shown = WhiteningFigures.covariance(result.estimate(), "").table();
        double[] data = Recomputed.covariance(raw);
        for (int i = 0; i < n * n; i++) {
            Near.require(number(shown.value(i / n, i % n + 1)), data[i], 1e-6);
        }
    }

    private static WhiteningResult whitened(Photo photo, WhiteningState state) {
        WhiteningInput input = WhiteningInput.of(List.of(photo.load()), state.patches());
        return new WhiteningLab().whiten(CovarianceEstimate.of(input, state), state);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
