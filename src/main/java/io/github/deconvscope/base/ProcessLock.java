package io.github.deconvscope.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that one holder at a time can have, across processes. The operating system releases it when the process ends, even by a
 * crash, so a free lock means that its holder is gone. The file is for nothing else; who holds the lock may delete it only if its name is
 * never used again, since another may have opened it already.
 */
public final class ProcessLock implements AutoCloseable {
    /**
     * Held by this process. A second channel on such a file must not be opened: on POSIX systems closing it releases the first one's lock.
     */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;
    private final boolean sure;

    private ProcessLock(Path key, FileChannel channel, boolean sure) {
        this.key = key;
        this.channel = channel;
        this.sure = sure;
    }

    /**
     * Takes the lock if it is free; does not wait.
     *
     * @param file is made if it is not there; its folder is
     * @return empty if another holds it
     * @throws IOException if the file cannot be made or opened
     */
    public static Optional<ProcessLock> take(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path key = absolute.getParent().toRealPath().resolve(absolute.getFileName());
        if (!HERE.add(key)) {
            return Optional.empty();
        }
        ProcessLock lock = null;
        try {
            lock = open(key);
        } finally {
            if (lock == null) {
                HERE.remove(key);
            }
        }
        return Optional.ofNullable(lock);
    }

    /** Null if another process holds it. */
    private static @Nullable ProcessLock open(Path key) throws IOException {
        FileChannel channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            // Locks a byte beyond the end: on Windows other processes cannot read or copy locked bytes.
            FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            if (lock != null) {
                return new ProcessLock(key, channel, true);
            }
        } catch (IOException e) {
            // Some network file systems have no locks; work goes on without one there.
            return new ProcessLock(key, channel, false);
        }
        close(channel);
        return null;
    }

    /** Whether other processes are excluded too; false on a file system without locks. */
    boolean keepsOthersOut() {
        return sure;
    }

    /** Whether the locked file is still the one at its path, so that other processes contend for the same lock. */
    boolean isInPlace() {
        return Files.exists(key);
    }

    /** Releases the lock; the file stays. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            close(channel);
            HERE.remove(key);
        }
    }

    /** Ignores a failure to close: nothing was written, so nothing is lost. */
    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return;
        }
    }
}
