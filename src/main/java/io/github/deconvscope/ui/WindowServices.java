package io.github.deconvscope.ui;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.export.NetExporter;
import io.github.deconvscope.ui.control.Dialogs;
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
 * @param nets takes trained nets out of runs
 * @param networks opens the nets of runs, to look inside
 * @param dialogs ask for names, files and folders
 */
public record WindowServices(
        RunService runs,
        Path runsFolder,
        Framework framework,
        Optional<LessonServices> lessons,
        NetExporter nets,
        NetworkLab networks,
        Dialogs dialogs) {
    public WindowServices {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(runsFolder, "runsFolder");
        Objects.requireNonNull(framework, "framework");
        Objects.requireNonNull(lessons, "lessons");
        Objects.requireNonNull(nets, "nets");
        Objects.requireNonNull(networks, "networks");
        Objects.requireNonNull(dialogs, "dialogs");
    }
}
