package io.github.deconvscope.app;

import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.figure.catalog.FigureCatalog;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.StateReader;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.RecordedRun;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.ui.page.training.TrainingModel;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Turns what the person asked to see first into a link that the window follows. */
final class Opening {
    private static final long MAX_LINK_BYTES = 1 << 20;

    private Opening() {}

    /**
     * The link; empty for the window as it starts by itself.
     *
     * @throws InvalidInputException if there is no such page, or the file cannot be shown
     */
    static String link(WindowRequest request) {
        if (request.file().isPresent()) {
            return ofFile(request.file().get());
        }
        return request.page()
                .map(page -> new PageLink(PageCatalog.byId(page), "").toString())
                .orElse("");
    }

    private static String ofFile(Path file) {
        if (!Files.exists(file)) {
            throw new InvalidInputException("There is no file or folder " + file + " to open. Check the path.");
        }
        if (Files.isDirectory(file)) {
            return ofRun(file, "");
        }
        if (isFigure(file)) {
            FigureState state = StateReader.read(file);
            return state.link()
                    .or(() -> state.run()
                            .map(run -> ofRun(Path.of(run), state.parameters().getOrDefault("layer", ""))))
                    .orElseGet(() -> pageOf(state));
        }
        return ofSavedState(file);
    }

    private static boolean isFigure(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(FigureFormat.values())
                .anyMatch(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)));
    }

    /** Of a figure that was made on the command line: its page, in the state that shows it. */
    private static String pageOf(FigureState state) {
        FigureEntry entry = FigureCatalog.standard().find(state.figure());
        String shown = entry.pageState()
                .map(opened -> opened.apply(entry.input(state.parameters(), Optional.empty())))
                .orElse("");
        return new PageLink(PageCatalog.byId(entry.page()), shown).toString();
    }

    private static String ofRun(Path folder, String layer) {
        RunConfig config = RecordedRun.open(folder).config();
        return new PageLink(PageCatalog.TRAINING, TrainingModel.stateLookingAt(config, folder, layer)).toString();
    }

    private static String ofSavedState(Path file) {
        try {
            if (Files.size(file) > MAX_LINK_BYTES) {
                throw new InvalidInputException(
                        file
                                + " is too large to be a saved state. Open a run folder, a saved state or an exported picture.");
            }
            return PageLink.parse(Files.readString(file)).toString();
        } catch (IOException e) {
            throw new InvalidInputException(
                    file
                            + " is no saved state: it cannot be read as text. Open a run folder, a saved state or an exported picture.",
                    e);
        }
    }
}
