package io.github.deconvscope.run.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleOptionTest {
    private static RunConfig config(String words) {
        RunConfig config = RunConfig.defaults();
        String[] parts = words.split(" ");
        for (int i = 0; i < parts.length; i += 2) {
            config = config.withText(RunOption.byId(parts[i]), parts[i + 1]);
        }
        return config;
    }

    @ParameterizedTest
    @CsvSource({
        "normalization batchnorm iterations 7, --iterations does nothing beside --normalization batchnorm",
        "normalization none head plain, --head does nothing beside --normalization none",
        "normalization iternorm block 16 refresh 5, --refresh does nothing beside --normalization iternorm",
        "normalization groupnorm iterations 3, --iterations does nothing beside --normalization groupnorm",
        "normalization layernorm update-rate 0.2, --update-rate does nothing beside --normalization layernorm",
        "loss-scale 1024, --loss-scale does nothing beside --precision fp32",
        "precision fp16 loss-scaling none loss-scale 1024, --loss-scale does nothing beside --loss-scaling none",
        "precision fp16 normalization batchnorm fp16-covariance true, "
                + "--fp16-covariance does nothing beside --normalization batchnorm",
        "optimizer adam nesterov true, --nesterov does nothing beside --optimizer adam",
        "refresh-warmup 3, --refresh-warmup does nothing beside --refresh 1"
    })
    void anOptionWithoutEffectIsNamedWithItsReason(String words, String said) {
        assertThat(IdleOption.of(config(words))).extracting(IdleOption::inWords).containsExactly(said);
    }

    @ParameterizedTest
    @CsvSource({
        "width 0.25 block 16 head plain",
        "precision fp16 loss-scale 1024 fp16-covariance true",
        "optimizer sgd nesterov true refresh 5 refresh-warmup 3",
        "normalization batchnorm precision fp16 fp16-weights true",
        "normalization batchnorm block 16 eps 0.01 sampling-stride 2",
        "normalization iternorm block 8 iterations 3 eps 0.001 update-rate 0.2"
    })
    void optionsWithAnEffectAreNot(String words) {
        assertThat(IdleOption.of(config(words))).isEmpty();
    }

    @Test
    void anOptionAtItsDefaultIsIdleTooButNotNamed() {
        RunConfig batchNorm = config("normalization batchnorm");
        assertThat(IdleOption.in(batchNorm, RunOption.ITERATIONS)).isPresent();
        assertThat(IdleOption.of(batchNorm)).isEmpty();
        assertThat(IdleOption.in(RunConfig.defaults(), RunOption.ITERATIONS)).isEmpty();
        assertThat(IdleOption.in(RunConfig.defaults(), RunOption.LOSS_SCALING)).isPresent();
        assertThat(IdleOption.in(config("precision fp16"), RunOption.LOSS_SCALING))
                .isEmpty();
    }

    @Test
    void aFolderIsRefusedForASetThatIsNotReadFromOne() {
        for (DatasetName set : DatasetName.values()) {
            RunConfig with = config("dataset " + set.id() + " data some/folder");
            if (set.fromFolder()) {
                assertThatCode(() -> IdleOption.refuseIdleData(with)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> IdleOption.refuseIdleData(with))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("some/folder")
                        .hasMessageContaining(set.id())
                        .hasMessageContaining("leave --data out");
            }
        }
        assertThatCode(() -> IdleOption.refuseIdleData(RunConfig.defaults())).doesNotThrowAnyException();
    }
}
