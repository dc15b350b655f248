package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.ui.control.ConfigEditor;
import io.github.deconvscope.ui.control.LiveChanges;
import io.github.deconvscope.ui.control.ProgressText;
import io.github.deconvscope.ui.control.RunPageModel;
import io.github.deconvscope.ui.live.RunObserver;
import io.github.deconvscope.ui.state.TrainingState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.MapChangeListener;

/**
 * What the training page knows and can do: the configuration being edited, the run in view, and the commands. For one thread; knows no
 * scene, so it is tested without a toolkit. {@link #refresh} is called once a frame.
 */
public final class TrainingModel implements RunPageModel {
    private final RunService runs;
    private final Path runsFolder;
    private final ConfigEditor editor = new ConfigEditor(Preset.LAPTOP.config());
    private final ReadOnlyObjectWrapper<RunFeed> feed = new ReadOnlyObjectWrapper<>(this, "feed");
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper(this, "changed", false);
    private final DataLook data;
    private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper(this, "found", "");
    private final RunViews views = new RunViews();
    private final RunObserver observer = new RunObserver(views::update);
    private final ReadOnlyObjectWrapper<Path> recorded = new ReadOnlyObjectWrapper<>(this, "recorded");
    private final LiveChanges changes = new LiveChanges(() -> handle() == null ? List.of() : List.of(handle()));
    private RunHandle handle;

    /**
     * A page without a run.
     *
     * @param runs starts runs
     * @param runsFolder where new run folders are made
     */
    public TrainingModel(RunService runs, Path runsFolder) {
        this.runs = runs;
        this.runsFolder = runsFolder;
        data = new DataLook(runs);
        editor.configProperty().subscribe(config -> {
            compare();
            data.at(config);
        });
        editor.errors().addListener((MapChangeListener<RunOption, String>) change -> clearCorrectedErrors());
    }

    /** Gives up looking at a data set. */
    void close() {
        data.close();
    }

    public ConfigEditor editor() {
        return editor;
    }

    /** What the data set of the form was found to be, or why it is refused; empty for those that come with the program. */
    public ReadOnlyStringProperty foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** What can be changed of the run while it goes on. */
    public LiveChanges changes() {
        return changes;
    }

    /** Folder of the run in view; empty if there is none. */
    Optional<Path> folder() {
        return Optional.ofNullable(handle).map(RunHandle::folder).or(() -> Optional.ofNullable(recorded.get()));
    }

    private RunHandle handle() {
        return handle;
    }

    /** What is to be seen of the run. */
    public RunViews views() {
        return views;
    }

    /** The run in view; {@code null} before the first. */
    public ReadOnlyObjectProperty<RunFeed> feedProperty() {
        return feed.getReadOnlyProperty();
    }

    public Optional<RunFeed> feed() {
        return Optional.ofNullable(feed.get());
    }

    /** Where the run is and what went wrong; no state before the first. */
    @Override
    public RunObserver observer() {
        return observer;
    }

    /** Whether the form says something else than the run in view, so that its changes wait for the next run. */
    public ReadOnlyBooleanProperty changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /** Folder of the recorded run that is to be looked at; {@code null} for a run of this window or none. */
    public ReadOnlyObjectProperty<Path> recordedProperty() {
        return recorded.getReadOnlyProperty();
    }

    /** Whether a run of this window is going on or paused. */
    @Override
    public boolean isActive() {
        return handle != null && !handle.feed().state().ended();
    }

    @Override
    public boolean isRecorded() {
        return recorded.get() != null;
    }

    @Override
    public boolean hasFigures() {
        return views.figures().of(RunViews.View.LOSS).get() != null;
    }

    @Override
    public String preparation() {
        if (observer.stateProperty().get() == RunState.RUNNING) {
            return "The first step is being computed; it takes longer than the others.";
        }
        String activity = observer.progressProperty().get().activity();
        return activity.isEmpty() ? "The images are read and the net is built." : activity;
    }

    @Override
    public String describe(Progress progress) {
        return ProgressText.of(progress) + feed().map(ProgressText::best).orElse("");
    }

    @Override
    public void setLooking(boolean looking) {
        views.setLooking(looking);
    }

    @Override
    public void refresh(boolean figuresToo) {
        RunPageModel.super.refresh(figuresToo);
        views.showFound();
        found.set(data.words());
    }

    /** Looks at a run: takes up its controls if this window computes it, else asks for its record to be shown. */
    public void lookAt(Path folder) {
        Optional<RunHandle> going = runs.activeIn(folder);
        observer.showProblem("");
        handle = going.orElse(null);
        // Asked for anew even if it is the one in view, whose feed goes below: else the page would wait for it without
        // end.
        recorded.set(null);
        recorded.set(going.isPresent() ? null : folder);
        show(going.map(RunHandle::feed).orElse(null));
    }

    /** Shows why something could not be done. */
    public void showProblem(String problem) {
        observer.showProblem(problem);
    }

    /** Starts a run as the form says; goes on if one is paused; pauses if one is running. */
    @Override
    public void startOrPause() {
        if (!isActive()) {
            start();
        } else if (observer.stateProperty().get() == RunState.PAUSED) {
            handle.proceed();
        } else {
            handle.pause();
        }
    }

    /** One step, starting a run if there is none. */
    public void step() {
        if (!isActive() && !start()) {
            return;
        }
        handle.pause();
        handle.step();
    }

    /** Ends the run with a checkpoint; it stays in view. */
    @Override
    public void stop() {
        if (isActive()) {
            handle.stop();
        }
    }

    /** Ends the run and clears the page, so that the next one starts again from the same seed. */
    @Override
    public void reset() {
        stop();
        handle = null;
        recorded.set(null);
        show(null);
        observer.showProblem("");
    }

    /** As {@link #reset}, with the next seed. */
    public void newSeed() {
        reset();
        RunConfig config = editor.getConfig();
        editor.set(config.with(RunOption.SEED, (config.seed() + 1L) % Integer.MAX_VALUE));
    }

    private boolean start() {
        if (!editor.valid().get()) {
            observer.showProblem(editor.errors().values().iterator().next());
            return false;
        }
        try {
            observer.showProblem("");
            recorded.set(null);
            handle = runs.startIn(editor.getConfig(), runsFolder);
            show(handle.feed());
            return true;
        } catch (InvalidInputException e) {
            observer.showProblem(e.getMessage());
            return false;
        }
    }

    /** Shows a run, live or recorded; {@code null} for none. */
    public void show(RunFeed next) {
        feed.set(next);
        views.show(next, folder());
        observer.show(next == null ? List.of() : List.of(next));
        compare();
    }

    /** Everything that was chosen, as one line. */
    public String state() {
        return new TrainingState(
                        editor.getConfig(),
                        views.layers().wanted(),
                        views.isLogarithmic(),
                        Optional.ofNullable(recorded.get()))
                .toString();
    }

    /** Reads {@link #state} back; the empty text is the start. A run that goes on is not touched, but another may be looked at. */
    public void restore(String text) {
        TrainingState state = text.isEmpty() ? TrainingState.of(Preset.LAPTOP.config()) : TrainingState.parse(text);
        editor.set(state.config());
        views.layers().want(state.layer());
        views.setLogarithmic(state.logarithmic());
        state.run().ifPresent(this::lookAt);
    }

    private void clearCorrectedErrors() {
        if (editor.errors().isEmpty()) {
            observer.clearProblem();
        }
    }

    private void compare() {
        changed.set(feed.get() != null && !feed.get().config().equals(editor.getConfig()));
    }
}
