package io.github.deconvscope.app;

/** How a person calls this program: the launcher of a checkout, or the program that a package holds. */
final class ProgramCall {
    private ProgramCall() {}

    /** As typed into a shell. {@code jpackage.app-path} is set by the starter of a package, and there alone. */
    static String words() {
        return System.getProperty("jpackage.app-path", "./deconvscope");
    }
}
