package io.github.deconvscope.run.bench;

import java.util.function.Consumer;

/** Measures how much memory training steps need. The engine implements it. */
@FunctionalInterface
public interface MemoryBench {
    /** Whether the system tells how much memory a process has. */
    default boolean isPossible() {
        return true;
    }

    /**
     * Takes steps and looks at the resident memory of the process.
     *
     * @param options net, its normalization, and batch; repeats and scopes have no part
     * @param steps how many, 1 or more
     * @param progress told how far it is
     * @throws io.github.deconvscope.base.InvalidInputException if the options make no net, or the system does not tell the memory
     */
    MemoryReport measure(BenchOptions options, int steps, Consumer<String> progress);
}
