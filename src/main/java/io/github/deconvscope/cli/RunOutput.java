package io.github.deconvscope.cli;

import picocli.CommandLine.Option;

/** Flags of the commands that train: what they print while they do, and at the end. */
final class RunOutput {
    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    /** Whether progress is not printed. */
    boolean isQuiet() {
        return quiet;
    }

    /** Whether the summary is for a program. */
    boolean isJson() {
        return json;
    }
}
