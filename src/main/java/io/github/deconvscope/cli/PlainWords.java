package io.github.deconvscope.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in plain words what an exception means. */
final class PlainWords {
    private PlainWords() {}

    /** One sentence for {@code problem}, with the remedy where there is one. */
    static String of(Throwable problem) {
        if (problem instanceof NoSuchFileException missing) {
            return "There is no file or folder " + missing.getFile() + ". Check the path.";
        }
        if (problem instanceof AccessDeniedException denied) {
            return "No permission for " + denied.getFile() + ". Choose another place or change its permissions.";
        }
        if (problem instanceof NotDirectoryException file) {
            return file.getFile() + " is a file, but a folder is needed. Choose another path.";
        }
        if (problem instanceof FileSystemException other && other.getReason() != null) {
            return other.getFile() + ": " + other.getReason();
        }
        if (problem instanceof OutOfMemoryError) {
            return "Not enough memory. Make the input, batch or width smaller, or give Java more:"
                    + " DECONVSCOPE_JAVA_OPTS=-Xmx4g ./deconvscope ...";
        }
        String message = problem.getMessage();
        if (message == null || message.isBlank()) {
            Throwable cause = problem.getCause();
            return cause == null ? problem.getClass().getSimpleName() : of(cause);
        }
        return message;
    }
}
