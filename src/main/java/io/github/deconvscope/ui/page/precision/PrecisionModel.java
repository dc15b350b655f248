package io.github.deconvscope.ui.page.precision;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.Progress;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunFolder;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunOption;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.RunState;
import io.github.deconvscope.ui.control.ConfigEditor;
import io.github.deconvscope.ui.control.LiveChanges;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.MapChangeListener;

/**
 * Two runs that start from the same seed, weights and batches and differ in a few options, and what is known of them. For one thread; knows
 * no scene. {@link #refresh} is called once a frame.
 */
public final class PrecisionModel {
    private static final DateTimeFormatter FOLDER_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final RunService runs;
    private final Path runsFolder;
    private final ConfigEditor editorA = new ConfigEditor(Experiment.CLAIM.a());
    private final ConfigEditor editorB = new ConfigEditor(Experiment.CLAIM.b());
    private final BooleanProperty spread = new SimpleBooleanProperty(this, "spread", false);
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(this, "state");
    private final ReadOnlyObjectWrapper<Progress> progress =
            new ReadOnlyObjectWrapper<>(this, "progress", Progress.NONE);
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");
    private final PairViews views = new PairViews();
    private final List<RunHandle> handles = new ArrayList<>();
    /** A with another seed is to stay comparable with A, so it follows. */
    private final LiveChanges changesOfA =
            new LiveChanges(() -> handles.stream().filter(run -> run != runB()).toList());

    private final LiveChanges changesOfB =
            new LiveChanges(() -> handles.stream().filter(run -> run == runB()).toList());
    private final LiveChanges changesOfBoth = new LiveChanges(() -> handles);
    private long seenVersion = -1;
    private boolean stale;
    private boolean copying;

    /**
     * A page without runs.
     *
     * @param runs starts runs
     * @param runsFolder where new run folders are made
     */
    public PrecisionModel(RunService runs, Path runsFolder) {
        this.runs = runs;
        this.runsFolder = runsFolder;
        // Everything that A and B may not differ in is edited in A's form and copied to B.
        editorA.configProperty().subscribe(config -> copyCommonToB());
        for (ConfigEditor editor : List.of(editorA, editorB)) {
            editor.errors().addListener((MapChangeListener<RunOption, String>) change -> forgetRightedErrors());
        }
    }

    /** Configuration of A, and of both where they may not differ. */
    public ConfigEditor editorA() {
        return editorA;
    }

    /** Configuration of B. */
    public ConfigEditor editorB() {
        return editorB;
    }

    /** What can be changed of A while it goes on. */
    public LiveChanges changesOfA() {
        return changesOfA;
    }

    /** What can be changed of B while it goes on. */
    public LiveChanges changesOfB() {
        return changesOfB;
    }

    /** What can be changed of both at once. */
    public LiveChanges changesOfBoth() {
        return changesOfBoth;
    }

    private RunHandle runB() {
        return handles.size() < 2 ? null : handles.get(1);
    }

    /** Whether a third run, A with the next seed, measures how far two seeds are apart. */
    public BooleanProperty spreadProperty() {
        return spread;
    }

    /** What is to be seen. */
    public PairViews views() {
        return views;
    }

    /** Where A is; {@code null} before the first comparison. Failed as soon as one of the runs failed. */
    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Progress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What is wrong; empty if nothing is. */
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** Where A, B and, where the spread is measured, A with another seed are recorded. */
    List<Path> folders() {
        return handles.stream().map(RunHandle::folder).toList();
    }

    /** Run A, for the status bar. */
    public Optional<RunFeed> feed() {
        return handles.stream().findFirst().map(RunHandle::feed);
    }

    public boolean isActive() {
        return handles.stream().anyMatch(handle -> !handle.feed().state().ended());
    }

    /** Takes a comparison from the list. */
    public void choose(Experiment experiment) {
        copying = true;
        editorA.set(experiment.a());
        editorB.set(experiment.b());
        copying = false;
    }

    /** Starts the runs; pauses them; goes on. */
    public void compareOrPause() {
        if (!isActive()) {
            start();
        } else if (state.get() == RunState.PAUSED) {
            handles.forEach(RunHandle::proceed);
        } else {
            handles.forEach(RunHandle::pause);
        }
    }

    /** Ends the runs with checkpoints; they stay in view. */
    public void stop() {
        active(RunHandle::stop);
    }

