package io.github.deconvscope.base;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Java's folder for temporary files, which nobody makes when it is missing. DJL gives PyTorch functions of TorchScript by way of a file in it. */
public final class TemporaryFolder {
    /** What to do where it cannot be used. */
    public static final String REMEDY = "Make it writable, or name another: DECONVSCOPE_JAVA_OPTS=-Djava.io.tmpdir=DIR";

    private TemporaryFolder() {}

    /** Where it is. */
    public static Path path() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Whether files can be made in such a folder. */
    public static boolean isUsable(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }

    /** Whether a file could not be made because this folder cannot be used: the file's name says nothing to anybody then. */
    static boolean isToBlame(FileSystemException problem) {
        return problem.getFile() != null
                && path().equals(Path.of(problem.getFile()).getParent())
                && !isUsable(path());
    }
}
