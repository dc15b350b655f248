package io.github.deconvscope.run.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts this program once more. Implemented in {@code app}. */
@FunctionalInterface
public interface OwnProgram {
    /**
     * Starts a command of the command line in a process of its own, with the Java and the options of this one.
     *
     * @param arguments of the command line
     * @param log what it says on standard error is added there
     * @return the process; what it prints is to be read from it, and it reads what is written to it
     */
    Process start(List<String> arguments, Path log) throws IOException;
}
