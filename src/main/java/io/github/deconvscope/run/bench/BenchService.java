package io.github.deconvscope.run.bench;

import java.util.function.Consumer;

/** Measures what a training step costs on this machine. The engine implements it. */
@FunctionalInterface
public interface BenchService {
    /**
     * Measures; takes from seconds to minutes.
     *
     * @param options what to measure
     * @param progress told what is being measured, in a few words
     * @throws io.github.deconvscope.base.InvalidInputException if the options make no net
     */
    BenchReport measure(BenchOptions options, Consumer<String> progress);
}
