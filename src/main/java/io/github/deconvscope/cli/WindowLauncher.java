package io.github.deconvscope.cli;

/** Opens the window; handed in by {@code app}, since commands know no JavaFX. */
@FunctionalInterface
public interface WindowLauncher {
    /**
     * Shows the window and returns when the person has closed it.
     *
     * @return an exit code of {@link ExitCode}
     */
    int open(WindowRequest request);
}
