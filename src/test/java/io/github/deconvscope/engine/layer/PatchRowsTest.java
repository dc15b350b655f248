package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches cut as rows give the statistics, and the gradient, of patches cut as columns, for random sizes, strides and paddings. */
@ExtendWith(OnComputeThread.class)
class PatchRowsTest {
    private static final SampleOrder COLUMNS = SampleOrder.FEATURES_FIRST;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void haveTheStatisticsOfColumns(int seed) {
        Random random = new Random(seed);
        int channels = 1 + random.nextInt(4);
        Size kernel = new Size(1 + random.nextInt(3), 2 + random.nextInt(2));
        Size stride = new Size(kernel.height() + random.nextInt(2), kernel.width() + random.nextInt(2));
        Padding padding = Padding.both(new Size(random.nextInt(kernel.height()), random.nextInt(kernel.width())));
        Window window = new Window(kernel, stride, padding, Size.square(1));
        BlockLayout layout = BlockLayout.ofPatches(channels, channels, kernel.cells(), 1, false);
        assertThat(PatchRows.suits(layout, window)).isTrue();
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(2 + random.nextInt(3), channels, 5 + random.nextInt(4), 5 + random.nextInt(4));
            NDArray x = Layers.numbers(manager, random, shape);
            PatchRows order = new PatchRows(channels, kernel.cells());
            NDArray rows = PatchRows.of(x, window);
            NDArray columns = PatchColumns.of(x, window);

            assertThat(order.count(rows)).isEqualTo(order.count(x, window)).isEqualTo(COLUMNS.count(columns));
            NDArray mean = COLUMNS.mean(columns);
            Layers.requireClose(order.mean(rows), mean);
            NDArray centred = COLUMNS.less(columns, mean);
            NDArray centredRows = order.less(rows, mean);
            Layers.requireClose(order.gram(centredRows, NDArray::matMul), COLUMNS.gram(centred, NDArray::matMul));

            NDArray ofGram = Layers.numbers(manager, random, new Shape(layout.features(), layout.features()));
            ofGram = ofGram.add(ofGram.transpose());
            NDArray ofMean = Layers.numbers(manager, random, new Shape(layout.features(), 1));
            NDArray expected = COLUMNS.gradient(ofGram, centred, ofMean);
            NDArray found = order.gradient(ofGram, centredRows, ofMean);
            Layers.requireClose(
                    found.reshape(-1, kernel.cells(), channels)
                            .transpose(2, 1, 0)
                            .reshape(layout.features(), -1),
                    inOrderOfRows(expected, shape, window));
        }
    }

    /** Columns ordered (n, y, x) instead of (y, x, n). */
    private static NDArray inOrderOfRows(NDArray columns, Shape shape, Window window) {
        Size places = window.positionsOn(Window.sizeOf(shape));
        long features = columns.getShape().get(0);
        return columns.reshape(features, (long) places.height() * places.width(), shape.get(0))
                .transpose(0, 2, 1)
                .reshape(features, -1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areNotForSeveralGroupsOrPatchesThatOverlap(boolean overlap) {
        Window window = overlap ? Window.same(3) : Window.same(3).sampled(3, Size.square(9));
        BlockLayout layout = BlockLayout.ofPatches(8, overlap ? 8 : 4, 9, 1, false);
        assertThat(PatchRows.suits(layout, window)).isFalse();
    }
}
