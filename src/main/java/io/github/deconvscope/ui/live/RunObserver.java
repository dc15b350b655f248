package io.github.deconvscope.ui.live;

import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What a page knows of the runs it shows: where they are, how far, and what went wrong. For one thread; needs no toolkit. Looks at the runs
 * when {@link #refresh} is called, once a frame.
 */
public final class RunObserver {
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(this, "state");
    private final ReadOnlyObjectWrapper<Progress> progress =
            new ReadOnlyObjectWrapper<>(this, "progress", Progress.NONE);
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");
    private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper(this, "warning", "");
    private final Runnable makeFigures;
    private List<RunFeed> feeds = List.of();
    private long seenVersion = -1;
    private boolean stale;

    /** @param makeFigures makes figures of what is new */
    public RunObserver(Runnable makeFigures) {
        this.makeFigures = makeFigures;
    }

    /**
     * Where the runs are: as the first that goes on; when all have ended, failed if one of them did, else as the first. {@code null} without
     * runs.
     */
    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** How far the run is that tells the state. */
    public ReadOnlyObjectProperty<Progress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Why the last command could not be done, or why a run failed; empty if nothing is wrong. */
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** The newest warning that a run gave, such as that its loss is no longer a number; empty if none did. */
    public ReadOnlyStringProperty warningProperty() {
        return warning.getReadOnlyProperty();
    }

    /** Shows a problem, in the words of the form; the empty text clears it. */
    public void showProblem(String problem) {
        trouble.set(FormWords.of(problem));
    }

    /** Clears the problem, unless it is why a run failed. */
    public void clearProblem() {
        if (state.get() != RunState.FAILED) {
            trouble.set("");
        }
    }

    /** Looks at other runs from now on; at none if the list is empty. */
    public void show(List<? extends RunFeed> next) {
        feeds = List.copyOf(next);
        seenVersion = -1;
        refresh(true);
    }

    /**
     * Looks at the runs.
     *
     * @param figuresToo whether there is time to make new figures; while a run computes they wait otherwise
     */
    public void refresh(boolean figuresToo) {
        if (feeds.isEmpty()) {
            stale = false;
            state.set(null);
            progress.set(Progress.NONE);
            warning.set("");
            return;
        }
        long version = feeds.stream().mapToLong(RunFeed::version).sum();
        if (version != seenVersion) {
            seenVersion = version;
            stale = true;
            look();
        }
        if (stale && (figuresToo || state.get() != RunState.RUNNING)) {
            stale = false;
            makeFigures.run();
        }
    }

    private void look() {
        Optional<RunFeed> failed = firstThatIs(RunState.FAILED);
        RunFeed telling = feeds.stream()
                .filter(feed -> !feed.state().ended())
                .findFirst()
                .or(() -> failed)
                .orElse(feeds.get(0));
        progress.set(telling.state().ended() ? telling.progress().over() : telling.progress());
        failed.ifPresent(feed -> showProblem(feed.failure().orElse("The run ended with an error.")));
        warning.set(feeds.stream()
                .flatMap(feed -> feed.events().stream())
                .filter(event -> event.kind() == RunEvent.Kind.WARNING)
                .reduce((first, second) -> second)
                .map(event -> FormWords.of(event.message()))
                .orElse(""));
        state.set(telling.state());
    }

    private Optional<RunFeed> firstThatIs(RunState wanted) {
        return feeds.stream().filter(feed -> feed.state() == wanted).findFirst();
    }
}
