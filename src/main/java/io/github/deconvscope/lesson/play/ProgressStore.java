package io.github.deconvscope.lesson.play;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.HomeFolder;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps progress in a file, usually {@code progress.json} in the {@link HomeFolder}. Written beside its place and renamed, so that it is never half. A
 * file that cannot be read is set aside, not overwritten. For one thread.
 */
public final class ProgressStore {
    private static final int VERSION = 1;

    /** @param last id of the lesson played last, or {@code null} */
    private record File(int version, String last, Map<String, LessonProgress> lessons) {}

    private final Path file;
    private final Gson gson = new GsonBuilder().setPrettyPrinting().create();
    private final Map<String, LessonProgress> lessons = new TreeMap<>();
    private String last;
    private String trouble = "";

    /** @param file need not exist; its folder is made when something is to be kept */
    public ProgressStore(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
    }

    /** The usual place. */
    public static Path usualFile() {
        return HomeFolder.path().resolve("progress.json");
    }

    /**
     * The progress in a file that belongs to somebody else: it is only read.
     *
     * @throws InvalidInputException if it is no record of progress
     */
    public static ProgressStore reading(Path file) {
        ProgressStore store = new ProgressStore();
        if (Files.exists(file)) {
            try {
                store.load(file);
            } catch (IOException | JsonParseException | IllegalArgumentException e) {
                throw new InvalidInputException(
                        file + " is not a record of progress: " + PlainWords.sentence(PlainWords.of(e))
                                + " Name the progress.json of a DeconvScope.",
                        e);
            }
        }
        return store;
    }

    private ProgressStore() {
        file = null;
    }

    private void read() {
        try {
            load(file);
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            lessons.clear();
            trouble = "Your progress in " + file
                    + " could not be read, so the lessons begin anew. The old file is kept as " + setAside() + ".";
        }
    }

    private void load(Path from) throws IOException {
        File read = gson.fromJson(TextFile.read(from), File.class);
        if (read == null || read.lessons == null || read.version != VERSION) {
            throw new JsonParseException("it is not a record of progress of version " + VERSION);
        }
        last = read.last;
        read.lessons.forEach((id, progress) -> lessons.put(id, checked(progress)));
    }

    private static LessonProgress checked(LessonProgress progress) {
        boolean whole = progress != null
                && progress.step() >= 0
                && progress.answers().stream()
                        .allMatch(a -> a.title() != null && a.answer() != null && a.outcome() != null);
        if (!whole) {
            throw new JsonParseException("a lesson's progress is damaged");
        }
        return progress;
    }

    private Path setAside() {
        Path aside = RunFolder.unused(file.toAbsolutePath().getParent(), file.getFileName() + ".unreadable");
        try {
            Files.move(file, aside);
            return aside;
        } catch (IOException e) {
            return file;
        }
    }

    /** What went wrong last with the file, for the person; empty if nothing did. */
    public String trouble() {
        return trouble;
    }

    public LessonProgress of(String lessonId) {
        return lessons.getOrDefault(lessonId, LessonProgress.NONE);
    }

    /**
     * Where the person was: the lesson played last if it is begun and not done, else the first such one; empty if there is none.
     *
     * @param inOrder ids of the lessons there are
     */
    public Optional<String> unfinished(List<String> inOrder) {
        List<String> open = inOrder.stream()
                .filter(id -> of(id).isBegun() && !of(id).done())
                .toList();
        return open.contains(last) ? Optional.of(last) : open.stream().findFirst();
    }

    /**
     * What comes after a lesson: the first that builds on it and is not done, else the first other that is not done; empty if there is none.
     *
     * @param inOrder the lessons there are
     */
    public Optional<Lesson> following(Lesson played, List<Lesson> inOrder) {
        List<Lesson> open = inOrder.stream()
                .filter(lesson ->
                        !lesson.id().equals(played.id()) && !of(lesson.id()).done())
                .toList();
        return open.stream()
                .filter(lesson -> lesson.after().contains(played.id()))
                .findFirst()
                .or(() -> open.stream().findFirst());
    }

    /** Keeps the progress of a lesson. A file that cannot be written is {@link #trouble}, not an error: the lesson goes on. */
    public void keep(String lessonId, LessonProgress progress) {
        lessons.put(lessonId, progress);
        last = lessonId;
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            AtomicFile.write(target, gson.toJson(new File(VERSION, last, lessons)));
            trouble = "";
        } catch (IOException | InvalidInputException e) {
            trouble = "Your progress cannot be kept in " + file + ". " + PlainWords.of(e);
        }
    }
}
