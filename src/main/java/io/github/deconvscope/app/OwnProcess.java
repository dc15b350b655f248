package io.github.deconvscope.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** This program in a process of its own, with the Java, the options and the class path of this one. */
final class OwnProcess {
    private OwnProcess() {}

    /**
     * The words of the command that starts it.
     *
     * @param options of Java, behind those of this process
     * @param arguments of the command line
     */
    static List<String> command(List<String> options, List<String> arguments) {
        return command(options, System.getProperty("java.class.path"), arguments);
    }

    /** As the other, with the class path of another build. */
    static List<String> command(List<String> options, String classPath, List<String> arguments) {
        List<String> command = new ArrayList<>();
        // Not the command of this process: in a package that is not java.
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** As {@link io.github.deconvscope.run.experiment.OwnProgram} wants it. */
    static Process start(List<String> arguments, Path log) throws IOException {
        return new ProcessBuilder(command(List.of(), arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /**
     * What a process left.
     *
     * @param said on standard output
     * @param code that it ended with
     */
    record Ended(String said, int code) {}

    /**
     * Waits until a process has ended; what it says on standard error is dropped.
     *
     * @param watcher gets the process as soon as it is started
     */
    static Ended run(List<String> command, Consumer<Process> watcher) {
        try {
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            watcher.accept(child);
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(said, child.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException("A second process cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a second process was running", e);
        }
    }
}
