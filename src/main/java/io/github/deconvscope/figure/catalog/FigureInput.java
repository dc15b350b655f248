package io.github.deconvscope.figure.catalog;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.feed.RunFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a figure is made from: checked parameters and, for figures of a run, the run. For one figure and one thread. */
public final class FigureInput {
    private final FigureEntry entry;
    private final Map<String, String> values;
    private final Optional<RunFeed> run;
    private final Optional<Path> folder;
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * @param given values by name; checked here
     * @param folder of the run, or of what may take its place; empty if the run has none
     */
    FigureInput(FigureEntry entry, Map<String, String> given, Optional<RunFeed> run, Optional<Path> folder) {
        this.entry = entry;
        this.run = run;
        this.folder = folder;
        values = new TreeMap<>();
        entry.parameters().forEach(p -> values.put(p.name(), p.usual()));
        given.forEach((name, value) -> values.put(name, entry.parameter(name).parse(value)));
    }

    /** Notes for the person who asked that the figure shows something else, such as another step. */
    public void note(String what) {
        notes.add(what);
    }

    /** What was noted so far. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    public long whole(String name) {
        return Long.parseLong(text(name));
    }

    public int integer(String name) {
        return Math.toIntExact(whole(name));
    }

    public double real(String name) {
        return Double.parseDouble(text(name));
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** Whether the figure has a parameter of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value as text; a choice is one of its words. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("figure " + entry.id() + " has no parameter " + name);
        }
        return value;
    }

    /**
     * The folders that a parameter lists, separated by commas; none if it is empty.
     *
     * @throws InvalidInputException if one of them is not there
     */
    public List<Path> folders(String name) {
        return Arrays.stream(text(name).split(","))
                .map(String::strip)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> there(name, folder))
                .toList();
    }

    /**
     * The one folder that a parameter names.
     *
     * @throws InvalidInputException if it is not there
     */
    public Path folder(String name) {
        return there(name, text(name));
    }

    private static Path there(String name, String folder) {
        Path path = Path.of(folder);
        if (!Files.isDirectory(path)) {
            throw new InvalidInputException(
                    "parameter " + name + " names the folder " + folder + ", which is not there; check the path.");
        }
        return path;
    }

    /** Whether it shows a run, and not what may take its place. */
    public boolean isOfRun() {
        return run.isPresent();
    }

    /** The run, live or recorded. */
    public RunFeed run() {
        return run.orElseThrow(this::noRun);
    }

    /** The folder of a recorded run, or of curves of another program. */
    public Path folder() {
        return folder.orElseThrow(this::noRun);
    }

    private InvalidInputException noRun() {
        return new InvalidInputException("figure " + entry.id() + " shows a run; name its folder with --run RUNDIR.");
    }
}
