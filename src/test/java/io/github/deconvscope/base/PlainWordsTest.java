package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWordsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "There is not enough space on the disk", "Disk quota exceeded"})
    void aFullDiskIsCalledSoWithTheFileAndTheRemedy(String reason) throws IOException {
        Path file = folder.resolve("step-000000001.npz");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IOException(reason);
                }))
                .satisfies(problem -> assertThat(PlainWords.of(problem))
                        .startsWith("The disk is full: " + file)
                        .contains("Free some space"));
        assertThat(Files.list(folder)).isEmpty();
    }

    @Test
    void filesThatAreMissingForbiddenOrOnAReadOnlyDiskAreNamed() {
        assertThat(PlainWords.of(new NoSuchFileException("a.json")))
                .isEqualTo("There is no file or folder a.json. Check the path.");
        assertThat(PlainWords.of(new AccessDeniedException("b.json"))).startsWith("No permission for b.json.");
        assertThat(PlainWords.of(new FileSystemException("c.json", null, "Read-only file system")))
                .startsWith("The disk is read-only: c.json");
    }

    @Test
    void aWrapperWithoutWordsOfItsOwnIsLeftOut() {
        AccessDeniedException denied = new AccessDeniedException("b.json");
        assertThat(PlainWords.of(new UncheckedIOException(denied))).startsWith("No permission for b.json.");
        assertThat(PlainWords.of(new UncheckedIOException("Own words.", denied)))
                .isEqualTo("Own words.");
    }

    @Test
    void aWriterMayCloseTheStream() throws IOException {
        Path file = folder.resolve("closed.txt");
        AtomicFile.write(file, out -> {
            out.write('x');
            out.close();
        });
        assertThat(file).hasContent("x");
    }
}
