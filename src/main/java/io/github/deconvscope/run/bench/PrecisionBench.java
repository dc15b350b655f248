package io.github.deconvscope.run.bench;

import java.util.function.Consumer;

/** Measures what 16 bits cost on this machine. The engine implements it. */
@FunctionalInterface
public interface PrecisionBench {
    /**
     * Times products and convolutions in fp32, in emulated fp16 and in native fp16.
     *
     * @param repeats how often each is timed, 1 or more
     * @param progress told what is timed next
     */
    PrecisionReport measure(int repeats, Consumer<String> progress);
}
