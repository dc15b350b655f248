package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordTest {
    @Test
    void whatAShellWouldSplitOrExpandStandsInQuotes() {
        assertThat(ShellWord.join(List.of("--lr", "0.1", "--out", "my runs/a", "it's", "$HOME", "")))
                .isEqualTo("--lr 0.1 --out 'my runs/a' 'it'\\''s' '$HOME' ''");
    }
}
