package io.github.deconvscope.app;

import io.github.deconvscope.cli.ExitCode;
import io.github.deconvscope.cli.WindowLauncher;
import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.shell.DeconvScopeApplication;
import io.github.deconvscope.ui.shell.JavaFxLog;
import java.util.function.Function;

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
        requireDisplay(System.getProperty("os.name"), System.getenv("DISPLAY"), System.getProperty("glass.platform"));
        JavaFxLog.quieten();
        WindowServices given = services.apply(request);
        // A signal must not take PyTorch away from under a step: runs end with a checkpoint first.
        Thread stopRuns = new Thread(given.runs()::close, "stop-runs");
        Runtime.getRuntime().addShutdownHook(stopRuns);
        boolean remembers = !StartReport.isAskedFor();
        DeconvScopeApplication.run(given, remembers, link, StartReport.asAskedFor(loadEngine, given.runs()::engine));
        removeHook(stopRuns);
        return ExitCode.DONE;
    }

    static void requireDisplay(String system, String display, String platform) {
        boolean needsDisplay = system.equals("Linux") && platform == null;
        if (needsDisplay && (display == null || display.isBlank())) {
            throw new IllegalStateException(
                    "There is no display to open a window on (DISPLAY is not set). Start it on a"
                            + " desktop, or as: xvfb-run " + ProgramCall.words()
                            + ". All commands work without a display: " + ProgramCall.words() + " --help");
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
