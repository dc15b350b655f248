package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.cli.WindowLauncher;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ServicesTest {
    @Test
    void aServiceIsBuiltOnce() {
        try (Services services = new Services()) {
            assertThat(services.get(WindowLauncher.class)).isSameAs(services.get(WindowLauncher.class));
        }
    }

    @Test
    void anUnboundServiceIsNamed() {
        try (Services services = new Services()) {
            assertThatThrownBy(() -> services.get(Runnable.class)).hasMessageContaining("java.lang.Runnable");
        }
    }

    @Test
    void everyCommandCanBeBuilt() {
        try (Services services = new Services()) {
            for (CommandLine command : new CommandRunner(services.commands())
                    .commandLine()
                    .getSubcommands()
                    .values()) {
                assertThat(command.getCommandSpec().userObject()).isNotNull();
            }
        }
    }
}
