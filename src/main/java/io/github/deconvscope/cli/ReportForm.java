package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunConfig;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flag {@code --json} of the commands that compute something and print it, for people or for programs, and the streams they print on. */
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

    /** Prints text, or a report as {@link JsonOutput#printPretty} does. */
    void print(Object report, Consumer<PrintWriter> asText) {
        print(asText, out -> JsonOutput.printPretty(report, out));
    }

    /** Prints a line on the standard error of the command: what it is doing. */
    void say(String line) {
        command.commandLine().getErr().println(line);
        command.commandLine().getErr().flush();
    }

    /** The run that the command's {@link RunOptionFlags} ask for. */
    RunConfig config(RunConfig usual) {
        return RunOptionFlags.apply(command.commandLine().getParseResult(), usual);
    }

    /** Refuses to do something less than once. */
    static void requirePositive(String flag, int times) {
        if (times < 1) {
            throw new InvalidInputException(flag + " is " + times + "; it has to be 1 or more.");
        }
    }
}
