package io.github.deconvscope.figure.precision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.math.Bfloat16;
import io.github.deconvscope.math.HalfPrecision;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumFiguresTest {
    /** Without a loop: whole numbers are exact up to 2^11 in fp16 and 2^8 in bf16, and one more of them is a tie that goes to the even one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 257, 2048, 2049, 4096, 5001, 70_000})
    void sumsStickWhereWholeNumbersEnd(int terms) {
        LineChartFigure figure = (LineChartFigure) FigureCatalog.standard()
                .find("precision-sums")
                .make(Map.of("terms", Integer.toString(terms)), Optional.empty());
        double[] ends = {HalfPrecision.round((double) terms), Math.min(terms, 2048), Math.min(terms, 256)};
        for (int i = 0; i < ends.length; i++) {
            var points = figure.series().get(i).points();
            assertThat(points.size()).isEqualTo(terms + 1);
            assertThat(points.x(terms)).isEqualTo(terms);
            assertThat(points.y(terms)).isEqualTo(ends[i]);
            assertThat(points.y(terms / 2))
                    .isEqualTo(i == 0 ? HalfPrecision.round((double) (terms / 2)) : Math.min(terms / 2, ends[i]));
        }
        assertThat(Bfloat16.round(257f)).isEqualTo(256);
    }
}
