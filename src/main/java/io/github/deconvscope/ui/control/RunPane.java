package io.github.deconvscope.ui.control;

import io.github.deconvscope.run.RunState;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a page with a run says of where the run is: in its buttons, in a badge, and in place of the figures until there are any. */
public final class RunPane {
    /**
     * The page's own words.
     *
     * @param start on the button that starts
     * @param empty title while there is no run
     * @param promise what will be here
     * @param failed title if no step was ever done
     * @param preparing title until the first step is done
     */
    public record Words(String start, String empty, String promise, String failed, String preparing) {}

    private final Words words;
    private final MessagePane message;
    private final Node views;
    private final BooleanSupplier anySteps;
    private final Runnable start;
    private final Runnable back;

    /**
     * @param message stands where {@code views} would, as long as there are no steps
     * @param anySteps whether there is something to see
     * @param start starts a run
     * @param back clears the page
     */
    public RunPane(
            Words words, MessagePane message, Node views, BooleanSupplier anySteps, Runnable start, Runnable back) {
        this.words = words;
        this.message = message;
        this.views = views;
        this.anySteps = anySteps;
        this.start = start;
        this.back = back;
        message.visibleProperty().bind(views.visibleProperty().not());
    }

    /**
     * The button that starts, pauses and goes on says which of these it does; the badge says where the run is.
     *
     * @param warning what the run warned of; empty for nothing
     */
    public void show(RunState state, String warning, Button button, FontIcon icon, Badge badge) {
        boolean going = state == RunState.RUNNING || state == RunState.PREPARING;
        button.setText(going ? "Pause" : state == RunState.PAUSED ? "Continue" : words.start);
        icon.setIconLiteral(going ? "mdmz-pause" : "mdmz-play_arrow");
        if (state != null) {
            badge.set(state.label(), tone(state, warning), warning);
        }
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

    /**
     * The figures, or why there are none.
     *
     * @param trouble why the run failed
     * @param activity what is being done before the first step
     */
    public void fill(RunState state, String trouble, String activity) {
        boolean any = anySteps.getAsBoolean();
        views.setVisible(any);
        if (any) {
            return;
        }
        if (state == null && trouble.isEmpty()) {
            message.show(MessagePane.Kind.EMPTY, words.empty, words.promise);
            message.offer(words.start, start);
        } else if (state == null || state == RunState.FAILED) {
            message.show(MessagePane.Kind.FAILED, words.failed, trouble);
            message.offer("Back", back);
        } else if (state.ended()) {
            message.show(
                    MessagePane.Kind.EMPTY, "Stopped before the first step", "There is nothing to show of this run.");
            message.offer("Back", back);
        } else {
            message.show(MessagePane.Kind.LOADING, words.preparing, activity);
        }
    }

    /** Looks once a frame whether the first figure has come. */
    public void beat(Runnable fill) {
        if (!views.isVisible() && anySteps.getAsBoolean()) {
            fill.run();
        }
    }
}
