package io.github.deconvscope.ui.theme;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;

/**
 * Whether changes are animated. With reduced motion pictures jump to their new state; what a person plays step by step still moves. One
 * setting for all windows. For the FX thread only.
 */
public final class Motion {
    private static final Motion THE_ONE = new Motion();

    private boolean reduced;
    private Optional<Boolean> choice = Optional.empty();

    private Motion() {}

    public static Motion get() {
        return THE_ONE;
    }

    /** Whether to leave animations out. */
    public boolean isReduced() {
        return reduced;
    }

    /** What the person chose here; empty while the system decides. */
    public Optional<Boolean> choice() {
        return choice;
    }

    /** Reduces motion or allows it, whatever the system says; empty leaves it as it is and to the system. */
    public void choose(Optional<Boolean> newChoice) {
        choice = newChoice;
        reduced = newChoice.orElse(reduced);
    }

    /** Asks the operating system, and does as it says unless the person chose. Returns at once. */
    public void followSystem() {
        CompletableFuture.supplyAsync(SystemAppearance::reducesMotion)
                .thenAccept(found -> Platform.runLater(() -> reduced = choice.orElse(found)));
    }
}
