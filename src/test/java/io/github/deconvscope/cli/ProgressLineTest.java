package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40, 79, 80, 120, 300})
    void neverFillsTheLastColumn(int columns) {
        for (double share : new double[] {0, 0.333, 0.9999, 1, Double.NaN}) {
            assertThat(ProgressLine.line(share, "step 3 of 9, epoch 1 of 2, loss 2.1", columns))
                    .hasSizeLessThan(Math.max(1, columns));
        }
    }

    @Test
    void theBarIsAsFullAsTheShare() {
        assertThat(ProgressLine.line(0.5, "half", 200))
                .isEqualTo("[" + "=".repeat(15) + " ".repeat(15) + "]  50 % half");
        assertThat(ProgressLine.line(Double.NaN, "who knows", 200)).isEqualTo("who knows");
        assertThat(ProgressLine.line(0.9999, "", 20))
                .as("100 only at the end")
                .startsWith("[")
                .contains(" 99 %");
    }

    @Test
    void aLineThatStaysStandsAboveTheOneThatIsWrittenOver() {
        try (ProgressLine line = new ProgressLine(out, ProgressLine.Reader.TERMINAL, 80)) {
            line.show(0, "first");
            line.say("warning");
        }
        String drawn = "\r[" + " ".repeat(30) + "]   0 % first";
        assertThat(said().replace(System.lineSeparator(), "\n"))
                .isEqualTo(drawn + "\r" + " ".repeat(drawn.length() - 1) + "\rwarning\n" + drawn + "\n");
    }

    @Test
    void nobodyIsOnlyToldWhatStays() {
        try (ProgressLine line = new ProgressLine(out, ProgressLine.Reader.NOBODY, 80)) {
            line.show(0.5, "half");
            line.say("warning");
        }
        assertThat(said().strip()).isEqualTo("warning");
    }
}
