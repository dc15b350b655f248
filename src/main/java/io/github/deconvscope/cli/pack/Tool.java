package io.github.deconvscope.cli.pack;

import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the tools of the JDK and of the system. */
final class Tool {
    private Tool() {}

    /**
     * A tool of the JDK that runs this program.
     *
     * @throws InvalidInputException if this Java has none of that name
     */
    static String ofJdk(String name) {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        for (String file : List.of(name, name + ".exe")) {
            if (Files.isExecutable(bin.resolve(file))) {
                return bin.resolve(file).toString();
            }
        }
        throw new InvalidInputException(
                "This Java, " + System.getProperty("java.home") + ", has no " + name
                        + ". Make packages from a checkout, with a whole JDK: set JAVA_HOME to one and start ./deconvscope package.");
    }

    /**
     * Runs a command to its end.
     *
     * @return what it said
     * @throws IOException with what it said, if it failed
     */
    static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = exitCode(process);
        if (code != 0) {
            throw new IOException(command.get(0) + " failed with exit code " + code + " and said: " + said.strip());
        }
        return said;
    }

    /** The output of a command; empty if it fails. */
    static String orNothing(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return exitCode(process) == 0 ? said : "";
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
