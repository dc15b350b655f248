package io.github.deconvscope.run.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "--iterations does nothing beside --normalization batchnorm; \"Iterations\" does nothing beside \"Normalization: Batch normalization\"",
                "Take a run with --model vgg11, or another.; Take a run with \"Net: VGG-11\", or another.",
                "give --image-size 16 or more; give \"Picture size\" 16 or more",
                "Give its folder with --data.; Give its folder with \"Data files\".",
                "Start with --cuda, or give --out x.; Start with --cuda, or give --out x.",
                "1 --- 2 -- 3; 1 --- 2 -- 3"
            })
    void labelsStandForFlagsAndNamesForIds(String message, String words) {
        assertThat(FormWords.of(message)).isEqualTo(words);
    }

    /** So does whatever an option says of its own value. */
    @ParameterizedTest
    @EnumSource(RunOption.class)
    void noFlagOfARunIsLeft(RunOption option) {
        assertThat(FormWords.of("Set " + option.flag() + ", or leave " + option.flag() + " out"))
                .isEqualTo("Set \"" + option.label() + "\", or leave \"" + option.label() + "\" out");
    }

    @Test
    void theRefusalOfANetWithResidualBlocksNamesNoFlag() {
        NetPlan net = NetPlan.of(RunConfig.defaults().with(RunOption.MODEL, ModelName.RESNET18));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> net.requireRow("The page Network")))
                .hasMessageContaining("such as VGG-11")
                .hasMessageNotContaining("--");
    }
}
