package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.cli.pack.AppImage;
import io.github.deconvscope.cli.pack.PackageMaker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code package}: packages the program, with a Java runtime, for people who do not build it. */
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

    private final Supplier<PackageMaker> makers;

    /** Packages the program that runs. */
    public PackageCommand() {
        this(() -> PackageMaker.ofRunningProgram(Version.current()));
    }

    /** @param makers of the parts; asked once, before anything is written */
    PackageCommand(Supplier<PackageMaker> makers) {
        this.makers = makers;
    }

    @Override
    public Integer call() throws IOException {
        PackageMaker maker = makers.get();
        OutputFolder.make(folder);
        requireNew(folder.resolve(AppImage.NAME));
        requireNew(folder.resolve(AppImage.NAME + ".app"));
        Optional<String> debian = imageOnly ? Optional.empty() : maker.debianName();
        // Checked before a minute of work: a process that was killed between two publications may have left one of
        // them.
        debian.ifPresent(name -> requireNew(folder.resolve(name)));
        try (PartFolder work = PartFolder.make(folder.resolve(AppImage.NAME), this::isOfPackage)) {
            make(maker, debian.isPresent(), work.path());
        }
        return ExitCode.DONE;
    }

    /** Whether a file belongs to a half-made package, and not to other work in the same folder. */
    private boolean isOfPackage(Path file) {
        Path part = folder.toAbsolutePath().relativize(file.toAbsolutePath()).getName(0);
        return part.toString().startsWith("." + AppImage.NAME + ".");
    }

    private void make(PackageMaker maker, boolean withDebian, Path work) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Making the folder with a Java runtime; this takes a minute ...");
        Path made = maker.image(work);
        if (withDebian) {
            err.println("Making the Debian package ...");
            publish(maker.debian(made, work));
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

    private static void requireNew(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidInputException(
                    target + " is there already and stays as it is. Delete it, or name another folder with --out.");
        }
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
