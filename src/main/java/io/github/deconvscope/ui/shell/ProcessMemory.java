package io.github.deconvscope.ui.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How much memory the process takes. Tensors live outside the Java heap, so the heap alone would not tell. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Such as "1240 MB, Java 210 MB"; without the first where the system has no {@code /proc}. */
    static String describe() {
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        long resident = residentMegabytes();
        return (resident > 0 ? resident + " MB, " : "") + "Java " + heap + " MB";
    }

    private static long residentMegabytes() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("vmrss:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                }
            }
        } catch (IOException e) {
            // The line is a courtesy; without it the heap is shown.
        }
        return 0;
    }
}
