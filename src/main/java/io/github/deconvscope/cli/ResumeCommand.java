package io.github.deconvscope.cli;

import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.record.RecordedRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: continues a run from its newest checkpoint, to the last bit as if it had never stopped; or prolongs it. */
@Command(
        name = "resume",
        description = {
            "Continues a run that was stopped, killed or failed, from its newest checkpoint, as if it had never stopped.",
            "With --epochs also a finished one. A learning rate that follows the length of the run, as by default, then jumps up at the"
                    + " old end and falls again.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUNDIR", description = "The folder of the run.")
    private Path folder;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Go on until the run has N epochs in all, more than it was started for.")
    private Integer epochsInAll;

    @Mixin
    private RunOutput output;

    @Spec
    private CommandSpec spec;

    private final RunService runs;

    public ResumeCommand(RunService runs) {
        this.runs = runs;
    }

    @Override
    public Integer call() throws Exception {
        long since = System.currentTimeMillis();
        Curve.Snapshot epochs =
                RecordedRun.open(folder).feed().curve(Metric.EPOCH_STEP).snapshot();
        double[] lastSteps = Arrays.copyOf(epochs.y(), epochs.size());
        return new RunWatcher(
                        epochsInAll == null ? runs.resume(folder) : runs.prolong(folder, epochsInAll),
                        System.err,
                        output.isQuiet(),
                        since,
                        lastSteps)
                .follow(spec.commandLine().getOut(), output);
    }
}
