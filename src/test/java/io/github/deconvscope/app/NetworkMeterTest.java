package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.NetworkReport;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class NetworkMeterTest {
    @Test
    void aTinyNetIsTrainedLookedAtAndForgotten() {
        RunConfig tiny = RunConfig.defaults()
                .with(RunOption.WIDTH, 1.0 / 16)
                .with(RunOption.NORMALIZATION, Normalization.NONE)
                .with(RunOption.BATCH, 16L);
        List<String> told = new ArrayList<>();
        try (Services services = new Services()) {
            RunService runs = services.get(RunService.class);
            NetworkReport report = new NetworkMeter(runs, services.get(NetworkLab.class))
                    .measure(new BenchOptions(tiny, 0, 1, Set.of()), 3, told::add);
            assertThat(runs.active()).isEmpty();
            assertThat(report.net()).contains("VGG-11", "width 0.0625", "batch 16");
            assertThat(report.overview().count()).isEqualTo(3);
            assertThat(report.overview().median()).isPositive();
            assertThat(report.back().percentile95())
                    .isGreaterThanOrEqualTo(report.back().median());
            assertThat(report.step().count()).isGreaterThanOrEqualTo(5);
            assertThat(report.followed().count()).isGreaterThanOrEqualTo(5);
            assertThat(report.testPictures()).isEqualTo(500);
            assertThat(report.searchTimes()).isPositive();
            assertThat(told).hasSize(4);
        }
    }
}
