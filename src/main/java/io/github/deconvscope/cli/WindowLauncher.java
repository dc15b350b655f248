package io.github.deconvscope.cli;

/** Opens the window; implemented by {@code app}, since commands may not depend on JavaFX. */
@FunctionalInterface
public interface WindowLauncher {
    /**
     * Shows the window and returns when the person has closed it.
     *
     * @return an exit code of {@link ExitCode}
     */
    int open(WindowRequest request);
}
