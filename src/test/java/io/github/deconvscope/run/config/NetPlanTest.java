package io.github.deconvscope.run.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetPlanTest {
    @ParameterizedTest
    @EnumSource
    void aNetOfFullWidthIsThePublishedPlan(ModelName model) {
        NetPlan plan = NetPlan.of(model, 1, InputShape.PUBLISHED);
        assertThat(plan.widths()).isEqualTo(model.plan());
        assertThat(plan.outputs()).isEqualTo(512);
    }

    @ParameterizedTest
    @EnumSource
    void aPoolingThatWouldLeaveNothingIsRefusedByName(ModelName model) {
        assertThatThrownBy(() -> NetPlan.of(model, 1, new InputShape(1, 31)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Max pooling 5 of " + model.label() + ", after conv")
                .hasMessageContaining("--image-size 32");
        NetPlan grey = NetPlan.of(model, 0.25, new InputShape(1, 47));
        assertThat(grey.convolutions().get(0).in()).isEqualTo(1);
        assertThat(grey.convolutions().stream()
                        .mapToInt(NetPlan.Convolution::size)
                        .distinct())
                .containsExactly(47, 23, 11, 5, 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.125, 0.25, 0.33, 1, 2})
    void eachConvolutionTakesWhatTheOneBeforeGivesAtTheSizeThePoolingsLeave(double width) {
        for (ModelName model : ModelName.values()) {
            int in = 3;
            int size = 32;
            int index = 0;
            List<NetPlan.Convolution> convolutions = new ArrayList<>(
                    NetPlan.of(model, width, InputShape.PUBLISHED).convolutions());
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
