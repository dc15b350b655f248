package io.github.deconvscope.cli;

import io.github.deconvscope.app.Services;
import io.github.deconvscope.cli.pack.AppImage;
import io.github.deconvscope.cli.pack.PackageMaker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/**
 * The command {@code package} with parts that are quickly made, for tests that kill it: it holds still for good at a step of its work and says so
 * by a file.
 */
public final class HeldPackage {
    public static final String DEBIAN = "deconvscope_1_all.deb";
    public static final int IMAGE_FILES = 12;
    public static final int DEBIAN_WRITES = 4;
    /** Image, its Debian package, and what was made but not renamed; then what comes after one of the two was. */
    public static final int STEPS = IMAGE_FILES + DEBIAN_WRITES + 2;

    private final int heldAt;
    private final Path held;
    private int step;

    private HeldPackage(int heldAt, Path held) {
        this.heldAt = heldAt;
        this.held = held;
    }

    /** Arguments: the step to hold at, the file that says so, and the folder to make the package in. */
    public static void main(String[] arguments) {
        HeldPackage held = new HeldPackage(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        System.exit(run(held, Path.of(arguments[2]), new PrintWriter(System.err, true)));
    }

    /**
     * Runs the command in this JVM, without holding still.
     *
     * @return the exit code
     */
    public static int run(Path out, PrintWriter err) {
        return run(new HeldPackage(-1, out), out, err);
    }

    private static int run(HeldPackage held, Path out, PrintWriter err) {
        try (Services services = new Services()) {
            CommandRunner runner = new CommandRunner(new CommandLine.IFactory() {
                @Override
                public <K> K create(Class<K> type) throws Exception {
                    return type == PackageCommand.class
                            ? type.cast(new PackageCommand(() -> held.new Maker()))
                            : services.commands().create(type);
                }
            });
            // The command tells of each part that it has renamed.
            runner.commandLine().setOut(new PrintWriter(new StringWriter() {
                @Override
                public void write(String text, int from, int length) {
                    if (text.contains(DEBIAN)) {
                        held.step();
                    }
                }
            }));
            runner.commandLine().setErr(err);
            return runner.run("package", "--out", out.toString());
        }
    }

    private void step() {
        if (step++ != heldAt) {
            return;
        }
        try {
            Files.createFile(held);
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Maker implements PackageMaker {
        @Override
        public Path image(Path work) throws IOException {
            Path image = Files.createDirectories(work.resolve(AppImage.NAME));
            for (int i = 0; i < IMAGE_FILES; i++) {
                step();
                Files.writeString(
                        Files.createDirectories(image.resolve("lib" + i)).resolve("file"), "whole " + i);
            }
            return image;
        }

        @Override
        public Optional<String> debianName() {
            return Optional.of(DEBIAN);
        }

        @Override
        public Path debian(Path image, Path work) throws IOException {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < DEBIAN_WRITES; i++) {
                step();
                Files.writeString(work.resolve(DEBIAN), text.append("part ").append(i));
            }
            step();
            return work.resolve(DEBIAN);
        }
    }
}
