package io.github.deconvscope.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberBlockTest {
    @ParameterizedTest
    @ValueSource(strings = {"1 2\n3 4", "1\t2\r\n3\t4\n", "1, 2; 3, 4", "[[1,2],[3,4]]"})
    void readsWhatPeoplePaste(String text) {
        assertThat(NumberBlock.looksLikeOne(text)).isTrue();
        NumberBlock block = NumberBlock.read(text);
        assertThat(block.rows()).isEqualTo(2);
        assertThat(block.columns()).isEqualTo(2);
        assertThat(block.values()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", " -2.5e3 ", "", "abc"})
    void aSingleWordIsNoBlock(String text) {
        assertThat(NumberBlock.looksLikeOne(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2\n3", "1 a", "1 NaN", "1 1e400", "[[[1]]]", "[1,"})
    void refusesInWords(String text) {
        assertThatThrownBy(() -> NumberBlock.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isLaidOverAMapOrRefusedWhole() {
        NumberBlock block = NumberBlock.read("1 2\n3 4");
        double[] map = new double[18];
        assertThat(block.over(map, 3, 3, 4)).containsExactly(0, 0, 0, 0, 1, 2, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(block.over(map, 3, 3, 9 + 4)[17]).isEqualTo(4);
        assertThat(map).containsOnly(0);
        assertThatThrownBy(() -> block.over(map, 3, 3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x2")
                .hasMessageContaining("only 2x1");
    }
}
