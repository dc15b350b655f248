package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.overlay.RunOverlay;
import io.github.deconvscope.figure.overlay.RunOverlayProvider;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunLabels;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.ui.live.NewestWins;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.state.RunsState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What the library page knows and can do. Files are touched on the executor {@code work} only, one task at a time; properties change on
 * the executor {@code ui} only. Knows no scene, so it is tested without a toolkit.
 */
public final class RunsModel {
    private final Executor work;
    private final Executor ui;
    private final ReadOnlyObjectWrapper<RunLibrary> library = new ReadOnlyObjectWrapper<>(this, "library");
    private final ReadOnlyObjectWrapper<List<RunEntry>> entries =
            new ReadOnlyObjectWrapper<>(this, "entries", List.of());
    private final ReadOnlyObjectWrapper<RunComparison> comparison =
            new ReadOnlyObjectWrapper<>(this, "comparison", RunComparison.NONE);
    private final ReadOnlyObjectWrapper<RunOverlay> overlay =
            new ReadOnlyObjectWrapper<>(this, "overlay", RunsState.START.overlay());
    private final ReadOnlyObjectWrapper<Figure> figure = new ReadOnlyObjectWrapper<>(this, "figure");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper(this, "looked", false);
    private final ReadOnlyObjectWrapper<Trashed> trashed = new ReadOnlyObjectWrapper<>(this, "trashed");
    private final NewestWins scanning;
    private final LongWork longWork;
    private List<Path> selection = List.of();

    /** Runs that were moved to the trash last, for undo: each with where it is now. */
    public record Trashed(Map<RunEntry, Path> places) {
        String names() {
            return places.keySet().stream().map(RunEntry::displayName).collect(Collectors.joining(", "));
        }
    }

    /** What touches files. */
    interface Task<T> {
        T run() throws IOException;
    }

    /**
     * A page that has not looked yet.
     *
     * @param root folder of the runs
     * @param work does what touches files, in order, one at a time
     * @param ui changes properties
     */
    public RunsModel(Path root, Executor work, Executor ui) {
        this.work = work;
        scanning = new NewestWins(work);
        this.ui = ui;
        longWork = new LongWork(work, ui, trouble::set);
        library.set(new RunLibrary(root));
        overlay.subscribe(now -> paint());
        comparison.subscribe(now -> paint());
    }

    /** Exports and imports, which take their time. */
    LongWork longWork() {
        return longWork;
    }

    /** Where runs are looked for. */
    public ReadOnlyObjectProperty<RunLibrary> libraryProperty() {
        return library.getReadOnlyProperty();
    }

    /** All runs, newest first. */
    public ReadOnlyObjectProperty<List<RunEntry>> entriesProperty() {
        return entries.getReadOnlyProperty();
    }

    /** Whether the folder has been looked through at least once. */
    public ReadOnlyBooleanProperty lookedProperty() {
        return looked.getReadOnlyProperty();
    }

