package io.github.deconvscope.cli;

import picocli.CommandLine.Option;

/** Flags of the commands that time steps: with what, and how often. */
final class BenchEffort {
    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads PyTorch computes with (default: as many as it chooses).")
    private int threads;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each thing is timed, after a few untimed times (default: ${DEFAULT-VALUE}).")
    private int repeats;

    /** 0 for as many as PyTorch chooses. */
    int threads() {
        return threads;
    }

    int repeats() {
        return repeats;
    }
}
