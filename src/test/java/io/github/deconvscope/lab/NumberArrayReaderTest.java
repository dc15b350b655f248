package io.github.deconvscope.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberArrayReaderTest {
    @Test
    void readsArraysOfOneToFourDimensions() {
        assertThat(NumberArrayReader.read("x", "[1, -2.5e1, 0]"))
                .isEqualTo(new NumberArray(new int[] {3}, new double[] {1, -25, 0}));
        assertThat(NumberArrayReader.read("x", "[[1,2],[3,4]]"))
                .isEqualTo(new NumberArray(new int[] {2, 2}, new double[] {1, 2, 3, 4}));
        assertThat(NumberArrayReader.read("x", "[[[[1]],[[2]]]]").shape()).containsExactly(1, 2, 1, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[1,2],[3]] | ragged",
                "[[1,2],[3,4,5]] | ragged",
                "[[1],2] | mixes",
                "[1,[2]] | mixes",
                "[] | no numbers",
                "[[]] | no numbers",
                "[[1],[]] | no numbers",
                "[NaN] | finite",
                "[Infinity] | finite",
                "[1e400] | beyond the range",
                "[-1e39] | beyond the range",
                "[a] | finite numbers",
                "[\"1\"] | a text",
                "[true] | true or false",
                "[null] | null",
                "[{}] | an object",
                "5 | a single number",
                "{\"a\":1} | an object",
                "[1,2 | finite numbers",
                "[1,] | finite numbers",
                "[1] [2] | not a JSON array",
                "[[[[[1]]]]] | nested",
                "[01] | finite numbers",
                "[0x10] | finite numbers"
            })
    void refusesWithThePlace(String text, String why) {
        assertThatThrownBy(() -> NumberArrayReader.read("the kernel", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the kernel")
                .hasMessageContaining(why);
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertThatThrownBy(() -> NumberArrayReader.read("the input", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
        String huge = "[" + "1,".repeat(NumberArrayReader.MAX_VALUES) + "1]";
        assertThatThrownBy(() -> NumberArrayReader.read("the input", huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than");
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> NumberArrayReader.read("the input", deep))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "NaN", "Infinity", "1e400", "1d", "0x1p3", "1,5", "--1", "1e", "."})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> NumberArrayReader.number("the cell", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the cell");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "-.5, -0.5", "+2., 2", "1e3, 1000", "' 7 ', 7"})
    void readsANumber(String text, double value) {
        assertThat(NumberArrayReader.number("the cell", text)).isEqualTo(value);
    }
}
