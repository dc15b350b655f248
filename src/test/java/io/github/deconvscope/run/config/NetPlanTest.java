package io.github.deconvscope.run.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetPlanTest {
    @ParameterizedTest
    @EnumSource(
            names = {"PLAN", "RESNET18"},
            mode = EnumSource.Mode.EXCLUDE)
    void aNetOfFullWidthIsThePublishedPlan(ModelName model) {
        NetPlan plan = NetPlan.of(model.steps(), 1, InputShape.PUBLISHED);
        assertThat(plan.steps()).isEqualTo(model.steps());
        assertThat(plan.outputs()).isEqualTo(512);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PLAN", "RESNET18"},
            mode = EnumSource.Mode.EXCLUDE)
    void aPoolingThatWouldLeaveNothingIsRefusedByName(ModelName model) {
        assertThatThrownBy(() -> NetPlan.of(model.steps(), 1, new InputShape(1, 31)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Max pooling 5 of the net, after conv")
                .hasMessageContaining("--image-size 32");
        NetPlan grey = NetPlan.of(model.steps(), 0.25, new InputShape(1, 47));
        assertThat(grey.convolutions().get(0).in()).isEqualTo(1);
        assertThat(grey.convolutions().stream()
                        .mapToInt(NetPlan.Convolution::size)
                        .distinct())
                .containsExactly(47, 23, 11, 5, 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.125, 0.25, 0.33, 1, 2})
    void eachConvolutionTakesWhatTheOneBeforeGivesAtTheSizeThePoolingsLeave(double width) {
        List<List<PlanStep>> plans = new ArrayList<>(
                List.of(PlanStep.parse("--plan", "8k5 M 16 16s2 Mk3s1 7k1 Mk3s2"), PlanStep.parse("--plan", "6k7s3")));
        for (ModelName model : ModelName.values()) {
            plans.add(model.steps());
        }
        plans.removeIf(List::isEmpty);
        for (List<PlanStep> plan : plans) {
            int in = 3;
            int size = 32;
            int index = 0;
            List<NetPlan.Convolution> convolutions = new ArrayList<>(
                    NetPlan.of(plan, width, InputShape.PUBLISHED).convolutions());
            for (PlanStep step : plan) {
                // Positions of the window, counted one by one.
                int padding = step.pools() ? 0 : step.kernel() / 2;
                int positions = 0;
                for (int at = -padding; at + step.kernel() <= size + padding; at += step.stride()) {
                    positions++;
                }
                if (step.pools()) {
                    size = positions;
                    index++;
                    continue;
                }
                NetPlan.Convolution next = convolutions.remove(0);
                assertThat(next.in()).isEqualTo(in);
                assertThat(next.size()).isEqualTo(size);
                assertThat(next.outputSize()).isEqualTo(positions);
                assertThat(next.index(2)).isEqualTo(index);
                assertThat(next.out()).isEqualTo(Math.max(1, Math.round(step.channels() * width)));
                index += 2;
                in = next.out();
                size = positions;
            }
            assertThat(convolutions).isEmpty();
        }
    }

    @Test
    void aPlanIsReadBackFromItsText() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            List<PlanStep> steps = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                steps.add(new PlanStep(1 + random.nextInt(4096), 1 + 2 * random.nextInt(8), 1 + random.nextInt(8)));
                if (random.nextBoolean()) {
                    steps.add(new PlanStep(0, 1 + random.nextInt(15), 1 + random.nextInt(8)));
                }
            }
            assertThat(PlanStep.parse("--plan", PlanStep.text(steps))).isEqualTo(steps);
        }
        assertThat(PlanStep.text(PlanStep.parse("--plan", " 64k3s1,  M  128k5s2 Mk2s2 8 Mk3 ")))
                .isEqualTo("64 M 128k5s2 M 8 Mk3");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'64 m', 'step 2, \"m\", is none. Give channels'",
        "'64 N3', 'step 2, \"N3\"'",
        "'M 64', 'step 1, \"M\", is a max pooling that follows no convolution'",
        "'8 M M', 'step 3, \"M\"'",
        "'8k4', 'step 1, \"8k4\", has a kernel of 4, which no padding centres on a pixel. Give an odd one, such as 5.'",
        "'8 0', 'step 2, \"0\", has channels of 0. Give 1 to 4096.'",
        "'8k17', 'has a kernel of 17. Give 1 to 15.'",
        "'8s9', 'has a stride of 9. Give 1 to 8.'"
    })
    void whatIsNoPlanIsRefusedWithThePlaceOfTheStep(String text, String message) {
        assertThatThrownBy(() -> RunConfig.defaults().withText(RunOption.PLAN, text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--plan")
                .hasMessageContaining(message);
    }

    @Test
    void thePictureThatAPlanNeedsIsTheSmallestItFits() {
        List<PlanStep> steps = PlanStep.parse("--plan", "4s2 Mk3s1 4s3 Mk5s2");
        assertThatThrownBy(() -> NetPlan.of(steps, 1, new InputShape(3, 28)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("after conv2", "windows of 5 x 5", "only 4 x 4 are left", "at least 29 x 29");
        assertThat(NetPlan.of(steps, 1, new InputShape(3, 29)).convolutions()).hasSize(2);
    }
}
