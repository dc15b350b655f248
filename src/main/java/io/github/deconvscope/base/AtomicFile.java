package io.github.deconvscope.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file atomically: to a temporary file in the same folder, which is forced to the disk and then renamed. A full disk, a killed
 * process or a power cut leaves the old file or none, never half of one.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** What to write; may fail at any byte, and may close the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * @throws InvalidInputException if the folder is missing or cannot be written to
     * @throws IOException that names the file if writing fails; the place is then as it was before
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        requireUsable(target);
        Path temporary = PartFolder.beside(target);
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new Buffer(channel)) {
                content.writeTo(out);
                out.flush();
                channel.force(false);
            }
            move(temporary, target);
        } catch (FileSystemException e) {
            throw temporary.toString().equals(e.getFile()) ? ofTarget(target, e) : e;
        } catch (IOException e) {
            throw PlainWords.naming(file, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes text as UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Names the target in the message instead of the temporary file, which means nothing to the reader. */
    private static IOException ofTarget(Path target, FileSystemException problem) {
        if (problem instanceof NoSuchFileException || problem instanceof AccessDeniedException) {
            throw OutputFolder.unwritable(target.getParent(), problem);
        }
        FileSystemException named = new FileSystemException(target.toString(), null, problem.getReason());
        named.initCause(problem);
        return named;
    }

    private static void requireUsable(Path target) {
        if (Files.isDirectory(target)) {
            throw new InvalidInputException(
                    target + " is a folder; name a file in it, such as " + target.resolve("figure.png") + ".");
        }
        OutputFolder.requireUsable(target.getParent());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Leaves the channel open when a writer closes it, since its bytes have yet to be forced to the disk. */
    private static final class Buffer extends BufferedOutputStream {
        Buffer(FileChannel channel) {
            super(Channels.newOutputStream(channel), 1 << 16);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
