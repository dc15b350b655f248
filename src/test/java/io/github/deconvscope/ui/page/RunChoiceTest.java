package io.github.deconvscope.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.TestFolders;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.ui.FakeRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs a page offers. */
class RunChoiceTest {
    @TempDir
    Path folder;

    private Path copied(String name) throws IOException {
        Path from = Path.of(System.getProperty("project.dir", "."), "docs/runs/laptop");
        return TestFolders.copy(from, folder.resolve(name));
    }

    @Test
    void aRunWithoutARecordedLayerIsNotOfferedForItsLayers() throws IOException {
        copied("whole");
        Files.delete(copied("without").resolve("layers.json"));
        Files.writeString(copied("damaged").resolve("layers.json"), "[{}]");
        FakeRuns runs = new FakeRuns();
        assertThat(RunChoice.list(runs, folder)).hasSize(3);
        assertThat(RunChoice.withLayers(runs, folder))
                .extracting(RunChoice::name)
                .containsExactly("whole");
        runs.start(RunConfig.defaults(), new RunFolder(folder.resolve("going")).path());
        assertThat(RunChoice.withLayers(runs, folder))
                .extracting(RunChoice::name)
                .containsExactly("going", "whole");
    }
}
