package io.github.deconvscope.app;

import io.github.deconvscope.cli.ExitCode;
import io.github.deconvscope.cli.WindowLauncher;
import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.shell.DeconvScopeApplication;
import io.github.deconvscope.ui.shell.JavaFxLog;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the JavaFX window. */
final class Window implements WindowLauncher {
    private final Function<WindowRequest, WindowServices> services;
    private final Runnable loadEngine;

    /**
     * @param services what the window works with, for what was asked for; made when it opens
     * @param loadEngine begins to load the engine and returns at once; called when the window is usable
     */
    Window(Function<WindowRequest, WindowServices> services, Runnable loadEngine) {
        this.services = services;
        this.loadEngine = loadEngine;
    }

    @Override
    public int open(WindowRequest request) {
        String link = Opening.link(request);
        Display display = Display.own();
        requireDisplay(display, System.getProperty("glass.platform"));
        JavaFxLog.quieten();
        WindowServices given = services.apply(request);
        // A signal must not take PyTorch away from under a step: runs end with a checkpoint first.
        Thread stopRuns = new Thread(given.runs()::close, "stop-runs");
        Runtime.getRuntime().addShutdownHook(stopRuns);
        boolean remembers = !StartReport.isAskedFor();
        try {
            DeconvScopeApplication.run(
                    given, remembers, link, StartReport.asAskedFor(loadEngine, given.runs()::engine));
        } catch (UnsupportedOperationException e) {
            // So JavaFX says that the display was not opened; the rest of its message is "Unable to open DISPLAY".
            throw display.isX11() ? display.refusal(e) : e;
        } finally {
            removeHook(stopRuns);
        }
        return ExitCode.DONE;
    }

    /** @param platform another than that of the system, such as a screen in memory; null for none */
    static void requireDisplay(Display display, @Nullable String platform) {
        if (platform == null && display.isMissing()) {
            throw display.refusal(null);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being ended from outside and the hook at work already.
        }
    }
}
