package io.github.deconvscope.app;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.cli.ExitCode;
import io.github.deconvscope.engine.compute.ComputeThread;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Entry point: with arguments the command line, without any the window. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command line, or the window, and returns the exit code. */
    static int run(String[] args) {
        prepareJvm();
        try {
            PathLetters.require();
        } catch (InvalidInputException e) {
            System.err.println("error: " + e.getMessage());
            return ExitCode.BAD_INPUT;
        }
        try (Services services = new Services()) {
            if (willTrain(args)) {
                // While the command line is read. A wrong option is told at once, though the program ends when PyTorch
                // is there.
                findNatives(args);
                services.get(ComputeThread.class).load();
            }
            int code = new CommandRunner(services.commands()).run(args);
            if (StartReport.goesOnToTrain()) {
                Rehearsal.train(services);
            }
            return whenPrinted(code);
        }
    }

    /** Whether a command line is one of a run, and not a question about it. */
    static boolean willTrain(String... args) {
        List<String> words = List.of(args);
        return !words.isEmpty()
                && List.of("train", "resume").contains(words.get(0))
                && words.stream().noneMatch(word -> List.of("-h", "--help", "-V", "--version")
                        .contains(word));
    }

    /**
     * Calls what reading a command line calls of Java's native code. It is looked up at the first call, and the system lets nobody look anything up
     * while PyTorch initialises itself, a fifth of a second.
     */
    private static void findNatives(String[] args) {
        Array.get(args, Array.getLength(args) - 1);
        System.console();
    }

    /** Streams of Java keep it to themselves when a disk is full or a pipe is closed; a script would take half a result for a whole one. */
    private static int whenPrinted(int code) {
        if (code != ExitCode.DONE || !System.out.checkError()) {
            return code;
        }
        if (!isReadByAProgram()) {
            System.err.println("error: What the command had to print could not be written to standard output.");
        }
        return ExitCode.FAILED;
    }

    /**
     * Whether standard output is a pipe or a socket. Writing there fails when the reader has gone, as {@code head} does after its last line:
     * it had enough, and needs no message.
     */
    private static boolean isReadByAProgram() {
        try {
            int kind = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & 0170000;
            return kind == 0010000 || kind == 0140000;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What has to be set before the first class of a library loads. */
    private static void prepareJvm() {
        JvmProperties.usual().forEach(JvmProperties::setDefault);
        // One language for text and numbers, so that a figure or a record is the same on every machine.
        Locale.setDefault(Locale.US);
        if (!System.getProperty("os.name").startsWith("Windows")) {
            System.setOut(utf8(FileDescriptor.out));
            System.setErr(utf8(FileDescriptor.err));
        }
    }

    private static PrintStream utf8(FileDescriptor target) {
        return new PrintStream(new FileOutputStream(target), true, StandardCharsets.UTF_8);
    }
}
