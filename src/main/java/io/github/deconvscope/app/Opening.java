package io.github.deconvscope.app;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.StateReader;
import io.github.deconvscope.lesson.page.StepLink;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Turns what the person asked to see first into a link that the window follows. */
final class Opening {
    private static final long MAX_LINK_BYTES = 1 << 20;

    private Opening() {}

    /**
     * The link; empty for the window as it starts by itself.
     *
     * @throws InvalidInputException if there is no such page or folder of lessons, or the file cannot be shown
     */
    static String link(WindowRequest request) {
        request.lessons().ifPresent(LessonLibrary::requireFolder);
        if (request.lesson().isPresent()) {
            return ofLesson(request.lesson().get(), request.lessons().isPresent());
        }
        if (request.file().isPresent()) {
            return ofFile(request.file().get());
        }
        return request.page()
                .map(page -> new PageLink(PageCatalog.byId(page), "").toString())
                .orElse("");
    }

    private static String ofLesson(String text, boolean ownLessons) {
        StepLink link = StepLink.parseFlag(text)
                .orElseThrow(() -> new InvalidInputException("--lesson is \"" + text
                        + "\"; give the id of a lesson, and after a colon the number of a step: 08-whitening:3."));
        if (!ownLessons && !LessonLibrary.shippedIds().contains(link.lesson())) {
            throw new InvalidInputException("There is no lesson \"" + link.lesson() + "\". There are: "
                    + String.join(", ", LessonLibrary.shippedIds()) + ".");
        }
        return new PageLink(PageCatalog.LEARN, link.toString()).toString();
    }

    private static String ofFile(Path file) {
        if (!Files.exists(file)) {
            throw new InvalidInputException("There is no file or folder " + file + " to open. Check the path.");
        }
        if (Files.isDirectory(file)) {
            return new ExperimentFolder(file).isThere() ? FigureOpening.experiment(file) : FigureOpening.run(file, "");
        }
        if (isFigure(file)) {
            return FigureOpening.link(StateReader.read(file));
        }
        return ofSavedState(file);
    }

    private static boolean isFigure(Path file) {
        return Arrays.stream(FigureFormat.values()).anyMatch(format -> format.isOf(file));
    }

    private static String ofSavedState(Path file) {
        try {
            if (Files.size(file) > MAX_LINK_BYTES) {
                throw new InvalidInputException(
                        file
                                + " is too large to be a saved state. Open a run folder, a saved state or an exported picture.");
            }
            return PageLink.parse(TextFile.read(file)).toString();
        } catch (IOException e) {
            throw new InvalidInputException(
                    file
                            + " is no saved state: it cannot be read as text. Open a run folder, a saved state or an exported picture.",
                    e);
        }
    }
}
