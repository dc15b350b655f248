package io.github.deconvscope.ui;

import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.ui.control.Dialogs;
import io.github.deconvscope.ui.control.SystemDialogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a window of a test gets from outside. */
public final class TestServices {
    private TestServices() {}

    /** Without lessons; what pages compute is checked against {@link FakeFramework}. */
    public static WindowServices of(RunService runs, Path runsFolder) {
        return of(runs, runsFolder, new FakeFramework(), Optional.empty(), new SystemDialogs());
    }

    /** The shipped lessons and those of a folder. */
    public static LessonServices lessons(Path own, Path progress) {
        FigureCatalog catalog = FigureCatalog.standard();
        return new LessonServices(
                new LessonLibrary(Optional.of(own), new PaintedWorld(catalog)), progress, catalog, false);
    }

    /** The shipped lessons, those of the folder {@code own} below this one, and progress beside it. */
    public static WindowServices withLessons(RunService runs, Path folder, Dialogs dialogs) throws IOException {
        LessonServices lessons =
                lessons(Files.createDirectories(folder.resolve("own")), folder.resolve("progress.json"));
        return of(runs, folder, new FakeFramework(), Optional.of(lessons), dialogs);
    }

    /** Without an engine that could export a net or open one. */
    public static WindowServices of(
            RunService runs, Path folder, Framework framework, Optional<LessonServices> lessons, Dialogs dialogs) {
        return of(runs, folder, framework, lessons, NetworkLab.NONE, dialogs);
    }

    /** With something that opens nets. */
    public static WindowServices of(RunService runs, Path folder, NetworkLab networks) {
        return of(runs, folder, new FakeFramework(), Optional.empty(), networks, new SystemDialogs());
    }

    /** All of it. */
    public static WindowServices of(
            RunService runs,
            Path folder,
            Framework framework,
            Optional<LessonServices> lessons,
            NetworkLab networks,
            Dialogs dialogs) {
        return new WindowServices(
                runs,
                folder,
                framework,
                lessons,
                (run, step, file, form) -> {
                    throw new InvalidInputException("This window has no engine, so it cannot export a net.");
                },
                networks,
                dialogs);
    }
}
