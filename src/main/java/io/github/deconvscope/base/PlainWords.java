package io.github.deconvscope.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns exceptions and counts into plain English for messages. */
public final class PlainWords {
    private PlainWords() {}

    /** The path that a person gave as {@code what}. */
    public static Path path(String what, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(
                    what + " is \"" + text + "\", which is not a path: " + e.getReason() + ".", e);
        }
    }

    /** The text with a full stop, if it has none. */
    public static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** "1 row", "2 rows", "1 batch", "2 batches": a number with the word for what it counts, given for one. */
    public static String count(long number, String one) {
        return number + " " + (number == 1 ? one : plural(one));
    }

    private static String plural(String one) {
        return one.matches(".*(s|x|z|(?<!epo)ch|sh)")
                ? one + "es"
                : one.matches(".*[^aeiou]y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    }

    /** One or two sentences for {@code problem}, with the remedy where there is one. */
    public static String of(Throwable problem) {
        if (problem instanceof FileSystemException file && TemporaryFolder.isToBlame(file)) {
            return "The folder for temporary files, " + TemporaryFolder.path()
                    + ", is missing or cannot be written to. " + TemporaryFolder.REMEDY;
        }
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
            return ofReason(other.getFile(), other.getReason());
        }
        if (problem instanceof OutOfMemoryError) {
            return "Not enough memory. Make the input, batch or width smaller, or give Java more:"
                    + " DECONVSCOPE_JAVA_OPTS=-Xmx4g ./deconvscope ...";
        }
        String message = problem.getMessage();
        Throwable cause = problem.getCause();
        // The message of a wrapper that was given none is the cause's class and words.
        if (message == null || message.isBlank() || cause instanceof IOException && message.equals(cause.toString())) {
            return cause == null ? problem.getClass().getSimpleName() : of(cause);
        }
        return message;
    }

    /** Recognises reasons by the words of the operating system, which has no codes for them. */
    private static String ofReason(String file, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("no space") || words.contains("not enough space") || words.contains("quota")) {
            return "The disk is full: " + file
                    + " could not be written. Free some space there, or choose another disk.";
        }
        if (words.contains("read-only")) {
            return "The disk is read-only: " + file + " could not be written. Choose another place.";
        }
        return file + ": " + reason;
    }

    /** The same failure with the name of the file, which Java leaves out of errors in the middle of a file. */
    public static IOException naming(Path file, IOException problem) {
        if (problem instanceof FileSystemException) {
            return problem;
        }
        FileSystemException named = new FileSystemException(file.toString(), null, problem.getMessage());
        named.initCause(problem);
        return named;
    }
}
