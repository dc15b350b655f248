package io.github.deconvscope.ui.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** States as people have saved them, written out: they have to stay readable. */
class StatesTest {
    private static final RunConfig BLOCK_32 = RunConfig.defaults().with(RunOption.BLOCK, 32L);

    @Test
    void aSavedTrainingPage() {
        Path run = Path.of("some run").toAbsolutePath();
        String saved =
                "{\"config\":{\"block\":32},\"layer\":\"features.0\",\"logarithmic\":true,\"run\":\"" + run + "\"}";
        TrainingState state = new TrainingState(BLOCK_32, "features.0", true, Optional.of(run));
        assertThat(TrainingState.parse(saved)).isEqualTo(state);
        assertThat(TrainingState.parse(state.toString())).isEqualTo(state);
        assertThat(TrainingState.parse(saved.replace(run.toString(), "")).run()).isEmpty();
        assertThat(TrainingState.of(BLOCK_32).toString()).doesNotContain("\"run\"");
    }

    @Test
    void aSavedPrecisionPageAlsoFromBeforeThereWereSeveralSeeds() {
        String saved = "{\"a\":{\"block\":32},\"b\":{},\"otherSeeds\":1,\"byTime\":true,\"layer\":\"\"}";
        PrecisionState state = new PrecisionState(BLOCK_32, RunConfig.defaults(), 1, true, "", Optional.empty());
        assertThat(PrecisionState.parse(saved)).isEqualTo(state);
        assertThat(PrecisionState.parse(saved.replace("\"otherSeeds\":1", "\"spread\":true")))
                .isEqualTo(state);
        assertThat(PrecisionState.parse(state.toString())).isEqualTo(state);
        assertThatThrownBy(() -> PrecisionState.parse(saved.replace("Seeds\":1", "Seeds\":5")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("otherSeeds");
        List<Path> runs = List.of(Path.of("a").toAbsolutePath(), Path.of("b").toAbsolutePath());
        PrecisionState looking = PrecisionState.of(BLOCK_32, BLOCK_32, runs, "x", false);
        assertThat(PrecisionState.parse(looking.toString())).isEqualTo(looking);
    }

    @Test
    void aSavedRunsPage() {
        String saved =
                "{\"root\":\"\",\"query\":\"fp16\",\"selected\":[\"x\"],\"columns\":[\"steps\"],\"curve\":\"loss\","
                        + "\"axis\":\"time\",\"smoothing\":0.5,\"logX\":true,\"logY\":false}";
        assertThat(RunsState.parse(saved)).hasToString(saved);
        String ofAnEarlierVersion = saved.replace("\"columns\":[\"steps\"],", "");
        assertThat(RunsState.parse(ofAnEarlierVersion).columns()).isEqualTo(RunsState.START.columns());
    }
}
