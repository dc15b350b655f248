package io.github.deconvscope.run.library;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.ShellWord;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.scalar.RunScalars;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * All run folders under one root: finished, live, written by another process, damaged or foreign. Nothing is ever left out for being
 * broken; the entry says what is wrong. Methods read and write files, so never on the FX thread; for one thread at a time.
 */
public final class RunLibrary {
    /** Where the program makes run folders and looks for them, unless told otherwise. */
    public static final Path USUAL = Path.of("runs");

    private static final String TRASH = ".trash";

    private final Path root;
    private final Map<Path, RunTail> tails = new TreeMap<>();

    /** @param root need not exist yet; may be a run folder itself, which is then the only entry */
    public RunLibrary(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /**
     * Looks again; what did not change since the last look is not read again.
     *
     * @return newest first; folders that are no runs last
     * @throws InvalidInputException if the root is a file
     * @throws IOException if the root cannot be read
     */
    public List<RunEntry> scan() throws IOException {
        List<Path> folders = folders();
        tails.keySet().retainAll(folders);
        List<RunEntry> entries = new ArrayList<>();
        for (Path folder : folders) {
            entries.add(tails.computeIfAbsent(folder, RunTail::new).poll());
        }
        entries.sort(Comparator.comparing((RunEntry entry) -> entry.condition() == Condition.FOREIGN)
                .thenComparing(newestFirst(RunEntry::startedMillis, RunEntry::path)));
        return entries;
    }

    private List<Path> folders() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException(root + " is a file; the library needs the folder that holds the runs.");
        }
        if (new RunFolder(root).isRun()) {
            return List.of(root);
        }
        List<Path> folders = new ArrayList<>();
        for (Path path : listed(root)) {
            folders.addAll(runsOf(path));
        }
        return folders;
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(RunLibrary::isListed).sorted().toList();
        }
    }

    /** Experiments, whose runs lie a level deeper, have a page of their own. */
    private static boolean isListed(Path path) {
        String name = path.getFileName().toString();
        return Files.isDirectory(path)
                && !name.startsWith(".")
                && !new ExperimentFolder(path).isThere()
                && (!name.equals(ExperimentFolder.PARENT) || new RunFolder(path).isRun());
    }

    /** Whether a folder holds curves of another program, or folders with such curves. */
    public static boolean isImported(Path folder) {
        return ImportedScalars.isIn(folder) || ImportedScalars.areIn(folder);
    }

    /** The runs that were brought in at once into a folder, by name; of any other the folder itself. */
    public static List<Path> runsOf(Path folder) throws IOException {
        List<Path> imported = ImportedScalars.areIn(folder) ? listed(folder) : List.of();
        return imported.isEmpty() ? List.of(folder) : imported;
    }

    /** All curves of an entry of the last {@link #scan}; of a live run only what is new was read then, and nothing is read now. */
    public List<ScalarSeries> curvesOf(RunEntry entry) throws IOException {
        RunTail tail = tails.get(entry.path());
        return tail == null ? curves(entry.path()) : tail.curves();
    }

    /** All curves of a folder as they are now. */
    public static List<ScalarSeries> curves(Path folder) throws IOException {
        return ImportedScalars.isIn(folder)
                ? ImportedScalars.read(folder)
                : RunScalars.read(folder).all();
    }

    /**
     * Reads runs to compare, wherever they lie.
     *
     * @param folders of runs or of imported curves
     * @throws InvalidInputException if one of them is missing or has no curves
     */
    public static RunComparison compare(List<Path> folders) throws IOException {
        List<RunEntry> entries = new ArrayList<>();
        List<List<ScalarSeries>> curves = new ArrayList<>();
        for (Path folder : folders) {
            new RunFolder(folder).requireFolder();
            RunEntry entry = new RunTail(folder.toAbsolutePath().normalize()).poll();
            if (!entry.comparable()) {
                throw new InvalidInputException("The run " + folder + " has no curves to compare; leave it out. "
                        + (entry.problem().isEmpty() ? "No step was recorded in it." : entry.problem()));
            }
            entries.add(entry);
            curves.add(curves(folder));
        }
        return RunComparison.of(entries, curves);
    }

    /** The runs of this program in a folder, newest first, without reading their curves. */
    public static List<Path> newestFirst(Path root) throws IOException {
        Map<Path, Long> started = new TreeMap<>();
        for (Path folder : new RunLibrary(root).folders()) {
            RunFolder run = new RunFolder(folder);
            if (run.isRun()) {
                started.put(folder, run.startedMillis());
            }
        }
        return started.entrySet().stream()
                .sorted(newestFirst(Map.Entry::getValue, Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The order of every list of runs: by when they started, newest first, then by name. */
    private static <T> Comparator<T> newestFirst(ToLongFunction<T> started, Function<T, Path> folder) {
        return Comparator.comparingLong(started)
                .reversed()
                .thenComparing(run -> folder.apply(run).getFileName().toString());
    }

    /** Writes name and tags of an entry. */
    public void label(RunEntry entry, RunLabels labels) throws IOException {
        labels.write(entry.path());
    }

    /** Where {@link #moveToTrash} puts things; need not exist yet. */
    public Path trash() {
        return root.resolve(TRASH);
    }

    /**
     * Moves an entry to the trash, {@code .trash} under the root, from where {@link #restore} or a file manager brings it back.
     *
     * @return where it is now
     * @throws InvalidInputException if it is being written, or is the root itself
     */
    public Path moveToTrash(RunEntry entry) throws IOException {
        if (entry.live()) {
            throw new InvalidInputException(
                    "The run " + entry.displayName() + " is " + entry.state().label() + ". Stop it first.");
        }
        if (entry.path().equals(root)) {
            throw new InvalidInputException(
                    "The run " + root + " is the library's own folder; delete it in a file manager.");
        }
        RunFolder run = new RunFolder(entry.path());
        if (Files.exists(run.lock())) {
            // Its status may be so old that the writer is taken for dead.
            run.holdForWriting().close();
        }
        Path trash = Files.createDirectories(trash());
        Path target = RunFolder.unused(trash, entry.path().getFileName().toString());
        Files.move(entry.path(), target);
        tails.remove(entry.path());
        return target;
    }

    /** Undoes {@link #moveToTrash}. */
    public void restore(RunEntry entry, Path trashed) throws IOException {
        if (Files.exists(entry.path())) {
            throw new InvalidInputException(
                    "There is a new folder " + entry.path() + ", so the old one stays in " + trashed + ".");
        }
        Files.move(trashed, entry.path());
    }

    /** The command that does the same training again. */
    public static String command(RunConfig config) {
        return ("./deconvscope train " + ShellWord.join(config.toArguments())).strip();
    }

    /** A folder under the root that does not exist yet, named after the file that is brought in. */
    public Path newFolder(Path source) {
        String name = source.toAbsolutePath().getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
        return RunFolder.unused(root, name.startsWith(".") ? "imported" + name : name);
    }
}
