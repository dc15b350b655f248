package io.github.deconvscope.ui.control;

import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.ui.live.RunObserver;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What a page with runs says of where they are: in its buttons, in a badge, in a line of progress, and in place of the figures until there
 * are any.
 */
public final class RunPane {
    /**
     * The page's own words.
     *
     * @param start on the button that starts
     * @param empty title while there is no run
     * @param promise what will be here
     * @param failed title if no step was ever done
     * @param unreadable title if a record cannot be shown
     * @param preparing title until the first step is done
     */
    public record Words(
            String start, String empty, String promise, String failed, String unreadable, String preparing) {}

    /**
     * Where it is said.
     *
     * @param message stands where {@code views} would, as long as there are no steps
     * @param trouble why something could not be done, or a run failed
     * @param warning what a run warned of
     */
    public record Parts(
            MessagePane message,
            Node views,
            Button start,
            FontIcon startIcon,
            Button stop,
            Button reset,
            Badge badge,
            ProgressBar progress,
            Label progressText,
            Label trouble,
            Label warning) {}

    /**
     * The page, as far as it has runs.
     *
     * @param isActive whether a run of this window goes on
     * @param isRecord whether a record is to be looked at, rather than a run of this window
     * @param hasSteps whether there is something to see
     * @param activity what is being done before the first step
     * @param progressText how far the run is
     * @param start starts a run
     * @param clear clears the page
     */
    public record Source(
            RunObserver observer,
            BooleanSupplier isActive,
            BooleanSupplier isRecord,
            BooleanSupplier hasSteps,
            Supplier<String> activity,
            Function<Progress, String> progressText,
            Runnable start,
            Runnable clear) {}

    private static final String ELSEWHERE =
            "Another process computes this run and can stop it; here it is shown as it grows.";

    private final Words words;
    private final Parts parts;
    private final Source source;

    /** Says it from now on, whenever the source's observer has news. */
    public RunPane(Words words, Parts parts, Source source) {
        this.words = words;
        this.parts = parts;
        this.source = source;
        RunObserver observer = source.observer;
        parts.message.visibleProperty().bind(parts.views.visibleProperty().not());
        parts.trouble.textProperty().bind(observer.troubleProperty());
        parts.trouble.managedProperty().bind(observer.troubleProperty().isNotEmpty());
        parts.warning.textProperty().bind(observer.warningProperty());
        parts.warning.managedProperty().bind(observer.warningProperty().isNotEmpty());
        observer.stateProperty().subscribe(state -> show());
        observer.warningProperty().subscribe(warning -> show());
        observer.troubleProperty().subscribe(trouble -> fill());
        observer.progressProperty().subscribe(progress -> {
            parts.progress.setProgress(progress.fraction());
            parts.progressText.setText(source.progressText.apply(progress));
            fill();
        });
    }

    /** The button that starts, pauses and goes on says which of these it does; the badge says where the run is. */
    private void show() {
        RunState state = source.observer.stateProperty().get();
        String warning = source.observer.warningProperty().get();
        boolean own = source.isActive.getAsBoolean();
        boolean going = own && (state == RunState.RUNNING || state == RunState.PREPARING);
        parts.start.setText(going ? "Pause" : own && state == RunState.PAUSED ? "Continue" : words.start);
        parts.startIcon.setIconLiteral(going ? "mdmz-pause" : "mdmz-play_arrow");
        parts.stop.setDisable(!own);
        parts.reset.setDisable(state == null);
        if (state != null) {
            boolean elsewhere = !own && !state.ended();
            parts.badge.set(
                    state.label() + (elsewhere ? " elsewhere" : ""),
                    tone(state, warning),
                    elsewhere ? (ELSEWHERE + " " + warning).strip() : warning);
        }
        fill();
    }

    private static Badge.Tone tone(RunState state, String warning) {
        if (state == RunState.FAILED || state == RunState.INTERRUPTED) {
            return Badge.Tone.BAD;
        }
        if (!warning.isEmpty()) {
            return Badge.Tone.CAUTION;
        }
        return state == RunState.FINISHED ? Badge.Tone.GOOD : Badge.Tone.NEUTRAL;
    }

    /** The figures, or why there are none. */
    private void fill() {
        boolean any = source.hasSteps.getAsBoolean();
        parts.views.setVisible(any);
        if (any) {
            return;
        }
        MessagePane message = parts.message;
        RunState state = source.observer.stateProperty().get();
        String trouble = source.observer.troubleProperty().get();
        if (state == null && trouble.isEmpty()) {
            message.show(MessagePane.Kind.EMPTY, words.empty, words.promise);
            message.offer(words.start, source.start);
        } else if (state == null || state == RunState.FAILED) {
            boolean unreadable = state == null && source.isRecord.getAsBoolean();
            message.show(MessagePane.Kind.FAILED, unreadable ? words.unreadable : words.failed, trouble);
            message.offer("Back", source.clear);
        } else if (state.ended()) {
            message.show(
                    MessagePane.Kind.EMPTY, "Stopped before the first step", "There is nothing to show of this run.");
            message.offer("Back", source.clear);
        } else {
            message.show(MessagePane.Kind.LOADING, words.preparing, source.activity.get());
        }
    }

    /** Looks once a frame whether the first figure has come. */
    public void beat() {
        if (!parts.views.isVisible() && source.hasSteps.getAsBoolean()) {
            fill();
        }
    }
}
