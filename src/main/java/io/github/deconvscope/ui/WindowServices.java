package io.github.deconvscope.ui;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.ui.lesson.LessonServices;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What the window needs from outside; built and closed by {@code app}.
 *
 * @param runs starts runs and tells how far the engine is; may still be loading
 * @param runsFolder where new run folders are made and recorded ones are looked for; need not exist yet
 * @param framework checks what the pages compute against PyTorch
 * @param lessons the lessons; empty for a window without any
 */
public record WindowServices(RunService runs, Path runsFolder, Framework framework, Optional<LessonServices> lessons) {
    public WindowServices {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(runsFolder, "runsFolder");
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(lessons, "lessons");
    }

    /** A window without lessons. */
    public WindowServices(RunService runs, Path runsFolder, Framework framework) {
        this(runs, runsFolder, framework, Optional.empty());
    }

    /** A window in which nothing is checked against PyTorch. */
    public WindowServices(RunService runs, Path runsFolder, Optional<LessonServices> lessons) {
        this(runs, runsFolder, Framework.NONE, lessons);
    }

    /** A window without lessons in which nothing is checked against PyTorch. */
    public WindowServices(RunService runs, Path runsFolder) {
        this(runs, runsFolder, Framework.NONE, Optional.empty());
    }
}
