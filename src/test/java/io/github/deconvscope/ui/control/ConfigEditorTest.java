package io.github.deconvscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigEditorTest {
    private final ConfigEditor editor = new ConfigEditor(RunConfig.defaults());

    @Test
    void takesWhatCanBeRead() {
        editor.edit(RunOption.BLOCK, "16");
        assertThat(editor.getConfig().block()).isEqualTo(16);
        assertThat(editor.valid().get()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "0", "-3", "1.5", "1e400", "NaN", "9999999"})
    void keepsTheLastGoodValueAndSaysWhatIsWrong(String text) {
        editor.edit(RunOption.BLOCK, "16");
        editor.edit(RunOption.BLOCK, text);
        assertThat(editor.getConfig().block()).isEqualTo(16);
        assertThat(editor.valid().get()).isFalse();
        assertThat(editor.errors().get(RunOption.BLOCK)).startsWith("Block is").contains("from 1 to 4096");
        editor.edit(RunOption.BLOCK, "32");
        assertThat(editor.errors()).isEmpty();
        assertThat(editor.getConfig().block()).isEqualTo(32);
    }

    @ParameterizedTest
    @EnumSource(RunOption.class)
    void everyOptionTakesItsOwnText(RunOption option) {
        editor.edit(option, RunConfig.defaults().text(option));
        assertThat(editor.errors()).isEmpty();
        assertThat(editor.getConfig()).isEqualTo(RunConfig.defaults());
    }
}
