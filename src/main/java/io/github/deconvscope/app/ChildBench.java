package io.github.deconvscope.app;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.bench.BuildBench;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a build from its {@code target/classes} and {@code target/lib}, as its launcher does. */
final class ChildBench implements BuildBench {
    @Override
    public String run(Optional<Path> build, List<String> arguments) {
        List<String> command = build.map(path -> OwnProcess.command(List.of(), classPath(path), arguments))
                .orElseGet(() -> OwnProcess.command(List.of(), arguments));
        OwnProcess.Ended ended = OwnProcess.run(command, child -> {});
        if (ended.code() != 0) {
            throw new IllegalStateException(
                    "The build " + build.map(Path::toString).orElse("of this program") + " ended with exit code "
                            + ended.code() + "; run there by itself to see why: " + String.join(" ", arguments));
        }
        return ended.said();
    }

    /** Its classes, and its libraries in the order of their names, as the launcher has them. */
    static String classPath(Path build) {
        Path classes = build.resolve("target/classes");
        Path libraries = build.resolve("target/lib");
        if (!Files.isDirectory(classes) || !Files.isDirectory(libraries)) {
            throw new InvalidInputException(
                    "There is no build in " + build
                            + ": target/classes or target/lib is missing. Name the folder of a checkout that its ./deconvscope has built.");
        }
        try (Stream<Path> jars = Files.list(libraries)) {
            return Stream.concat(Stream.of(classes), jars.sorted())
                    .map(path -> path.toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException("The libraries of " + build + " cannot be listed", e);
        }
    }
}
