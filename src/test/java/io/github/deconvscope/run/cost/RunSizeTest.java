package io.github.deconvscope.run.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.Channels;
import io.github.deconvscope.run.config.Head;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.ProductTimes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunSizeTest {
    private static final RunConfig CONFIG = RunConfig.defaults().with(RunOption.BATCH, 128L);

    /** The published numbers: 9.23 million parameters, and 19.6 billion multiply-adds forward at a batch of 128. */
    @Test
    void theFullNetHasThePublishedSize() {
        RunSize size = RunSize.of(CONFIG, 10);
        assertThat(size.parameters()).isBetween(9_220_000L, 9_240_000L);
        double first = 3.0 * 64 * 9 * 128 * 32 * 32;
        assertThat((size.multiplyAdds() + first) / 3).isBetween(19.5e9, 19.7e9);
    }

    @Test
    void itFollowsPictureSizeChannelsAndClasses() {
        RunSize usual = RunSize.of(CONFIG, 10);
        RunConfig large = CONFIG.with(RunOption.IMAGE_SIZE, 64L);
        assertThat(RunSize.of(large, 10).outputBytes()).isEqualTo(4 * usual.outputBytes());
        assertThat(RunSize.of(large, 10).parameters()).isEqualTo(usual.parameters());
        assertThat(RunSize.of(CONFIG.with(RunOption.CHANNELS, Channels.GREY), 10)
                        .parameters())
                .isEqualTo(usual.parameters() - 2 * 64 * 9);
        assertThat(RunSize.of(CONFIG, 1000).parameters()).isEqualTo(usual.parameters() + 990 * 513);
        assertThat(WhiteningWork.of(large).convolutions())
                .isEqualTo(4 * WhiteningWork.of(CONFIG).convolutions());
        assertThat(NetPlan.of(large).convolutions().get(0).size()).isEqualTo(64);
    }

    @Test
    void aStepHoldsWeightsOutputsAndMatrices() {
        RunConfig norm = CONFIG.with(RunOption.NORMALIZATION, Normalization.BATCHNORM);
        RunSize size = RunSize.of(norm, 10);
        assertThat(RunSize.held(norm, 10)).isEqualTo(12.0 * size.parameters() + 2.0 * size.outputBytes());
        RunConfig deconv = CONFIG.with(RunOption.NORMALIZATION, Normalization.DECONV)
                .with(RunOption.HEAD, Head.PLAIN)
                .with(RunOption.BLOCK, 64L)
                .with(RunOption.FIRST_ITERATIONS, 1L);
        // Five iterations: two pairs of three matrices, one of one, and three more. The first layer is in double.
        double matrices = 7 * 10 * 576.0 * 576 * 4 + 3 * 27 * 27 * 8;
        assertThat(RunSize.held(deconv, 10)).isEqualTo(16.0 * size.parameters() + size.outputBytes() + matrices);
    }

    @Test
    void timeIsToldOnlyWhereProductsWereTimed() {
        RunSize size = new RunSize(2e9, 5_000_000, 1000);
        assertThat(size.inWords(ProductTimes.NONE, 10))
                .contains("2.0 billion", "5.0 MB", "1,000 parameters")
                .doesNotContain("ms");
        ProductTimes times = new ProductTimes(new TreeMap<>(Map.of(100, new ProductTimes.Span(0.5, 1))));
        assertThat(size.inWords(times, 10)).contains("1000 ms per step", "for 10 steps");
    }
}
