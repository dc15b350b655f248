package io.github.deconvscope.run.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a command of this or another build of the program in a process of its own. Implemented in {@code app}. */
@FunctionalInterface
public interface BuildBench {
    /**
     * Runs it, with the Java, its options and the environment of this process.
     *
     * @param build the checkout of another build; empty for this one
     * @param arguments of the command line
     * @return what it printed
     * @throws io.github.deconvscope.base.InvalidInputException if there is no build
     * @throws IllegalStateException if it fails
     */
    String run(Optional<Path> build, List<String> arguments);
}
