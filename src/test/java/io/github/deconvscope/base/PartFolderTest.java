package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @BeforeEach
    void makeParent() throws IOException {
        parent = Files.createDirectory(temp.resolve("runs"));
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
    void foldersThatNobodyIsAtWorkInAreRemoved() throws IOException {
        leave(".empty.0000000a.part");
        leave(".one.0000000b.part", "scalars.csv", ".imported.json.0123abcd.part");
        leave(".several.0000000c.part", "a/scalars.csv", "a/imported.json", "a/labels.json", "import.json");
        Files.createFile(parent.resolve(".several.0000000c.lock"));
        Files.createFile(parent.resolve(".only.0000000d.lock"));
        importNext();
        assertThat(parent.toFile().list()).containsExactly("next");
    }

    @Test
    void whatIsSomebodysStays() throws IOException {
        List<Path> others = List.of(
                leave(".notes.0000000a.part", "scalars.csv", "a/notes.txt"),
                leave("plain.0000000b.part", "scalars.csv"),
                leave(".no-number.part", "scalars.csv"),
                leave(".too-long.000000000c.part", "scalars.csv"));
        Path file = Files.writeString(parent.resolve(".file.0000000d.part"), "a file");
        Path lock = Files.writeString(parent.resolve(".file.0000000e.lock"), "a file");
        importNext();
        assertThat(others)
                .allSatisfy(folder -> assertThat(folder.resolve("scalars.csv")).exists());
        assertThat(others.get(0).resolve("a/notes.txt")).exists();
        assertThat(file).exists();
        assertThat(lock).exists();
        assertThat(parent.resolve(".notes.0000000a.lock")).doesNotExist();
    }

    @Test
    void whatIsMadeByAnotherIsRefusedByName() throws IOException {
        Path target = parent.resolve("next");
        try (PartFolder first = PartFolder.make(target, file -> true)) {
            assertThatThrownBy(this::importNext)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("making " + target)
                    .hasMessageContaining("--out");
            try (PartFolder other = PartFolder.make(parent.resolve("other"), file -> true)) {
                assertThat(other.path()).isEmptyDirectory();
            }
            assertThat(first.path()).isEmptyDirectory();
        }
        assertThat(parent).isEmptyDirectory();
        importNext();
        assertThat(target).isNotEmptyDirectory();
    }

    @Test
    void aLockIsForOneHolderAtATime() throws IOException {
        Path file = parent.resolve("lock");
        ProcessLock held = ProcessLock.take(file).orElseThrow();
        Path link = Files.createSymbolicLink(temp.resolve("link"), parent);
        assertThat(ProcessLock.take(file)).isEmpty();
        assertThat(ProcessLock.take(link.resolve("lock"))).isEmpty();
        held.close();
        ProcessLock next = ProcessLock.take(file).orElseThrow();
        // Closing twice does not let go of what another holds by now.
        held.close();
        assertThat(ProcessLock.take(file)).isEmpty();
        next.close();
    }
}
