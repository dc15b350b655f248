package io.github.deconvscope.ui.shell;

import java.util.logging.Logger;

/** What JavaFX logs, without its warning that it runs from the class path: that is on purpose (docs/decisions/0001-library-versions.md). */
public final class JavaFxLog {
    /** Held here because the log manager would let the logger, and with it the filter, be collected. */
    private static final Logger LOG = Logger.getLogger("javafx");

    private JavaFxLog() {}

    /** Leaves the warning out; to be called before the toolkit starts. */
    public static void quieten() {
        LOG.setFilter(entry -> !entry.getMessage().startsWith("Unsupported JavaFX configuration"));
    }
}
