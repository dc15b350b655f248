package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.ui.live.Daemons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Reads the lessons on a thread of its own, and again when a file in the person's folder changes. */
final class LessonReader implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 500;

    private final LessonLibrary library;
    private final Consumer<List<LessonLibrary.Entry>> taker;
    private final ScheduledExecutorService thread = Daemons.single("lessons");
    private Map<Path, Long> seen = Map.of();

    /** @param taker is called on the reader's thread */
    LessonReader(LessonLibrary library, Consumer<List<LessonLibrary.Entry>> taker) {
        this.library = library;
        this.taker = taker;
        thread.execute(() -> {
            seen = changes();
            taker.accept(library.parse());
        });
        if (library.folder().isPresent()) {
            thread.execute(() -> taker.accept(library.read()));
            thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        Map<Path, Long> now = changes();
        if (!now.equals(seen)) {
            seen = now;
            try {
                taker.accept(library.read());
            } catch (InvalidInputException e) {
                // The folder went away: what was read stays, until it comes back.
                LoggerFactory.getLogger(LessonReader.class).info(e.getMessage());
            }
        }
    }

    /** When each lesson was last written; what cannot be read counts as gone. */
    private Map<Path, Long> changes() {
        Map<Path, Long> times = new TreeMap<>();
        library.folder().ifPresent(folder -> {
            try (Stream<Path> children = Files.list(folder)) {
                children.map(child -> child.resolve("lesson.md"))
                        .filter(Files::exists)
                        .forEach(file -> times.put(file, file.toFile().lastModified()));
            } catch (IOException e) {
                times.clear();
            }
        });
        return times;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
