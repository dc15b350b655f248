package io.github.deconvscope.app;

import io.github.deconvscope.cli.ExitCode;
import io.github.deconvscope.cli.WindowLauncher;
import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.figure.catalog.FigureCatalog;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.StateReader;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.shell.DeconvScopeApplication;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;

/** Opens the JavaFX window. */
final class Window implements WindowLauncher {
    /** Held here because the log manager would let the logger, and with it the filter, be collected. */
    private static final Logger JAVAFX_LOG = Logger.getLogger("javafx");

    private final Function<Optional<Path>, WindowServices> services;
    private final Runnable loadEngine;

    /**
     * @param services what the window works with, for a folder of lessons of one's own; asked for when it opens
     * @param loadEngine begins to load the engine and returns at once; called when the window is usable
     */
    Window(Function<Optional<Path>, WindowServices> services, Runnable loadEngine) {
        this.services = services;
        this.loadEngine = loadEngine;
    }

    @Override
    public int open(WindowRequest request) {
        String link = request.page()
                .map(page -> new PageLink(PageCatalog.byId(page), "").toString())
                .or(() -> request.file().map(Window::linkIn))
                .orElse("");
        requireDisplay(System.getProperty("os.name"), System.getenv("DISPLAY"), System.getProperty("glass.platform"));
        // JavaFX warns that it runs from the class path; that is on purpose (docs/decisions/0001-library-versions.md).
        JAVAFX_LOG.setFilter(entry -> !entry.getMessage().startsWith("Unsupported JavaFX configuration"));
        WindowServices given = services.apply(request.lessons());
        DeconvScopeApplication.run(given, link, StartReport.asAskedFor(loadEngine, given.runs()::engine));
        return ExitCode.DONE;
    }

    /** The link to the view that a saved state or an exported picture shows; empty for a folder. */
    static String linkIn(Path file) {
        if (!Files.exists(file)) {
            throw new InvalidInputException("There is no file or folder " + file + " to open. Check the path.");
        }
        if (Files.isDirectory(file)) {
            return "";
        }
        FigureState state = StateReader.read(file);
        return state.link().orElseGet(() -> {
            String page = FigureCatalog.standard().find(state.figure()).page();
            return new PageLink(PageCatalog.byId(page), "").toString();
        });
    }

    static void requireDisplay(String system, String display, String platform) {
        boolean needsDisplay = system.equals("Linux") && platform == null;
        if (needsDisplay && (display == null || display.isBlank())) {
            throw new IllegalStateException(
                    "There is no display to open a window on (DISPLAY is not set). Start it on a"
                            + " desktop, or as: xvfb-run ./deconvscope. All commands work without a display: ./deconvscope --help");
        }
    }
}
