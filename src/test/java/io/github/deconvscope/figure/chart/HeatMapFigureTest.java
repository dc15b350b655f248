package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Palette;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeatMapFigureTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyCellHasTheColourOfItsValueAndTellsIt(long seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(20);
        int columns = 1 + random.nextInt(20);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        values[random.nextInt(values.length)] = Float.NaN;
        HeatMapFigure map = HeatMapFigure.of("t", values, rows, columns)
                .range(ValueRange.symmetric(2))
                .valueLabel("w")
                .labels(i -> "r" + i, j -> "c" + j)
                .build();
        BufferedImage image = painted(map, 700, 600);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Rectangle2D cell = map.cell(row, column, 700, 600, STYLE);
                float value = values[row * columns + column];
                int expected = Float.isNaN(value)
                        ? Palette.of(STYLE).missing().getRGB()
                        : ColorMap.BLUE_WHITE_ORANGE.argb(
                                ValueRange.symmetric(2).index(value));
                assertThat(image.getRGB((int) cell.getCenterX(), (int) cell.getCenterY()))
                        .isEqualTo(expected);
                FigureHit hit = map.hit(cell.getCenterX(), cell.getCenterY(), 700, 600, STYLE)
                        .orElseThrow();
                assertThat(hit.row()).isEqualTo(row);
                assertThat(hit.column()).isEqualTo(column);
                assertThat(hit.text()).contains(row + " = r" + row).contains(column + " = c" + column);
            }
        }
        assertThat(map.hit(1, 1, 700, 600, STYLE)).isEmpty();
    }

    @Test
    void aSmallPictureOfALargeMatrixSkipsNoCell() {
        float[] values = new float[512 * 512];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 512 + i / 512) % 2 == 0 ? 1 : -1;
        }
        HeatMapFigure map = HeatMapFigure.of("t", values, 512, 512)
                .range(ValueRange.symmetric(1))
                .build();
        BufferedImage image = painted(map, 72, 72);
        Rectangle2D cells = map.cells(72, 72, STYLE);
        int middle = image.getRGB((int) cells.getCenterX(), (int) cells.getCenterY());
        int low = ColorMap.BLUE_WHITE_ORANGE.argb(0);
        int high = ColorMap.BLUE_WHITE_ORANGE.argb(255);
        for (int shift = 0; shift <= 16; shift += 8) {
            int mean = ((low >> shift & 255) + (high >> shift & 255)) / 2;
            assertThat(middle >> shift & 255).isBetween(mean - 12, mean + 12);
        }
    }

    @Test
    void aMatrixThatDoesNotFitItsSizeIsRefused() {
        assertThatThrownBy(() -> HeatMapFigure.of("t", new float[5], 2, 3))
                .hasMessageContaining("needs 6 values, not 5");
        assertThatThrownBy(() -> HeatMapFigure.of("t", new float[0], 0, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTableHoldsTheMatrix() {
        HeatMapFigure map =
                HeatMapFigure.of("t", new float[] {1, 2, 3, 4.5f, 5, 6}, 2, 3).build();
        assertThat(map.table().columns()).containsExactly("row", "0", "1", "2");
        assertThat(map.table().value(1, 1)).isEqualTo(4.5f);
        assertThat(map.table().rowCount()).isEqualTo(2);
    }

    private static BufferedImage painted(HeatMapFigure map, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        map.paint(g, width, height, STYLE);
        g.dispose();
        return image;
    }

    @Test
    void theColoursOfCountsEndAtTheLargest() {
        assertThat(HeatMapFigure.of("t", new float[] {1, 2, 4, 2}, 2, 2)
                        .counts()
                        .build()
                        .range())
                .isEqualTo(new ValueRange(0, 4));
        assertThat(HeatMapFigure.of("t", new float[] {0, 0}, 1, 2)
                        .counts()
                        .build()
                        .range())
                .as("nothing counted")
                .isEqualTo(new ValueRange(0, 1));
    }
}
