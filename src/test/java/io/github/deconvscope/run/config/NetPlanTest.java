package io.github.deconvscope.run.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetPlanTest {
    @ParameterizedTest
    @EnumSource
    void aNetOfFullWidthIsThePublishedPlan(ModelName model) {
        NetPlan plan = NetPlan.of(model, 1);
        assertThat(plan.widths()).isEqualTo(model.plan());
        assertThat(plan.outputs()).isEqualTo(512);
        assertThat(plan.smallestSide()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.125, 0.25, 0.33, 1, 2})
    void eachConvolutionTakesWhatTheOneBeforeGivesAtTheSizeThePoolingsLeave(double width) {
        for (ModelName model : ModelName.values()) {
            int in = 3;
            int size = 32;
            int index = 0;
            List<NetPlan.Convolution> convolutions =
                    new ArrayList<>(NetPlan.of(model, width).convolutions());
            for (int planned : model.plan()) {
                if (planned == 0) {
                    size /= 2;
                    index++;
                    continue;
                }
                NetPlan.Convolution next = convolutions.remove(0);
                assertThat(next.in()).isEqualTo(in);
                assertThat(next.size()).isEqualTo(size);
                assertThat(next.index(2)).isEqualTo(index);
                assertThat(next.out()).isEqualTo(Math.max(1, Math.round(planned * width)));
                index += 2;
                in = next.out();
            }
            assertThat(convolutions).isEmpty();
        }
    }
}
