package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentFolderTest {
    private static final String TEXT =
            "{\"name\": \"one\", \"vary\": {\"normalization\": [\"deconv\", \"none\"]}, \"seeds\": \"1..2\"}";

    @TempDir
    Path temp;

    private ExperimentFolder folder;

    @BeforeEach
    void claim() {
        folder = new ExperimentFolder(temp.resolve("out"));
        folder.claim(experiment(TEXT));
    }

    private static Experiment experiment(String text) {
        return ExperimentReader.parse("one.json", text);
    }

    private void refused(ExperimentFolder taken, Experiment experiment, String... words) {
        assertThatThrownBy(() -> taken.claim(experiment))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void itsOwnFolderIsTakenAgainAlsoWithMoreSeeds() {
        folder.claim(experiment(TEXT));
        folder.claim(experiment(TEXT.replace("1..2", "1..5")));
        assertThat(folder.read().tasks()).hasSize(10);
    }

    @Test
    void aFolderOfSomethingElseIsRefusedByName() throws Exception {
        refused(
                folder,
                experiment(TEXT.replace("\"one\"", "\"two\"")),
                folder.path().toString(),
                "\"one\"",
                "\"two\"",
                "--out");
        Path letters = Files.createDirectory(temp.resolve("letters"));
        Files.writeString(letters.resolve("letter.txt"), "Dear");
        refused(new ExperimentFolder(letters), experiment(TEXT), letters.toString(), "not empty");
        assertThat(letters).isDirectoryContaining(file -> file.endsWith("letter.txt"));
        refused(new ExperimentFolder(letters.resolve("letter.txt")), experiment(TEXT), "letter.txt is a file");
    }

    @Test
    void aRunOfAnotherConfigurationIsRefusedWithWhatDiffers() throws Exception {
        RunTask task = experiment(TEXT).tasks().get(0);
        RunFolder run = new RunFolder(folder.run(task));
        RunRecorder.create(run, task.config()).close();
        folder.claim(experiment(TEXT));
        RunFolder.writeJson(
                run.config(), task.config().with(RunOption.BATCH, 32L).toJson());
        refused(folder, experiment(TEXT), run.path().toString(), "batch is 32 there and 128 in the experiment");
    }

    /** What a kill leaves before the configuration is written goes; anything else stays and is said. */
    @Test
    void aHalfWrittenRunIsBegunAnew() throws Exception {
        RunTask task = experiment(TEXT).tasks().get(0);
        RunFolder run = new RunFolder(folder.run(task));
        RunRecorder.create(run, task.config()).close();
        folder.removeHalfWritten(task);
        assertThat(run.isRun()).isTrue();
        Files.delete(run.config());
        Files.writeString(run.path().resolve(".config.json.0123abcd.part"), "{");
        folder.removeHalfWritten(task);
        assertThat(run.path()).doesNotExist();
        Files.createDirectory(run.path());
        Files.writeString(run.path().resolve("letter.txt"), "Dear");
        assertThatThrownBy(() -> folder.removeHalfWritten(task))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("letter.txt");
        assertThat(run.path().resolve("letter.txt")).hasContent("Dear");
    }

    @Test
    void aRunIsTakenByOneAtATime() throws Exception {
        RunTask task = experiment(TEXT).tasks().get(0);
        try (var lock = folder.take(task).orElseThrow()) {
            assertThat(folder.take(task)).isEmpty();
            assertThat(folder.take(experiment(TEXT).tasks().get(1))).isPresent();
        }
        assertThat(folder.take(task)).isPresent();
    }
}
