package io.github.deconvscope.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slice of {@link BrokenInputs}; its {@code main} tries 10,000. */
class BrokenInputsTest {
    private static final int COUNT = 300;

    @TempDir
    Path temp;

    @Test
    void areDoneOrRefusedInWords() throws Exception {
        List<BrokenInputs.Outcome> failed = new ArrayList<>();
        try (BrokenInputs inputs = new BrokenInputs(Files.createDirectory(temp.resolve("inputs")))) {
            for (long seed = 1; seed <= COUNT; seed++) {
                BrokenInputs.Outcome outcome = inputs.check(seed);
                if (outcome.failed()) {
                    failed.add(outcome);
                }
            }
        }
        assertThat(failed).isEmpty();
    }
}
