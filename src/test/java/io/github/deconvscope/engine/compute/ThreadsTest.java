package io.github.deconvscope.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsTest {
    /** VGG-11 with batches of 128; block 16: 1.9, 5.5, 18 and 67 billion multiply-adds a step; block 64 at a quarter of the width: 27. */
    @ParameterizedTest
    @CsvSource({
        "0.125, 16, 8, 1",
        "0.25, 16, 8, 1",
        "0.25, 64, 8, 3",
        "0.5, 16, 8, 2",
        "1, 16, 8, 8",
        "1, 16, 64, 9",
        "1, 16, 1, 1"
    })
    void aThreadForEachSevenBillion(double width, long block, int most, int threads) {
        RunConfig config = RunConfig.defaults()
                .with(RunOption.WIDTH, width)
                .with(RunOption.BATCH, 128L)
                .with(RunOption.BLOCK, block);
        assertThat(Threads.of(config, most)).isEqualTo(threads);
    }

    /** What somebody else computes between two steps of a narrow net has all the threads again. */
    @Test
    void eachTaskHasItsOwnNumber() {
        RunConfig narrow = RunConfig.defaults().with(RunOption.WIDTH, 0.0625);
        try (ComputeThread compute = new ComputeThread()) {
            compute.load().join();
            int most = compute.submit(Threads::most).join();
            assertThat(compute.submit(Threads.wanted(narrow), JniUtils::getNumThreads)
                            .join())
                    .isEqualTo(1);
            assertThat(compute.submit(JniUtils::getNumThreads).join()).isEqualTo(most);
            compute.submit(() -> {
                JniUtils.setNumThreads(2);
                return null;
            });
            assertThat(compute.submit(Threads.wanted(narrow), JniUtils::getNumThreads)
                            .join())
                    .isEqualTo(1);
            assertThat(compute.submit(JniUtils::getNumThreads).join()).isEqualTo(most);
        }
    }
}