    /** The chosen runs that have curves. */
    public ReadOnlyObjectProperty<RunComparison> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }

    /** How curves are drawn. */
    public ReadOnlyObjectProperty<RunOverlay> overlayProperty() {
        return overlay.getReadOnlyProperty();
    }

    /** The curves of the chosen runs; {@code null} if none is chosen. */
    public ReadOnlyObjectProperty<Figure> figureProperty() {
        return figure.getReadOnlyProperty();
    }

    /** What the command line needs to draw the curves. */
    FigureState figureState() {
        List<Path> folders =
                comparison.get().entries().stream().map(RunEntry::path).toList();
        return RunOverlayProvider.state(folders, overlay.get());
    }

    /** Why the last command could not be done; empty if nothing is wrong. */
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** What was moved to the trash last; {@code null} if there is nothing to undo. */
    public ReadOnlyObjectProperty<Trashed> trashedProperty() {
        return trashed.getReadOnlyProperty();
    }

    public void draw(RunOverlay how) {
        overlay.set(how);
    }

    /** Looks through another folder. */
    public void open(Path root) {
        if (!root.equals(library.get().root())) {
            library.set(new RunLibrary(root));
            entries.set(List.of());
            looked.set(false);
            select(List.of());
            trashed.set(null);
        }
        scan();
    }

    /** Looks again. Does nothing while the last look is still going on. */
    public void refresh() {
        if (!scanning.isBusy()) {
            scan();
        }
    }

    private void scan() {
        RunLibrary place = library.get();
        scanning.ask(
                overtaken -> place.scan(), ui, found -> show(found, null), problem -> show(List.of(), words(problem)));
    }

    private void show(List<RunEntry> now, String problem) {
        looked.set(true);
        if (problem != null) {
            trouble.set(problem);
        }
        if (!now.equals(entries.get())) {
            entries.set(now);
            compare();
        }
    }

    /** Chooses runs to compare. */
    public void select(List<Path> paths) {
        if (!paths.equals(selection)) {
            selection = List.copyOf(paths);
            compare();
        }
    }

    /** The chosen runs, also those without curves. */
    public List<RunEntry> selected() {
        List<RunEntry> chosen = new ArrayList<>();
        for (Path path : selection) {
            entries.get().stream()
                    .filter(entry -> entry.path().equals(path))
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    /** The chosen run, if it is one. */
    public Optional<RunEntry> selectedOne() {
        List<RunEntry> chosen = selected();
        return chosen.size() == 1 ? Optional.of(chosen.get(0)) : Optional.empty();
    }

    /**
     * The chosen runs side by side: A and B, then A with other seeds, by when they started. Empty if they are no such comparison.
     */
    public List<RunEntry> selectedPair() {
        List<RunEntry> chosen = selected().stream()
                .filter(entry -> entry.config().isPresent() && entry.comparable())
                .sorted(Comparator.comparingLong(RunEntry::startedMillis).thenComparing(RunEntry::path))
                .toList();
        if (chosen.size() < 2 || chosen.size() < selected().size() || chosen.size() > 2 + PrecisionState.MOST_SEEDS) {
            return List.of();
        }
        RunConfig a = chosen.get(0).config().orElseThrow();
        boolean seeds = chosen.stream()
                .skip(2)
                .allMatch(entry -> a.differences(entry.config().orElseThrow()).equals(List.of(RunOption.SEED)));
        return seeds ? chosen : List.of();
    }

    private void compare() {
        List<RunEntry> chosen =
                withCurves().stream().limit(RunOverlay.MOST_RUNS).toList();
        if (chosen.equals(comparison.get().entries())) {
            return;
        }
        if (chosen.isEmpty()) {
            comparison.set(RunComparison.NONE);
            return;
        }
        List<Path> wanted = selection;
        RunLibrary place = library.get();
        RunComparison before = comparison.get();
        inBackground(() -> read(place, chosen, before), result -> {
            if (wanted.equals(selection)) {
                comparison.set(result);
            }
        });
    }

    /** The chosen runs that have curves. */
    List<RunEntry> withCurves() {
        return selected().stream().filter(RunEntry::comparable).toList();
    }

    /** Reads the curves of runs, but not again those that have not changed. */
    private static RunComparison read(RunLibrary place, List<RunEntry> runs, RunComparison before) throws IOException {
        List<List<ScalarSeries>> curves = new ArrayList<>();
        for (RunEntry entry : runs) {
            int known = before.entries().indexOf(entry);
            curves.add(known >= 0 ? before.curves().get(known) : place.curvesOf(entry));
        }
        return RunComparison.of(runs, curves);
    }

    private void paint() {
        RunComparison runs = comparison.get();
        figure.set(runs.entries().isEmpty() ? null : overlay.get().of(runs));
    }

    /** Gives a run a name; blank for the folder's. */
    public void rename(RunEntry entry, String name) {
        label(List.of(entry), run -> new RunLabels(name, run.labels().tags()));
    }

    /** Changes the tags of runs: of all of them, or, if one's are refused, of none. */
    public void tag(List<RunEntry> runs, UnaryOperator<List<String>> change) {
        label(
                runs,
                entry -> new RunLabels(
                        entry.labels().name(), change.apply(entry.labels().tags())));
    }

    private void label(List<RunEntry> runs, Function<RunEntry, RunLabels> labels) {
        RunLibrary place = library.get();
        work(
                () -> {
                    Map<RunEntry, RunLabels> all = new LinkedHashMap<>();
                    runs.forEach(entry -> all.put(entry, labels.apply(entry)));
                    for (Map.Entry<RunEntry, RunLabels> each : all.entrySet()) {
                        place.label(each.getKey(), each.getValue());
                    }
                    return runs;
                },
                done -> scan());
    }

    /** Moves runs to the trash. Those that can be moved are, also if one of them cannot. */
    public void moveToTrash(List<RunEntry> runs) {
        RunLibrary place = library.get();
        work(
                () -> {
                    Map<RunEntry, Path> places = new LinkedHashMap<>();
                    List<String> problems = new ArrayList<>();
                    for (RunEntry entry : runs) {
                        try {
                            places.put(entry, place.moveToTrash(entry));
                        } catch (IOException | InvalidInputException e) {
                            problems.add(words(e));
                        }
                    }
                    return new Moved(places, String.join(" ", problems));
                },
                moved -> {
                    if (!moved.places.isEmpty()) {
                        trashed.set(new Trashed(moved.places));
                    }
                    trouble.set(moved.problems);
                    scan();
                });
    }

    private record Moved(Map<RunEntry, Path> places, String problems) {}

    /** Brings back what was moved to the trash last. */
    public void undoTrash() {
        Trashed last = trashed.get();
        if (last == null) {
            return;
        }
        trashed.set(null);
        RunLibrary place = library.get();
        work(
                () -> {
                    for (Map.Entry<RunEntry, Path> entry : last.places().entrySet()) {
                        place.restore(entry.getKey(), entry.getValue());
                    }
                    return last;
                },
                done -> scan());
    }

    /** Shows why something could not be done; the empty text clears it. */
    public void showProblem(String problem) {
        trouble.set(problem);
    }

    /** Does a task that touches files, then tells the page; or says why it could not be done. */
    <T> void work(Task<T> task, Consumer<T> then) {
        trouble.set("");
        inBackground(task, then);
    }

    /** The same for what nobody asked for: why the last command failed stays to be read. */
    private <T> void inBackground(Task<T> task, Consumer<T> then) {
        work.execute(() -> {
            try {
                T result = task.run();
                ui.execute(() -> then.accept(result));
            } catch (IOException | RuntimeException e) {
                ui.execute(() -> trouble.set(words(e)));
            }
        });
    }

    static String words(Throwable problem) {
        return problem instanceof InvalidInputException
                ? problem.getMessage()
                : "It could not be done: "
                        + Optional.ofNullable(problem.getMessage())
                                .orElse(problem.getClass().getSimpleName())
                        + ".";
    }
}
