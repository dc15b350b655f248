package io.github.deconvscope.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        List<String> command = new ArrayList<>();
        // Not the command of this process: in a package that is not java.
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** As {@link io.github.deconvscope.run.experiment.OwnProgram} wants it. */
    static Process start(List<String> arguments, Path log) throws IOException {
        return new ProcessBuilder(command(List.of(), arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
