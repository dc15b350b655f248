package io.github.deconvscope.base;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the system looks for programs. */
public final class SystemPath {
    private SystemPath() {}

    /** Whether the system finds a program of this name on its path, or, as Windows has it, of this name and {@code .exe}. */
    public static boolean hasProgram(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        for (String folder : path.split(File.pathSeparator)) {
            Path there = Path.of(folder.isEmpty() ? "." : folder);
            if (Files.isExecutable(there.resolve(name)) || Files.isExecutable(there.resolve(name + ".exe"))) {
                return true;
            }
        }
        return false;
    }
}
