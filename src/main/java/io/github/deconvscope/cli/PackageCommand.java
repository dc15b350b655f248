package io.github.deconvscope.cli;

import io.github.deconvscope.cli.pack.AppImage;
import io.github.deconvscope.cli.pack.DebianPackage;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.PartFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code package}: the program for people who do not build it. */
@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        description = {
            "Make a program that needs neither Maven nor a Java: a folder with a Java of its own, and on Debian a package"
                    + " of it.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  deconvscope package --out package",
            "  sudo apt install ./package/deconvscope_*.deb"
        })
public final class PackageCommand implements Callable<Integer> {
    /** Where it is put together, inside the folder asked for: what is ready is renamed out of it. */
    private static final String MAKING = ".deconvscope-making";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "package",
            description = "Where to; is made if it is not there (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--image-only", description = "Only the folder, also on Debian.")
    private boolean imageOnly;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        AppImage image = new AppImage(System.getProperty("java.class.path"), Version.current());
        makeFolder();
        requireNew(folder.resolve(AppImage.NAME));
        requireNew(folder.resolve(AppImage.NAME + ".app"));
        try (FileChannel lockFile = FileChannel.open(
                        folder.resolve(MAKING + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(lockFile)) {
            removeLeftovers();
            // A name of its own: jlink of a killed one may still be writing into the other.
            Path work = Files.createTempDirectory(folder, MAKING + "-").toAbsolutePath();
            try {
                make(image, work);
            } finally {
                PartFolder.delete(work);
                Files.deleteIfExists(folder.resolve(MAKING + ".lock"));
            }
        }
        return ExitCode.DONE;
    }

    /** What killed ones left behind: nobody else works here while the lock is held. */
    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, MAKING + "-*")) {
            for (Path leftover : leftovers) {
                PartFolder.delete(leftover);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException e) {
            // A tool of the killed one is still at work in it; the next package removes it.
            return;
        }
    }

    private void make(AppImage image, Path work) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Making the folder with a Java of its own; this takes a minute ...");
        Path made = image.make(work);
        Optional<Path> debian = Optional.empty();
        if (!imageOnly && DebianPackage.isPossible()) {
            err.println("Making the Debian package ...");
            debian = Optional.of(new DebianPackage(made, Version.current()).make(work));
        }
        if (debian.isPresent()) {
            publish(debian.get());
        }
        publish(made);
    }

    private void publish(Path made) throws IOException {
        Path target = folder.resolve(made.getFileName());
        requireNew(target);
        long bytes = size(made);
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        spec.commandLine().getOut().printf(Locale.ROOT, "%s  %.0f MB%n", target, bytes / 1e6);
    }

    private void makeFolder() throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new InvalidInputException(folder + " is a file. Name a folder with --out.", e);
        } catch (IOException e) {
            throw new InvalidInputException("The folder " + folder + " cannot be made. Name another with --out.", e);
        }
    }

    private static void requireNew(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidInputException(
                    target + " is there already and stays as it is. Delete it, or name another folder with --out.");
        }
    }

    private FileLock lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Held by another thread of this program; the same answer.
        }
        throw new InvalidInputException(
                "Another package is being made in " + folder + ". Wait for it, or name another folder with --out.");
    }

    private static long size(Path path) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
