package io.github.deconvscope.engine.bench;

import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of this process, Java's and native, in MiB, as Linux tells it. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    /** What makes Linux count the peak anew; see proc(5). */
    private static final String PEAK = "5";

    /**
     * @throws InvalidInputException if the system is another one
     */
    ResidentMemory() {
        if (!isTold()) {
            throw new InvalidInputException(
                    "The memory of a process is read from /proc, which only Linux has. Measure it on Linux.");
        }
    }

    static boolean isTold() {
        return Files.isReadable(STATUS) && Files.isWritable(CLEAR);
    }

    double now() {
        return read("VmRSS:");
    }

    /** The most since {@link #forgetPeak}. */
    double peak() {
        return read("VmHWM:");
    }

    void forgetPeak() {
        try {
            Files.writeString(CLEAR, PEAK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double read(String name) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(STATUS + " has no " + name);
    }
}
