package io.github.deconvscope.run.bench;

import java.util.function.Consumer;

/** Measures how long the page network takes to answer. Implemented in {@code app}. */
@FunctionalInterface
public interface NetworkBench {
    /**
     * Trains a net that keeps nothing, and looks at it meanwhile; takes from half a minute to minutes.
     *
     * @param options net, its normalization, and batch; repeats and scopes have no part
     * @param looks how many overviews and ways back are timed, 1 or more
     * @param progress told what is being measured, in a few words
     * @throws io.github.deconvscope.base.InvalidInputException if the options make no net
     */
    NetworkReport measure(BenchOptions options, int looks, Consumer<String> progress);
}
