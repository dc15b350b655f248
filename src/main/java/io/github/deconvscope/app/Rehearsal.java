package io.github.deconvscope.app;

import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Trains a tiny net for two steps and tests it, so that the class data that the build makes hold the classes of that too. */
final class Rehearsal {
    private static final List<String> COMMAND = List.of(
            "train",
            "--model=vgg11",
            "--width=0.0625",
            "--block=8",
            "--batch=16",
            "--train-limit=32",
            "--test-limit=16",
            "--epochs=1",
            "--quiet",
            "--out");

    private Rehearsal() {}

    /** Leaves nothing behind, and returns an exit code. What fails only leaves its classes out. */
    static int train(Services services) {
        try {
            Path folder = Files.createTempDirectory("deconvscope");
            try {
                Stream<String> words = Stream.concat(
                        COMMAND.stream(), Stream.of(folder.resolve("run").toString()));
                return new CommandRunner(services.commands()).run(words.toArray(String[]::new));
            } finally {
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Nothing was trained: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
