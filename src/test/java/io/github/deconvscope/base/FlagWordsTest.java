package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import org.junit.jupiter.api.Test;

class FlagWordsTest {
    @Test
    void anOptionOfARunAndAParameterOfAFigureTakeTheSameWords() {
        Parameter parameter = Parameter.flag("logY", "", false);
        for (String word : FlagWords.ALL.split(", ")) {
            boolean on = FlagWords.read(word).orElseThrow();
            for (String typed : new String[] {word, word.toUpperCase(), " " + word + " "}) {
                assertThat(RunConfig.defaults()
                                .withText(RunOption.AUGMENT, typed)
                                .get(RunOption.AUGMENT))
                        .isEqualTo(on);
                assertThat(parameter.parse(typed)).isEqualTo(Boolean.toString(on));
            }
        }
    }

    @Test
    void anythingElseIsRefusedByBoth() {
        Parameter parameter = Parameter.flag("logY", "", false);
        for (String word : new String[] {"", "2", "truee", "y"}) {
            assertThat(FlagWords.read(word)).isEmpty();
            assertThatThrownBy(() -> RunConfig.defaults().withText(RunOption.AUGMENT, word))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(FlagWords.ALL);
            assertThatThrownBy(() -> parameter.parse(word)).isInstanceOf(InvalidInputException.class);
        }
    }
}
