package io.github.deconvscope.app;

import io.github.deconvscope.cli.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a command in the JVM of the test, where nothing is to happen to it from outside: a JVM of its own takes seconds to start. */
final class InThisJvm {
    private InThisJvm() {}

    /**
     * @param log where everything goes that it says
     * @return the exit code
     */
    static int run(Path log, List<String> arguments) throws IOException {
        try (Services services = new Services();
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(log))) {
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(out).setErr(out);
            return runner.run(arguments.toArray(String[]::new));
        }
    }
}
