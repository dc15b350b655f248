package io.github.deconvscope.lesson.read;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** What the lessons compute their numbers with; keeps what it computed. */
    public LessonFunctions functions() {
        return functions;
    }

    /** A lesson as it was read, and whether it comes from a folder. */
    private record Source(String id, LessonParser.Result parsed, boolean own) {
        static Source of(Path folder) {
            return new Source(LessonLibrary.id(folder), readOwn(folder), true);
        }
    }

    /** Reads the lessons without checking what they refer to: at once. */
    public List<Entry> parse() {
        return sources().stream()
                .map(source -> new Entry(source.id, source.parsed.lesson(), source.parsed.problems(), source.own))
                .toList();
    }

    /**
     * Reads all lessons: those of the app in their order, then those of the folder by name. One of the folder with the id of one of the app
     * takes its place. Those of the folder are checked; those of the app were checked by its tests.
     */
    public List<Entry> read() {
        return checked(sources(), directory, world, functions);
    }

    private List<Source> sources() {
        Map<String, Path> own = new LinkedHashMap<>();
        folder.map(LessonLibrary::lessonsIn).orElse(List.of()).forEach(path -> own.put(id(path), path));
        List<Source> sources = new ArrayList<>();
        for (String id : shippedIds()) {
            Path instead = own.remove(id);
            sources.add(
                    instead == null
                            ? new Source(id, LessonParser.parse(id, shippedText(id)), false)
                            : Source.of(instead));
        }
        own.values().forEach(path -> sources.add(Source.of(path)));
        return sources;
    }

    /** The lessons of a folder among these are checked. */
    private static List<Entry> checked(
            List<Source> sources, PageDirectory directory, LessonWorld world, LessonFunctions functions) {
        Map<String, List<String>> before = new TreeMap<>();
        shippedIds().forEach(id -> before.put(id, List.of()));
        sources.forEach(source ->
                before.put(source.id, source.parsed.lesson().map(Lesson::after).orElse(List.of())));
        LessonChecker checker = new LessonChecker(directory, world, functions, before);
        return sources.stream()
                .map(source -> {
                    List<LessonProblem> problems = source.parsed
                            .lesson()
                            .filter(lesson -> source.own)
                            .map(checker::check)
                            .orElse(source.parsed.problems());
                    return new Entry(
                            source.id,
                            problems.isEmpty() ? source.parsed.lesson() : Optional.empty(),
                            problems,
                            source.own);
                })
                .toList();
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
        return checked(
                paths.stream().map(Source::of).toList(), PageDirectory.shipped(), world, new LessonFunctions(world));
    }

    /**
     * Refuses a place that is no folder.
     *
     * @throws InvalidInputException that names it
     */
    public static void requireFolder(Path path) {
        if (!Files.isDirectory(path)) {
            throw new InvalidInputException("There is no folder " + path + " with lessons. Check the path.");
        }
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
            return LessonParser.parse(id(lessonFolder), TextFile.read(file));
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
