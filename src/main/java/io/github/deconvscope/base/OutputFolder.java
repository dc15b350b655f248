package io.github.deconvscope.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A folder that results are written to. Here such folders are made, so that every command refuses one that cannot be made, or not written to,
 * in the same words, and can take back what it made.
 */
public final class OutputFolder {
    private static final String REMEDY = "; name another.";

    /** Those that were not there before, the innermost first. */
    private final Deque<Path> made;

    private OutputFolder(Deque<Path> made) {
        this.made = made;
    }

    /**
     * Makes a folder, with those above it that are missing.
     *
     * @throws InvalidInputException if it cannot be made, or not written to; what was made above it is gone again
     */
    public static OutputFolder make(Path folder) {
        OutputFolder result = new OutputFolder(new ArrayDeque<>());
        try {
            for (Path missing : missing(folder)) {
                result.makeOne(missing);
            }
            requireUsable(folder);
            return result;
        } catch (IOException e) {
            result.removeEmpty();
            throw new InvalidInputException("The folder " + folder + " cannot be made" + why(e) + REMEDY, e);
        } catch (InvalidInputException e) {
            result.removeEmpty();
            throw e;
        }
    }

    /** The folders to make, the outermost first. */
    private static Deque<Path> missing(Path folder) {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path each = folder.toAbsolutePath(); each != null && !Files.isDirectory(each); each = each.getParent()) {
            missing.push(each);
        }
        return missing;
    }

    private void makeOne(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            made.push(folder);
        } catch (FileAlreadyExistsException e) {
            // Another program may have made it since.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static String why(IOException problem) {
        if (!(problem instanceof FileSystemException file)) {
            return "";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return ": " + file.getFile() + " is a file";
        }
        if (problem instanceof AccessDeniedException) {
            return ": " + Path.of(file.getFile()).getParent() + " cannot be written to";
        }
        return file.getReason() == null ? "" : ": " + file.getReason();
    }

    /**
     * Refuses a folder that is not there, or that nothing can be written to.
     *
     * @throws InvalidInputException that names the folder and says what to do
     */
    static void requireUsable(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidInputException(folder + " is a file, but a folder is needed" + REMEDY);
        }
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException("The folder " + folder + " does not exist; make it, or name another.");
        }
        if (!Files.isWritable(folder)) {
            throw unwritable(folder, null);
        }
    }

    /** The refusal of a folder that nothing can be written to. */
    static InvalidInputException unwritable(Path folder, @Nullable Throwable cause) {
        return new InvalidInputException("The folder " + folder + " cannot be written to" + REMEDY, cause);
    }

    /**
     * The name of what is to be written, without the folders above it.
     *
     * @throws InvalidInputException if the path has none, as {@code /} has
     */
    public static String nameOf(Path target) {
        if (target.getFileName() == null) {
            throw new InvalidInputException(
                    target + " is a folder; name a file in it, such as " + target.resolve("figure.png") + ".");
        }
        return target.getFileName().toString();
    }

    /** Removes the folders that were made here, as far as they hold nothing: for work that came to nothing. */
    public void removeEmpty() {
        try {
            while (!made.isEmpty()) {
                Files.delete(made.peek());
                made.pop();
            }
        } catch (IOException e) {
            // Something else lies there by now, so it stays.
            made.clear();
        }
    }
}
