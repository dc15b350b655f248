package io.github.deconvscope.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Flags of the commands that train: what they print while they do, and at the end. */
final class RunOutput {
    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether a stack trace is asked for. */
    boolean isDebug() {
        return command != null && command.root().userObject() instanceof DeconvScopeCommand root && root.debug();
    }

    /** Whether progress is not printed. */
    boolean isQuiet() {
        return quiet;
    }

    /** Whether the summary is for a program. */
    boolean isJson() {
        return json;
    }
}
