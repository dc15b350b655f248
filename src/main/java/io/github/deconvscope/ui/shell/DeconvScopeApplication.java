package io.github.deconvscope.ui.shell;

import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.theme.Motion;
import io.github.deconvscope.ui.theme.Theme;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.stage.Stage;

/**
 * The JavaFX application. JavaFX makes the object itself, so what it needs is handed over in {@link #run}.
 *
 * <p>The caller sets {@code java.awt.headless=true} before: figures are painted with Java2D, and a second toolkit that talks to the
 * display hangs on a Mac.
 */
public final class DeconvScopeApplication extends Application {
    private static WindowServices handedOver;
    private static Optional<WindowMemory> memory = Optional.empty();
    private static String firstLink = "";
    private static Runnable whenUsable = () -> {};

    private Stage stage;
    private ShellWindow window;

    /**
     * Opens the window and returns when it is closed. Closes nothing that was handed over.
     *
     * @param services what the window works with
     * @param remembers whether to look as the last window did, and to be remembered by the next
     * @param link page and state to show first, see {@link PageLink}; empty for the page in view last time
     * @param usable run on the FX thread once the window has been drawn and answers
     */
    public static void run(WindowServices services, boolean remembers, String link, Runnable usable) {
        handedOver = Objects.requireNonNull(services);
        memory = remembers ? Optional.of(new WindowMemory(WindowMemory.usualFile())) : Optional.empty();
        firstLink = Objects.requireNonNull(link);
        whenUsable = Objects.requireNonNull(usable);
        launch(DeconvScopeApplication.class);
    }

    @Override
    public void start(Stage primary) {
        stage = primary;
        memory.ifPresent(WindowMemory::recallLook);
        Theme.get().install();
        Motion.get().followSystem();
        window = new ShellWindow(stage, handedOver);
        memory.ifPresent(last -> last.recallPlace(stage));
        memory.ifPresent(last -> last.recallForms(window.shell()));
        window.show(firstLink.isEmpty() ? lastPage() : firstLink);
        if (firstLink.isEmpty() && memory.filter(WindowMemory::isFirst).isPresent()) {
            window.shell().welcome();
        }
        memory.flatMap(WindowMemory::export).ifPresent(window.shell().exports()::choose);
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                // The first pulse lays the window out and the second has drawn it.
                if (++pulses == 3) {
                    stop();
                    whenUsable.run();
                }
            }
        }.start();
    }

    private static String lastPage() {
        return memory.flatMap(WindowMemory::page)
                .map(page -> new PageLink(page, "").toString())
                .orElse("");
    }

    @Override
    public void stop() {
        memory.ifPresent(next -> next.keep(stage, window.shell()));
        window.close();
    }
}
