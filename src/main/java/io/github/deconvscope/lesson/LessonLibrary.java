package io.github.deconvscope.lesson;

import io.github.deconvscope.run.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where lessons come from: those of the app, and those in a folder of a teacher's own. A broken lesson is listed with what is wrong. */
public final class LessonLibrary {
    private static final String SHIPPED = "/assets/lessons/";
    private static final String FILE = "lesson.md";

    private final Optional<Path> folder;
    private final LessonWorld world;
    private final PageDirectory directory;
    private final LessonFunctions functions;

    /**
     * @param folder lessons of one's own, each in a folder with a {@code lesson.md}; they come after those of the app
     * @param world paints and loads
     */
    public LessonLibrary(Optional<Path> folder, LessonWorld world) {
        this.folder = folder;
        this.world = world;
        directory = PageDirectory.shipped();
        functions = new LessonFunctions(world);
        folder.ifPresent(LessonLibrary::requireFolder);
    }

    /**
     * A lesson, whole or broken.
     *
     * @param id name of its folder
     * @param lesson empty if it is broken
     * @param problems what is wrong; empty if nothing is
     * @param own whether it comes from a folder instead of from the app
     */
    public record Entry(String id, Optional<Lesson> lesson, List<LessonProblem> problems, boolean own) {
        public Entry {
            problems = List.copyOf(problems);
        }

        /** The title, or the id of a broken lesson. */
        public String title() {
            return lesson.map(Lesson::title).orElse(id);
        }
    }

    /** The folder of one's own lessons. */
    public Optional<Path> folder() {
        return folder;
    }

    public PageDirectory directory() {
        return directory;
    }

    public LessonWorld world() {
        return world;
    }

    /** What the lessons compute their numbers with; keeps what it computed. */
    public LessonFunctions functions() {
        return functions;
    }

    /** Reads the lessons without checking what they refer to: at once. */
    public List<Entry> parse() {
        List<Entry> entries = new ArrayList<>();
        shippedIds().forEach(id -> entries.add(entry(id, LessonParser.parse(id, shippedText(id)), false)));
        folder.map(LessonLibrary::lessonsIn)
                .orElse(List.of())
                .forEach(path -> entries.add(entry(id(path), readOwn(path), true)));
        return entries;
    }

    private static Entry entry(String id, LessonParser.Result parsed, boolean own) {
        return new Entry(id, parsed.lesson(), parsed.problems(), own);
    }

    /** Reads and checks all lessons: those of the app in their order, then those of the folder by name. */
    public List<Entry> read() {
        List<String> shipped = shippedIds();
        List<Path> own = folder.map(LessonLibrary::lessonsIn).orElse(List.of());
        Set<String> ids = new TreeSet<>(shipped);
        own.forEach(path -> ids.add(id(path)));
        LessonChecker checker = new LessonChecker(directory, world, functions, ids);
        List<Entry> entries = new ArrayList<>();
        shipped.forEach(id -> entries.add(entry(id, LessonParser.parse(id, shippedText(id)), false, checker)));
        own.forEach(path -> entries.add(entry(id(path), readOwn(path), true, checker)));
        return entries;
    }

    /**
     * Reads and checks the lessons of a folder only.
     *
     * @param folder holds lessons, or is one
     */
    public static List<Entry> readFolder(Path folder, LessonWorld world) {
        requireFolder(folder);
        List<Path> paths = Files.exists(folder.resolve(FILE)) ? List.of(folder) : lessonsIn(folder);
        if (paths.isEmpty()) {
            throw new InvalidInputException(
                    "The folder " + folder + " holds no lesson. A lesson is a folder with a file " + FILE + ".");
        }
        Set<String> ids = new TreeSet<>(shippedIds());
        paths.forEach(path -> ids.add(id(path)));
        LessonChecker checker = new LessonChecker(PageDirectory.shipped(), world, new LessonFunctions(world), ids);
        return paths.stream()
                .map(path -> entry(id(path), readOwn(path), true, checker))
                .toList();
    }

    private static void requireFolder(Path path) {
        if (!Files.isDirectory(path)) {
            throw new InvalidInputException("There is no folder " + path + " with lessons. Check the path.");
        }
    }

    private static Entry entry(String id, LessonParser.Result parsed, boolean own, LessonChecker checker) {
        List<LessonProblem> problems = parsed.problems();
        if (problems.isEmpty()) {
            problems = checker.check(parsed.lesson().orElseThrow());
        }
        return new Entry(id, problems.isEmpty() ? parsed.lesson() : Optional.empty(), problems, own);
    }

    private static String id(Path lessonFolder) {
        return lessonFolder.toAbsolutePath().normalize().getFileName().toString();
    }

    private static List<Path> lessonsIn(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isRegularFile(child.resolve(FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException("The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static LessonParser.Result readOwn(Path lessonFolder) {
        Path file = lessonFolder.resolve(FILE);
        try {
            if (Files.size(file) > LessonParser.MAX_CHARACTERS) {
                return LessonParser.Result.broken("the file " + file + " is too large for a lesson");
            }
            return LessonParser.parse(id(lessonFolder), Files.readString(file));
        } catch (IOException e) {
            return LessonParser.Result.broken(
                    "the file " + file + " cannot be read as text in UTF-8: " + e.getMessage());
        }
    }

    /** Ids of the app's lessons, in their order. */
    public static List<String> shippedIds() {
        return resource("lessons.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /** The {@code lesson.md} of one of the app's lessons. */
    public static String shippedText(String id) {
        return resource(id + "/" + FILE);
    }

    private static String resource(String name) {
        try (InputStream in = LessonLibrary.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IllegalStateException("The app is incomplete: " + SHIPPED + name + " is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
