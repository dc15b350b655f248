package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a command by itself, with the parsing rules and exit codes of {@link CommandRunner}. */
final class OneCommand {
    private OneCommand() {}

    /** Returns the exit code; what a failure says is appended to {@code err}. */
    static int run(Callable<Integer> command, StringWriter out, StringWriter err, String... arguments) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    err.append(problem.getMessage());
                    return problem instanceof InvalidInputException ? ExitCode.BAD_INPUT : ExitCode.FAILED;
                })
                .execute(arguments);
    }
}
