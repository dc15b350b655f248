package io.github.deconvscope.ui.theme;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * Whether things may move that need not: a person who gets dizzy, or only wants calm, has pictures jump to their new state instead. What a
 * person plays step by step is not motion in this sense. There is one, for all windows. For the FX thread only.
 */
public final class Motion {
    private static final Motion THE_ONE = new Motion();

    private final ReadOnlyBooleanWrapper reduced = new ReadOnlyBooleanWrapper(this, "reduced", false);
    private Optional<Boolean> choice = Optional.empty();

    private Motion() {}

    public static Motion get() {
        return THE_ONE;
    }

    /** Whether to leave animations out. */
    public ReadOnlyBooleanProperty reducedProperty() {
        return reduced.getReadOnlyProperty();
    }

    public boolean isReduced() {
        return reduced.get();
    }

    /** What the person chose here; empty while the system decides. */
    public Optional<Boolean> choice() {
        return choice;
    }

    /** Reduces motion or allows it, whatever the system says; empty leaves it as it is and to the system. */
    public void choose(Optional<Boolean> newChoice) {
        choice = newChoice;
        newChoice.ifPresent(reduced::set);
    }

    /** Asks the operating system, and does as it says unless the person chose. Returns at once. */
    public void followSystem() {
        CompletableFuture.supplyAsync(SystemAppearance::reducesMotion)
                .thenAccept(found -> Platform.runLater(() -> reduced.set(choice.orElse(found))));
    }
}
