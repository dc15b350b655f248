package io.github.deconvscope.cli;

import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.IdleOption;
import io.github.deconvscope.run.config.RunConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: trains a run without a window, by the same service and with the same record as the window. */
@Command(
        name = "train",
        description = {
            "Trains a VGG net or ResNet-18 and records the run. Ctrl-C stops it with a checkpoint; resume continues it.",
            ""
        },
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  deconvscope train",
            "  deconvscope train --width 0.125 --block 16 --epochs 1",
            "  deconvscope train --dataset cifar10 --data cifar-10-batches-bin --width 0.25",
            "  deconvscope train --dataset folder --data my/photos --image-size 64",
            "  deconvscope train --dataset npz --data pathmnist.npz",
            "  deconvscope train --normalization batchnorm --lr 0.01 --out runs/batchnorm"
        },
        mixinStandardHelpOptions = true,
        modelTransformer = RunOptionFlags.class)
public final class TrainCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "RUNDIR",
            description = "The folder to record the run in, new or empty. Default: a new one under runs/.")
    private Path out;

    @Option(names = "--config", paramLabel = "FILE", description = "Start from a config.json; flags change it.")
    private Path configFile;

    @Mixin
    private RunOutput output;

    @Spec
    private CommandSpec spec;

    private final RunService runs;

    public TrainCommand(RunService runs) {
        this.runs = runs;
    }

    @Override
    public Integer call() throws Exception {
        RunConfig start = configFile == null ? RunConfig.defaults() : RunConfig.read(configFile);
        RunConfig config = RunOptionFlags.apply(spec.commandLine().getParseResult(), start);
        // Of those that were given here: a configuration from a file may hold them for another combination.
        IdleOption.of(config).stream()
                .filter(idle -> spec.commandLine()
                        .getParseResult()
                        .hasMatchedOption(idle.option().flag()))
                .forEach(idle -> spec.commandLine().getErr().println("note: " + idle.inWords()));
        RunHandle run = out != null ? runs.start(config, out) : runs.startIn(config, Path.of("runs"));
        return new RunWatcher(run, System.err, output.isQuiet())
                .follow(spec.commandLine().getOut(), output);
    }
}
