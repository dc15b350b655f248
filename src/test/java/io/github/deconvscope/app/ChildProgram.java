package io.github.deconvscope.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the program in a JVM of its own, for tests of what happens to it from outside. */
final class ChildProgram {
    /** For programs of a few seconds: what the optimizing compiler and a collector with threads of its own cost, they do not bring in. */
    static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private ChildProgram() {}

    /**
     * @param log where everything goes that it says
     * @param arguments of the command line
     */
    static Process start(Path log, List<String> arguments) throws IOException {
        return start(log, Main.class, arguments);
    }

    /** Another program of the class path. */
    static Process start(Path log, Class<?> main, List<String> arguments) throws IOException {
        return new ProcessBuilder(command(main, arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /**
     * The words of the command that starts it. A shell that runs the tests in the background has them ignore Ctrl-C, and a JVM that
     * inherits this ignores it too; {@code env} of Linux puts it right.
     */
    static List<String> command(List<String> arguments) {
        return command(Main.class, arguments);
    }

    private static List<String> command(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Lets a process neither go on nor end, as a laptop that sleeps does; {@code CONT} wakes it up. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
