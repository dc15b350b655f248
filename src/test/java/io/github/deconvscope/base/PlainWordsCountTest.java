package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainWordsCountTest {
    @ParameterizedTest
    @CsvSource({
        "0, input, 0 inputs",
        "1, input, 1 input",
        "2, batch, 2 batches",
        "0, epoch, 0 epochs",
        "3, class, 3 classes",
        "2, copy, 2 copies",
        "2, day, 2 days",
        "1, wrong value, 1 wrong value",
        "2, wrong value, 2 wrong values"
    })
    void aNumberAndWhatItCounts(long number, String one, String words) {
        assertThat(PlainWords.count(number, one)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0.8359, 83.6 %", "1, 100 %", "0, 0 %", "0.00012, 0.012 %"})
    void aShareIsShownInOneWay(double share, String words) {
        assertThat(Numbers.percent(share)).isEqualTo(words);
    }
}
