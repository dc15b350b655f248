package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunOptionFlagsTest {
    private static RunConfig read(String... words) {
        return RunOptionFlags.apply(new CommandLine(new TrainCommand(null)).parseArgs(words), RunConfig.defaults());
    }

    @Test
    void aFlagChangesItsOption() {
        assertThat(read("--epochs", "7", "--lr=0.5").epochs()).isEqualTo(7);
    }

    @Test
    void aFlagThatIsGivenTwiceIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> read("--epochs", "2", "--epochs=3"))
                .withMessageContainingAll("--epochs", "2 times", "once");
    }
}
