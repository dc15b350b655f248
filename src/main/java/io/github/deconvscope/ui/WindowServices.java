package io.github.deconvscope.ui;

import io.github.deconvscope.run.RunService;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the window needs from outside; built and closed by {@code app}.
 *
 * @param runs starts runs and tells how far the engine is; may still be loading
 * @param runsFolder where new run folders are made and recorded ones are looked for; need not exist yet
 */
public record WindowServices(RunService runs, Path runsFolder) {
    public WindowServices {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(runsFolder, "runsFolder");
    }
}
