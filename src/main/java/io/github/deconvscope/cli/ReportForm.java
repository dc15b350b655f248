package io.github.deconvscope.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flag {@code --json} of the commands that compute something and print it, for people or for programs. */
final class ReportForm {
    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Prints on the standard output of the command, in the form that was asked for. */
    void print(Consumer<PrintWriter> asText, Consumer<PrintWriter> asJson) {
        PrintWriter out = command.commandLine().getOut();
        (json ? asJson : asText).accept(out);
        out.flush();
    }
}
