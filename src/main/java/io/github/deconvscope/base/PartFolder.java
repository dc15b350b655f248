package io.github.deconvscope.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A working folder beside its target, {@code .NAME.NUMBER.part}, to be renamed to the target when complete. Its owner holds a
 * {@link ProcessLock}, {@code .NAME.NUMBER.lock}; a killed process leaves both behind, and the next one that works there finds the lock
 * free and deletes them.
 */
public final class PartFolder implements AutoCloseable {
    private static final String PART = ".part";
    private static final String LOCK = ".lock";
    private static final Pattern NAME =
            Pattern.compile("\\.(?<target>.+)\\.(?<number>\\p{XDigit}{8})(?:\\.part|\\.lock)", Pattern.DOTALL);

    private final Path path;
    private final ProcessLock lock;

    private PartFolder(Path path, ProcessLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a working folder, and removes those of processes that have ended. One that cannot be removed stays: this is no reason for the
     * caller to fail.
     *
     * @param target what it is to become, in a folder that is there
     * @param own whether a file in such a folder is one that its maker writes, apart from parts of {@link AtomicFile}; a folder with any
     *     other file belongs to the user and stays
     * @throws InvalidInputException if another makes the same thing at this moment
     */
    public static PartFolder make(Path target, Predicate<Path> own) throws IOException {
        PartFolder made = make(target.toAbsolutePath());
        try {
            made.removeLeftovers(target.getFileName().toString(), own);
            return made;
        } catch (InvalidInputException e) {
            made.close();
            throw e;
        }
    }

    private static PartFolder make(Path target) throws IOException {
        while (true) {
            Path path = beside(target);
            // The lock comes first: a folder without a lock counts as abandoned.
            Optional<ProcessLock> lock = ProcessLock.take(lockOf(path));
            if (lock.isPresent() && lock.get().isInPlace()) {
                PartFolder folder = new PartFolder(path, lock.get());
                try {
                    Files.createDirectory(path);
                    return folder;
                } catch (IOException e) {
                    folder.close();
                    throw e;
                }
            }
            // Another process looked between the creation of the file and its locking, and took it for a leftover.
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }

    /** An unused name in the folder of the target; nothing is created. */
    static Path beside(Path target) {
        return target.resolveSibling(String.format(
                Locale.ROOT,
                ".%s.%08x%s",
                target.getFileName(),
                ThreadLocalRandom.current().nextInt(),
                PART));
    }

    private static Path lockOf(Path part) {
        String name = part.getFileName().toString();
        return part.resolveSibling(name.substring(0, name.length() - PART.length()) + LOCK);
    }

    private void removeLeftovers(String target, Predicate<Path> own) {
        for (Path part : othersIn(path.getParent())) {
            try {
                if (isAtWork(part, own) && targetOf(part).equals(target)) {
                    throw new InvalidInputException("Another program is making " + part.resolveSibling(target)
                            + " at this moment. Wait for it, or give another name with --out.");
                }
            } catch (IOException | UncheckedIOException e) {
                // Another process is removing it, or this one lacks the permission.
                continue;
            }
        }
    }

    private static String targetOf(Path part) {
        Matcher name = NAME.matcher(part.getFileName().toString());
        return name.matches() ? name.group("target") : "";
    }

    /** The part folders of others, also where only the lock is left. */
    private Set<Path> othersIn(Path parent) {
        Set<Path> parts = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, ".*.{part,lock}")) {
            for (Path one : found) {
                String name = one.getFileName().toString();
                if (name.endsWith(PART) && isPart(one) && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    parts.add(one);
                } else if (name.endsWith(LOCK) && isPart(one) && Files.size(one) == 0) {
                    parts.add(one.resolveSibling(name.substring(0, name.length() - LOCK.length()) + PART));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The folder cannot be listed: leftovers in it do no harm.
            return Set.of();
        }
        parts.remove(path);
        return parts;
    }

    private static boolean isPart(Path path) {
        return !targetOf(path).isEmpty();
    }

    /** Removes the folder if no process holds its lock; true if one does. */
    private static boolean isAtWork(Path part, Predicate<Path> own) throws IOException {
        Path lockFile = lockOf(part);
        Optional<ProcessLock> free = ProcessLock.take(lockFile);
        if (free.isEmpty()) {
            return true;
        }
        try (ProcessLock held = free.get()) {
            if (held.keepsOthersOut()) {
                try {
                    removeIfOwn(part, own);
                } finally {
                    Files.deleteIfExists(lockFile);
                }
            }
        }
        return false;
    }

    private static void removeIfOwn(Path part, Predicate<Path> own) throws IOException {
        if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean nobodyElses;
        try (Stream<Path> all = Files.walk(part)) {
            nobodyElses = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .allMatch(file -> own.test(file) || isPart(file));
        }
        if (nobodyElses) {
            delete(part);
        }
    }

    /** The folder; empty at first, and to be renamed to what it was made for. */
    public Path path() {
        return path;
    }

    /** Removes the folder if it still has its name. */
    @Override
    public void close() throws IOException {
        try (lock) {
            delete(path);
            Files.deleteIfExists(lockOf(path));
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
