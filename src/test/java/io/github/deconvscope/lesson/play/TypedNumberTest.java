package io.github.deconvscope.lesson.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumberTest {
    private static final String ASK = "How much?";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "36 | 36",
                "-0.5 | -0.5",
                ".25 | 0.25",
                "1/9 | 0.1111111111111111",
                "1 / 9 | 0.1111111111111111",
                "-3/4 | -0.75",
                "1,5/3 | 0.5",
                "0,111 | 0.111",
                "267,3 | 267.3",
                "11.1 % | 0.111",
                "11,1% | 0.111",
                "12 per cent | 0.12",
                "29,171.5 | 29171.5",
                "1,234,567 | 1234567",
                "1.234.567 | 1234567",
                "1.234,5 | 1234.5",
                "29 171 | 29171",
                "29'171,5 | 29171.5",
                "6e-4 | 0.0006",
                "6,5536e-4 | 0.00065536",
                "6.6 x 10^-4 | 0.00066",
                "10^3 | 1000",
                "2*10^2 | 200",
                "12,345678 | 12.345678",
                "0.111 | 0.111",
            })
    void whatPeopleTypeIsUnderstood(String text, double number) {
        assertThat(TypedNumber.read(text, ASK)).isCloseTo(number, within(1e-12 * Math.max(1, Math.abs(number))));
    }

    @Test
    void perCentIsWhatTheQuestionAsksFor() {
        assertThat(TypedNumber.read("10 %", "What accuracy, in per cent?")).isEqualTo(10);
        assertThat(TypedNumber.read("10", "What accuracy, in per cent?")).isEqualTo(10);
        assertThat(TypedNumber.read("10 %", "What share?")).isEqualTo(0.1);
    }

    /** However a number is written, grouped or with a comma, it is the same number. */
    @Test
    void allWaysToWriteANumberAgree() {
        SplittableRandom random = new SplittableRandom(18);
        for (int i = 0; i < 500; i++) {
            double number = Math.rint(random.nextDouble() * Math.pow(10, random.nextInt(3, 9))) / 100;
            String english = String.format(Locale.ROOT, "%,.2f", number);
            String german = String.format(Locale.GERMANY, "%,.2f", number);
            for (String way : new String[] {
                english, german, english.replace(",", ""), german.replace(".", ""), english.replace(",", " ")
            }) {
                assertThat(TypedNumber.read(way, ASK)).as(way).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "NaN",
                "Infinity",
                "2d",
                "0x10",
                "1/0",
                "1/2/3",
                "1,2,3",
                "12,34.5",
                "1..2",
                "sqrt(2)",
                "%",
                "/",
                "10^",
                "--1"
            })
    void anythingElseIsRefusedWithTheRightForm(String text) {
        assertThatThrownBy(() -> TypedNumber.read(text, ASK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not read as a number. Write it as 36, 0.5, 1/9")
                .hasMessageContaining("does not count as a try");
    }

    @Test
    void whatCanBeReadInTwoWaysIsAskedForAgain() {
        assertThatThrownBy(() -> TypedNumber.read("29,171", ASK))
                .hasMessage("\"29,171\" can be read as 29171 or as 29.171. Write the one that you mean; it does not"
                        + " count as a try.");
    }
}
