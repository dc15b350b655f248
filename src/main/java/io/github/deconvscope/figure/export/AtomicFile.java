package io.github.deconvscope.figure.export;

import io.github.deconvscope.run.InvalidInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and renames it when it is whole: a full disk or a kill leaves the old file or none, never half. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What to write; may fail at any byte. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * @throws InvalidInputException if the folder is missing or cannot be written to
     * @throws IOException if writing fails; the place is then as it was before
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InvalidInputException("the folder " + folder + " does not exist; make it, or name another.");
        }
        if (Files.isDirectory(target)) {
            throw new InvalidInputException(
                    file + " is a folder; name a file in it, such as " + file.resolve("figure.png"));
        }
        if (!Files.isWritable(folder)) {
            throw new InvalidInputException("the folder " + folder + " cannot be written to; name another.");
        }
        Path temporary = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                content.writeTo(out);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
