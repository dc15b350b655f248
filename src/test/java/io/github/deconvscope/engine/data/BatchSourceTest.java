package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BatchSourceTest {
    private static final ChannelStatistics STATISTICS =
            new ChannelStatistics(new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.2f, 0.25f, 0.3f});

    private static ImageSet images(int count, int channels) {
        byte[] pixels = new byte[count * channels * 1024];
        new Random(count).nextBytes(pixels);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 10;
        }
        return new ImageSet(
                new InputShape(channels, 32),
                pixels,
                labels,
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    }

    private record Taken(int epoch, int step, float[] images, int[] labels) {}

    private static List<Taken> take(ImageSet set, BatchOrder order, int epoch, int step, int count)
            throws InterruptedException {
        List<Taken> taken = new ArrayList<>();
        try (BatchSource source = BatchSource.open(set, STATISTICS, order, epoch, step)) {
            for (int i = 0; i < count; i++) {
                try (Batch batch = source.next()) {
                    taken.add(new Taken(
                            batch.epoch(),
                            batch.step(),
                            batch.images().clone(),
                            batch.labels().clone()));
                }
            }
        }
        return taken;
    }

    private static void assertSame(List<Taken> actual, List<Taken> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).epoch).isEqualTo(expected.get(i).epoch);
            assertThat(actual.get(i).step).isEqualTo(expected.get(i).step);
            assertThat(actual.get(i).labels).isEqualTo(expected.get(i).labels);
            assertThat(actual.get(i).images).isEqualTo(expected.get(i).images);
        }
    }

    /** The definition, written as slowly as it reads: pad by 4, crop, flip, divide, subtract, divide. */
    private static float[] naive(ImageSet set, int image, BatchOrder.Placement placement) {
        float[] out = new float[3 * 1024];
        float[] mean = STATISTICS.mean();
        float[] deviation = STATISTICS.deviation();
        for (int channel = 0; channel < 3; channel++) {
            int[][] padded = new int[40][40];
            for (int row = 0; row < 32; row++) {
                for (int column = 0; column < 32; column++) {
                    padded[row + 4][column + 4] = set.pixel(image, set.channels() == 1 ? 0 : channel, row, column);
                }
            }
            for (int row = 0; row < 32; row++) {
                for (int column = 0; column < 32; column++) {
                    int from = placement.flipped() ? 31 - column : column;
                    int value = padded[row + 4 + placement.down()][from + 4 + placement.right()];
                    out[channel * 1024 + row * 32 + column] = (value / 255f - mean[channel]) / deviation[channel];
                }
            }
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"3,true", "1,true", "3,false", "1,false"})
    void everyImageIsPlacedAsTheNaiveDefinitionSays(int channels, boolean augment) throws InterruptedException {
        ImageSet set = images(150, channels);
        BatchOrder order = BatchOrder.training(32, 7, augment);
        int seen = 0;
        for (Taken batch : take(set, order, 3, 0, 5)) {
            int[] epochOrder = order.order(150, 3);
            for (int i = 0; i < batch.labels.length; i++) {
                int position = batch.step * 32 + i;
                assertThat(batch.labels[i]).isEqualTo(epochOrder[position] % 10);
                float[] expected = naive(set, epochOrder[position], order.placement(3, position));
                assertThat(Arrays.copyOfRange(batch.images, i * 3072, (i + 1) * 3072))
                        .isEqualTo(expected);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(150);
    }

    @Test
    void everyWindowAndBothDirectionsOccurAboutEquallyOften() {
        BatchOrder order = BatchOrder.training(128, 1, true);
        int[] down = new int[9];
        int[] right = new int[9];
        int flipped = 0;
        int draws = 9_000;
        for (int i = 0; i < draws; i++) {
            BatchOrder.Placement placement = order.placement(i / 1000, i % 1000);
            down[placement.down() + 4]++;
            right[placement.right() + 4]++;
            flipped += placement.flipped() ? 1 : 0;
        }
        // Five standard deviations of a binomial count.
        assertThat(IntStream.of(down)).allMatch(count -> count > 850 && count < 1150);
        assertThat(IntStream.of(right)).allMatch(count -> count > 850 && count < 1150);
        assertThat(flipped).isBetween(4260, 4740);
    }

    @Test
    void anEpochHoldsEveryImageOnceAndEpochsDiffer() {
        BatchOrder order = BatchOrder.training(128, 1, false);
        int[] first = order.order(1000, 0);
        int[] second = order.order(1000, 1);
        assertThat(first.clone()).isNotEqualTo(second);
        assertThat(IntStream.of(first).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(order.order(1000, 0)).isEqualTo(first);
        assertThat(BatchOrder.training(128, 2, false).order(1000, 0)).isNotEqualTo(first);
        // A shuffle leaves about one image in place; a bound no fair shuffle misses.
        assertThat(IntStream.range(0, 1000).filter(i -> first[i] == i).count()).isLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5})
    void startingAnywhereGivesWhatGoingThereGives(int startStep) throws InterruptedException {
        ImageSet set = images(150, 3);
        BatchOrder order = BatchOrder.training(32, 11, true);
        List<Taken> whole = take(set, order, 0, 0, 15);
        assertSame(take(set, order, 1, startStep, 10 - startStep), whole.subList(5 + startStep, 15));
    }

    @Test
    void aSmallLastBatchIsKeptUnlessItIsASingleImage() throws InterruptedException {
        assertThat(BatchOrder.training(128, 1, true).stepsPerEpoch(10_000)).isEqualTo(79);
        assertThat(BatchOrder.training(32, 1, true).stepsPerEpoch(66)).isEqualTo(3);
        assertThat(BatchOrder.training(32, 1, true).stepsPerEpoch(65)).isEqualTo(2);
        assertThat(BatchOrder.testing(32).stepsPerEpoch(65)).isEqualTo(3);
        assertThat(BatchOrder.training(128, 1, true).stepsPerEpoch(5)).isEqualTo(1);
        List<Taken> taken = take(images(66, 3), BatchOrder.training(32, 1, true), 0, 0, 4);
        assertThat(taken).extracting(batch -> batch.labels.length).containsExactly(32, 32, 2, 32);
        assertThat(taken).extracting(batch -> batch.epoch).containsExactly(0, 0, 0, 1);
        assertThat(taken.get(2).images).hasSize(2 * 3072);
    }

    @Test
    void testingGoesThroughTheImagesInOrderAndUnchanged() throws InterruptedException {
        ImageSet set = images(5, 3);
        List<Taken> taken = take(set, BatchOrder.testing(2), 0, 0, 3);
        assertThat(taken.get(2).labels).containsExactly(4);
        assertThat(taken.get(2).images).isEqualTo(naive(set, 4, BatchOrder.Placement.UNCHANGED));
    }

    @Test
    void arraysComeBackForReuse() throws InterruptedException {
        try (BatchSource source = BatchSource.open(images(64, 3), STATISTICS, BatchOrder.training(8, 1, true))) {
            List<float[]> different = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                try (Batch batch = source.next()) {
                    float[] array = batch.images();
                    if (different.stream().noneMatch(known -> known == array)) {
                        different.add(array);
                    }
                }
            }
            // One with the loop, two ready, one being filled.
            assertThat(different.size()).isLessThanOrEqualTo(BatchSource.AHEAD + 2);
        }
    }

    @Test
    void aBatchOnLoanIsNotWrittenTo() throws InterruptedException {
        try (BatchSource source = BatchSource.open(images(64, 3), STATISTICS, BatchOrder.training(8, 1, true))) {
            Batch held = source.next();
            float[] before = held.images().clone();
            for (int i = 0; i < 30; i++) {
                source.next().close();
            }
            assertThat(held.images()).isEqualTo(before);
        }
    }

    @Test
    void closingEndsTheThreadAndWakesWhoeverWaits() throws InterruptedException {
        BatchSource source = BatchSource.open(images(64, 3), STATISTICS, BatchOrder.training(8, 1, true));
        source.next().close();
        source.close();
        source.close();
        assertThatThrownBy(source::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        Await.until("the thread has ended", () -> !isPreparing());
    }

    private static boolean isPreparing() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("batch-preparation"));
    }

    @Test
    void refusesWhatCannotBeTrainedOn() {
        assertThatThrownBy(() -> BatchOrder.training(1, 1, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> BatchOrder.training(8, 1, true).stepsPerEpoch(1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("1 picture is too few", "--train-limit");
    }
}
