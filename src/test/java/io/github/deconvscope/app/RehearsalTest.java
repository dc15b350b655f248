package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.cli.ExitCode;
import io.github.deconvscope.run.RunService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void aNetIsTrainedAndNothingIsLeftOfIt() throws IOException {
        Set<Path> before = folders();
        try (Services services = new Services()) {
            assertThat(Rehearsal.train(services)).isEqualTo(ExitCode.DONE);
            assertThat(services.get(RunService.class).active()).isEmpty();
        }
        assertThat(folders()).isEqualTo(before);
    }

    private static Set<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("deconvscope"))
                    .collect(Collectors.toSet());
        }
    }
}
