package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.cli.CommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @ParameterizedTest
    @CsvSource({
        "train, true",
        "train --width 0.25, true",
        "resume runs/one, true",
        "'', false",
        "--page training, false",
        "train --help, false",
        "train --width 0.25 -h, false",
        "resume --version, false",
        "figures, false"
    })
    void theEngineIsLoadedAtOnceForARunOnly(String line, boolean loads) {
        assertThat(Main.willTrain(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(loads);
    }

    @Test
    void theCommandsOfARunAreCommands() {
        try (Services services = new Services()) {
            assertThat(new CommandRunner(services.commands()).commandLine().getSubcommands())
                    .containsKeys("train", "resume");
        }
    }
}
