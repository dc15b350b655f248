package io.github.deconvscope.app;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.cli.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Entry point: with arguments the command line, without any the window. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        prepareJvm();
        try {
            PathLetters.require();
        } catch (InvalidInputException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(ExitCode.BAD_INPUT);
        }
        int exitCode;
        try (Services services = new Services()) {
            exitCode = new CommandRunner(services).run(args);
        }
        System.exit(exitCode);
    }

    /** What has to be set before the first class of DJL, AWT or JavaFX loads. A value given with {@code -D} wins. */
    private static void prepareJvm() {
        // DJL would ask a cloud metadata address and send telemetry when an engine loads.
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        // Figures are painted on images; the window is JavaFX's. Neither needs an AWT display.
        setDefault("java.awt.headless", "true");
        setDefault("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        // With a CUDA toolkit and no driver DJL warns at each start; doctor says it in plain words.
        setDefault("org.slf4j.simpleLogger.log.ai.djl.util.cuda", "error");
        // One language for text and numbers, so that a figure or a record is the same on every machine.
        Locale.setDefault(Locale.US);
        if (!System.getProperty("os.name").startsWith("Windows")) {
            System.setOut(utf8(FileDescriptor.out));
            System.setErr(utf8(FileDescriptor.err));
        }
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    private static PrintStream utf8(FileDescriptor target) {
        return new PrintStream(new FileOutputStream(target), true, StandardCharsets.UTF_8);
    }
}
