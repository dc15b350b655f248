package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.ProgramVersion;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.Optional;

/** The line below a figure that says where it comes from. */
public final class SourceLine {
    private SourceLine() {}

    /** Run, step, seed and version; for a figure without a run the program and its version. */
    public static String of(Optional<RunFeed> feed) {
        String program = "DeconvScope " + ProgramVersion.current();
        return feed.map(run -> name(run) + "step " + run.progress().step() + ", seed "
                        + run.config().seed() + ", " + program)
                .orElse(program);
    }

    private static String name(RunFeed run) {
        return run.folder()
                .map(folder -> "run " + folder.toAbsolutePath().normalize().getFileName() + ", ")
                .orElse("run, ");
    }
}
