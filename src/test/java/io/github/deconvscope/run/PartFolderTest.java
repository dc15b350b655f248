package io.github.deconvscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.library.ImportedScalars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next import removes of those that were killed, and what it has to leave alone. */
class PartFolderTest {
    @TempDir
    Path temp;

    private Path parent;
    private long ended;

    @BeforeEach
    void endAProcess() throws Exception {
        parent = Files.createDirectory(temp.resolve("runs"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("log").toFile())
                .start();
        process.waitFor();
        ended = process.pid();
    }

    private Path leave(String name, String... files) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "half");
        }
        return folder;
    }

    private void importNext() throws IOException {
        Path csv = Files.writeString(temp.resolve("theirs.csv"), "step,loss\n1,0.5\n2,0.25\n");
        ImportedScalars.importFrom(List.of(csv), parent.resolve("next"));
    }

    @Test
    void foldersOfEndedImportsAreRemoved() throws IOException {
        leave(".empty." + ended + ".part");
        leave(".one." + ended + ".part", "scalars.csv", ".imported.json." + ended + ".part");
        leave(".several." + ended + ".part", "a/scalars.csv", "a/imported.json", "a/labels.json", "import.json");
        importNext();
        assertThat(parent.toFile().list()).containsExactly("next");
    }

    @Test
    void whatIsAtWorkOrSomebodysStays() throws IOException {
        long parentOfThis =
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
        List<Path> others = List.of(
                leave(".theirs." + parentOfThis + ".part", "scalars.csv"),
                leave(".notes." + ended + ".part", "scalars.csv", "a/notes.txt"),
                leave("plain." + ended + ".part", "scalars.csv"),
                leave(".no-number.part", "scalars.csv"),
                leave(".too-long.99999999999999999999.part", "scalars.csv"));
        Path file = Files.writeString(parent.resolve(".file." + ended + ".part"), "a file");
        importNext();
        assertThat(others)
                .allSatisfy(folder -> assertThat(folder.resolve("scalars.csv")).exists());
        assertThat(others.get(1).resolve("a/notes.txt")).exists();
        assertThat(file).exists();
    }
}
