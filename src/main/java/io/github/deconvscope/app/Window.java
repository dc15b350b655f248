package io.github.deconvscope.app;

import io.github.deconvscope.cli.ExitCode;
import io.github.deconvscope.cli.WindowLauncher;
import io.github.deconvscope.cli.WindowRequest;

/** Opens the JavaFX window. */
final class Window implements WindowLauncher {
    @Override
    public int open(WindowRequest request) {
        return ExitCode.DONE;
    }
}