    /** Ends the runs and clears the page. */
    public void reset() {
        stop();
        handles.clear();
        trouble.set("");
        show();
    }

    private void active(Consumer<RunHandle> command) {
        handles.stream().filter(handle -> !handle.feed().state().ended()).forEach(command);
    }

    private void start() {
        for (ConfigEditor editor : List.of(editorA, editorB)) {
            if (!editor.valid().get()) {
                trouble.set(editor.errors().values().iterator().next());
                return;
            }
        }
        trouble.set("");
        handles.clear();
        try {
            RunConfig a = editorA.getConfig();
            String name = LocalDateTime.now().format(FOLDER_TIME) + "-compare";
            handles.add(runs.start(a, folder(name + "-a")));
            handles.add(runs.start(editorB.getConfig(), folder(name + "-b")));
            if (spread.get()) {
                RunConfig seed = a.with(RunOption.SEED, (a.seed() + 1L) % Integer.MAX_VALUE);
                handles.add(runs.start(seed, folder(name + "-a-next-seed")));
            }
        } catch (InvalidInputException e) {
            trouble.set(e.getMessage());
            stop();
            handles.clear();
        }
        show();
    }

    private Path folder(String name) {
        return RunFolder.unused(runsFolder, name);
    }

    private void show() {
        seenVersion = -1;
        views.show(handles.stream().map(RunHandle::feed).toList());
        refresh(true);
    }

    /**
     * Looks at the runs.
     *
     * @param figuresToo whether there is time to make new figures; they wait otherwise
     */
    public void refresh(boolean figuresToo) {
        if (handles.isEmpty()) {
            state.set(null);
            progress.set(Progress.NONE);
            return;
        }
        long version =
                handles.stream().mapToLong(handle -> handle.feed().version()).sum();
        if (version != seenVersion) {
            seenVersion = version;
            stale = true;
            RunFeed slowest = handles.stream()
                    .map(RunHandle::feed)
                    .filter(feed -> !feed.state().ended())
                    .findFirst()
                    .orElse(handles.get(0).feed());
            progress.set(slowest.progress());
            handles.stream()
                    .map(RunHandle::feed)
                    .filter(feed -> feed.state() == RunState.FAILED)
                    .findFirst()
                    .ifPresent(feed -> trouble.set(feed.failure().orElse("A run ended with an error.")));
            state.set(slowest.state());
        }
        if (stale && figuresToo) {
            stale = false;
            views.update();
        }
    }

    private void forgetRightedErrors() {
        if (editorA.errors().isEmpty() && editorB.errors().isEmpty() && state.get() != RunState.FAILED) {
            trouble.set("");
        }
    }

    private void copyCommonToB() {
        if (copying) {
            return;
        }
        RunConfig b = editorB.getConfig();
        RunConfig a = editorA.getConfig();
        RunConfig next = b;
        for (RunOption option : a.differences(b)) {
            if (!Experiment.DIFFERING.contains(option)) {
                next = next.with(option, a.get(option));
            }
        }
        if (!next.equals(b)) {
            editorB.set(next);
        }
    }

    /** Everything that was chosen, as one line. */
    public String state() {
        JsonObject json = new JsonObject();
        json.add("a", editorA.getConfig().toJson());
        json.add("b", editorB.getConfig().toJson());
        json.addProperty("spread", spread.get());
        json.addProperty("byTime", views.isByTime());
        json.addProperty("layer", views.compared().wanted());
        return json.toString();
    }

    /** Reads {@link #state} back; the empty text is the start. Runs that go on are not touched. */
    public void restore(String text) {
        if (text.isEmpty()) {
            choose(Experiment.CLAIM);
            spread.set(false);
            views.setByTime(false);
            views.compared().want("");
            return;
        }
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            RunConfig a = RunConfig.fromJson(json.getAsJsonObject("a"));
            RunConfig b = RunConfig.fromJson(json.getAsJsonObject("b"));
            boolean withSpread = json.get("spread").getAsBoolean();
            boolean byTime = json.get("byTime").getAsBoolean();
            String layer = json.get("layer").getAsString();
            choose(new Experiment("", "", "", a, b));
            spread.set(withSpread);
            views.setByTime(byTime);
            views.compared().want(layer);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new InvalidInputException(
                    "This is not a saved state of the precision page. Save one with State, Save state.", e);
        }
    }
}
