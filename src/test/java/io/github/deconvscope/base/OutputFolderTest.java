package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    Path temp;

    @Test
    void foldersThatWereMadeAreTakenBack() throws IOException {
        Path there = Files.createDirectory(temp.resolve("there"));
        OutputFolder made = OutputFolder.make(there.resolve("a/b"));
        assertThat(there.resolve("a/b")).isDirectory();
        made.removeEmpty();
        assertThat(there).isEmptyDirectory();
        made.removeEmpty();
        OutputFolder.make(there).removeEmpty();
        assertThat(there).isDirectory();
    }

    @Test
    void whatHoldsSomethingStays() throws IOException {
        OutputFolder made = OutputFolder.make(temp.resolve("a/b"));
        Path file = Files.createFile(temp.resolve("a/mine"));
        made.removeEmpty();
        assertThat(file).exists();
        assertThat(temp.resolve("a/b")).doesNotExist();
    }

    @Test
    void theRefusalNamesTheFileInTheWay() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> OutputFolder.make(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The folder " + file + " cannot be made: " + file + " is a file; name another.");
        assertThatThrownBy(() -> OutputFolder.make(file.resolve("a/b")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The folder " + file.resolve("a/b") + " cannot be made: " + file + " is a file; name another.");
    }

    @Test
    void nothingIsLeftOfAPathThatCannotBeMadeToItsEnd() {
        assertThatThrownBy(() -> OutputFolder.make(temp.resolve("a/b").resolve("c".repeat(300))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be made: File name too long; name another.");
        assertThat(temp).isEmptyDirectory();
    }
}
