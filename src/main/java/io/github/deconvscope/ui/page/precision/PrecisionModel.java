package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.ui.control.ConfigEditor;
import io.github.deconvscope.ui.control.LiveChanges;
import io.github.deconvscope.ui.control.RunPageModel;
import io.github.deconvscope.ui.live.RunObserver;
import io.github.deconvscope.ui.state.PrecisionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.MapChangeListener;

/**
 * Two runs that start from the same seed, weights and batches and differ in a few options, and what is known of them. For one thread; knows
 * no scene. {@link #refresh} is called once a frame.
 */
public final class PrecisionModel implements RunPageModel {
    private static final PrecisionState START = PrecisionState.of(Experiment.CLAIM.a(), Experiment.CLAIM.b(), 0);

    private final RunService runs;
    private final Path runsFolder;
    private final ConfigEditor editorA = new ConfigEditor(Experiment.CLAIM.a());
    private final ConfigEditor editorB = new ConfigEditor(Experiment.CLAIM.b());
    private final ObjectProperty<Integer> otherSeeds = new SimpleObjectProperty<>(this, "otherSeeds", 0);
    private final PairViews views = new PairViews();
    private final RunObserver observer = new RunObserver(views::update);
    private final ReadOnlyObjectWrapper<List<Path>> recorded = new ReadOnlyObjectWrapper<>(this, "recorded", List.of());
    private final List<RunHandle> handles = new ArrayList<>();
    /** A with another seed is to stay comparable with A, so it follows. */
    private final LiveChanges changesOfA =
            new LiveChanges(() -> handles.stream().filter(run -> run != runB()).toList());

    private final LiveChanges changesOfB =
            new LiveChanges(() -> handles.stream().filter(run -> run == runB()).toList());
    private final LiveChanges changesOfBoth = new LiveChanges(() -> handles);
    private List<RunFeed> feeds = List.of();
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
            editor.errors().addListener((MapChangeListener<RunOption, String>) change -> clearCorrectedErrors());
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

    /** How many more runs of A, each with the next seed, measure how far seeds are apart; 0 to {@link PrecisionState#MOST_SEEDS}. */
    public ObjectProperty<Integer> otherSeedsProperty() {
        return otherSeeds;
    }

    /** What is to be seen. */
    public PairViews views() {
        return views;
    }

    /** Where the runs are and what went wrong; no state before the first comparison. */
    @Override
    public RunObserver observer() {
        return observer;
    }

    /** Shows why something could not be done. */
    public void showProblem(String problem) {
        observer.showProblem(problem);
    }

    /** Where A, B and A with other seeds are recorded. */
    List<Path> folders() {
        return handles.isEmpty()
                ? recorded.get()
                : handles.stream().map(RunHandle::folder).toList();
    }

    /** Folders of the recorded comparison that is to be looked at; none for runs of this window or without runs. */
    public ReadOnlyObjectProperty<List<Path>> recordedProperty() {
        return recorded.getReadOnlyProperty();
    }

    /** Run A, for the status bar. */
    public Optional<RunFeed> feed() {
        return feeds.stream().findFirst();
    }

    @Override
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
    @Override
    public void startOrPause() {
        if (!isActive()) {
            start();
        } else if (observer.stateProperty().get() == RunState.PAUSED) {
            handles.forEach(RunHandle::proceed);
        } else {
            handles.forEach(RunHandle::pause);
        }
    }

    /** Ends the runs with checkpoints; they stay in view. */
    @Override
    public void stop() {
        active(RunHandle::stop);
    }

    /** Ends the runs and clears the page. */
    @Override
    public void reset() {
        stop();
        handles.clear();
        recorded.set(List.of());
        observer.showProblem("");
        show();
    }

    @Override
    public boolean isRecorded() {
        return !recorded.get().isEmpty();
    }

    @Override
    public boolean hasFigures() {
        return views.figures().of(PairViews.View.LOSSES).get() != null;
    }

    @Override
    public String preparation() {
        return "The images are read, both nets are built, and the first step of each is computed.";
    }

    @Override
    public void setLooking(boolean looking) {
        views.setLooking(looking);
    }

    /** Looks at a comparison: takes up its controls if this window computes it, else asks for its record to be shown. */
    public void lookAt(List<Path> folders) {
        if (folders.equals(folders())) {
            return;
        }
        List<RunHandle> going = runs.active().stream()
                .filter(run -> folders.contains(run.folder()))
                .sorted(Comparator.comparing(run -> folders.indexOf(run.folder())))
                .toList();
        observer.showProblem("");
        handles.clear();
        boolean live = going.size() == folders.size();
        handles.addAll(live ? going : List.of());
        recorded.set(live ? List.of() : folders);
        show();
    }

    private void active(Consumer<RunHandle> command) {
        handles.stream().filter(handle -> !handle.feed().state().ended()).forEach(command);
    }

    private void start() {
        for (ConfigEditor editor : List.of(editorA, editorB)) {
            if (!editor.valid().get()) {
                observer.showProblem(editor.errors().values().iterator().next());
                return;
            }
        }
        observer.showProblem("");
        handles.clear();
        recorded.set(List.of());
        try {
            RunConfig a = editorA.getConfig();
            handles.add(runs.startIn(a, runsFolder, "compare-a"));
            handles.add(runs.startIn(editorB.getConfig(), runsFolder, "compare-b"));
            for (int i = 1; i <= otherSeeds.get(); i++) {
                RunConfig other = a.with(RunOption.SEED, ((long) a.seed() + i) % Integer.MAX_VALUE);
                handles.add(runs.startIn(other, runsFolder, "compare-a-seed-" + other.seed()));
            }
        } catch (InvalidInputException e) {
            observer.showProblem(e.getMessage());
            stop();
            handles.clear();
        }
        show();
    }

    private void show() {
        show(handles.stream().map(RunHandle::feed).toList());
    }

    /** Shows A, B and A with other seeds, live or recorded; none clears the page. */
    public void show(List<? extends RunFeed> next) {
        feeds = List.copyOf(next);
        views.show(feeds);
        observer.show(feeds);
    }

    private void clearCorrectedErrors() {
        if (editorA.errors().isEmpty() && editorB.errors().isEmpty()) {
            observer.clearProblem();
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
        return new PrecisionState(
                        editorA.getConfig(),
                        editorB.getConfig(),
                        otherSeeds.get(),
                        views.isByTime(),
                        views.compared().wanted(),
                        Optional.of(folders()))
                .toString();
    }

    /** What stands in the forms. */
    PrecisionState form() {
        return PrecisionState.of(editorA.getConfig(), editorB.getConfig(), otherSeeds.get());
    }

    /** Reads {@link #state} back; the empty text is the start. Runs that go on are not touched, but others may be looked at. */
    public void restore(String text) {
        PrecisionState state = text.isEmpty() ? START : PrecisionState.parse(text);
        choose(new Experiment("", "", "", state.a(), state.b()));
        otherSeeds.set(state.otherSeeds());
        views.setByTime(state.byTime());
        views.compared().want(state.layer());
        state.runs().ifPresent(this::lookAt);
    }
}
