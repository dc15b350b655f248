package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataSetsTest {
    private static final DataSets SETS = new DataSets(List.of());

    @Test
    void theEmbeddedSetIsBalancedAndCarriesItsLicence() throws IOException {
        DataSet set = SETS.load(DatasetName.FASHION_MINI, Optional.empty());
        assertThat(set.train().classCounts()).containsOnly(1000).hasSize(10);
        assertThat(set.test().classCounts()).containsOnly(200).hasSize(10);
        assertThat(set.train().classNames().get(9)).isEqualTo("Ankle boot");
        // Fashion-MNIST at 28 x 28 has mean .286 and deviation .353; the border of 2 lowers both.
        assertThat(set.statistics().mean()[0]).isCloseTo(0.286f * 28 * 28 / 1024, within(0.01f));
        assertThat(set.statistics().mean()[1]).isEqualTo(set.statistics().mean()[0]);
        try (InputStream notice = getClass().getResourceAsStream("/assets/data/fashion-mini/NOTICE.txt")) {
            assertThat(new String(notice.readAllBytes())).contains("MIT License", "Zalando SE");
        }
    }

    @Test
    void aLimitTakesTheFirstOfEveryClassEvenly() throws IOException {
        DataSet whole = SETS.load(DatasetName.FASHION_MINI, Optional.empty());
        DataSet small = whole.limited(25, 10);
        assertThat(small.train().classCounts()).containsExactly(3, 3, 3, 3, 3, 2, 2, 2, 2, 2);
        assertThat(small.test().classCounts()).containsOnly(1);
        assertThat(small.statistics()).isSameAs(whole.statistics());
        assertThat(small.train().label(0)).isEqualTo(whole.train().label(0));
        assertThat(whole.limited(0, 1_000_000)).isEqualTo(whole);
    }

    @Test
    void aLimitFillsUpFromOtherClassesWhenOneIsUsedUp() {
        ImageSet set = new ImageSet(
                new InputShape(1, 32), new byte[5 * 1024], new int[] {0, 1, 1, 1, 1}, List.of("rare", "common"));
        assertThat(set.balancedPrefix(4).classCounts()).containsExactly(1, 3);
    }

    @Test
    void statisticsAreThoseOfTheDefinition() {
        ImageSet set = SyntheticImages.generate(40, 3);
        ChannelStatistics statistics = ChannelStatistics.of(set, 3);
        for (int channel = 0; channel < 3; channel++) {
            double mean = 0;
            for (int i = 0; i < 40 * 1024; i++) {
                mean += set.pixel(i / 1024, channel, i / 32 % 32, i % 32) / 255.0;
            }
            mean /= 40 * 1024;
            double variance = 0;
            for (int i = 0; i < 40 * 1024; i++) {
                double centred = set.pixel(i / 1024, channel, i / 32 % 32, i % 32) / 255.0 - mean;
                variance += centred * centred;
            }
            assertThat(statistics.mean()[channel]).isCloseTo((float) mean, within(1e-6f));
            assertThat(statistics.deviation()[channel])
                    .isCloseTo((float) Math.sqrt(variance / (40 * 1024)), within(1e-6f));
        }
    }

    @Test
    void aConstantSetIsNormalisedToZeroAndNotToNaN() {
        ImageSet black = new ImageSet(new InputShape(1, 32), new byte[2 * 1024], new int[] {0, 1}, List.of("a", "b"));
        assertThat(ChannelStatistics.of(black, 3).deviation()).containsOnly(1f);
    }
}
