package io.github.deconvscope.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where something is put together beside its place, to be renamed when it is whole: {@code .NAME.PID.part}, with the process that is at
 * work in it. A process that is killed leaves it behind; the next one that works there removes it.
 */
public final class PartFolder {
    private static final Pattern NAME = Pattern.compile("\\..+\\.(\\d{1,18})\\.part", Pattern.DOTALL);

    private PartFolder() {}

    /** The name beside a place that is this process's alone; nothing is made. */
    public static Path beside(Path target) {
        return target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    /**
     * Removes the folders of processes that are gone. One that cannot be removed stays, since whoever calls has work of his own.
     *
     * @param parent where they lie
     * @param own whether a file in such a folder is one that its maker writes, apart from its {@code .part}; a folder that holds any
     *     other is somebody's and stays
     */
    public static void removeLeftovers(Path parent, Predicate<Path> own) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PartFolder::isLeft)) {
            for (Path folder : found) {
                removeIfOwn(folder, own);
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            // The folder cannot be listed: what lies there harms nobody.
            return;
        }
    }

    private static boolean isLeft(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isOfEndedProcess(path);
    }

    private static boolean isOfEndedProcess(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches()
                && !ProcessHandle.of(Long.parseLong(name.group(1)))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    private static void removeIfOwn(Path folder, Predicate<Path> own) {
        try (Stream<Path> all = Files.walk(folder)) {
            boolean nobodyElses = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .allMatch(file -> own.test(file) || isOfEndedProcess(file));
            if (nobodyElses) {
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            // Another process removes it at this moment, or may and this one may not.
            return;
        }
    }

    /** Deletes a folder with all that is in it; links are deleted, not followed. Does nothing if it is not there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
