package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchOptions.Scope;
import io.github.deconvscope.run.bench.BenchReport;
import io.github.deconvscope.run.bench.BenchService;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deconvscope bench}: measures what whitening costs on this machine, compared with batch normalization and plain convolution. */
@Command(
        name = "bench",
        description = "Time a training step, its layers and their parts: deconv, batchnorm and none on the same net.",
        mixinStandardHelpOptions = true,
        modelTransformer = BenchCommand.NetFlags.class,
        sortOptions = false,
        subcommands = {
            CompareBuildsCommand.class,
            GrowthCommand.class,
            StartCommand.class,
            MemoryCommand.class,
            NetworkCommand.class,
            PrecisionCommand.class
        },
        footer = {
            "",
            "The medians are printed. The net is deterministic and sees random images; nothing is learned or kept.",
            "Example: deconvscope bench --width 1 --block 64 --batch 128 --repeats 3"
        })
public final class BenchCommand implements Callable<Integer> {
    static final RunConfig USUAL = RunConfig.defaults().with(RunOption.WIDTH, 0.25);

    /** The flags that say which net. */
    static final class NetFlags extends RunOptionFlags {
        NetFlags() {
            super(BenchOptions.VARIED, USUAL);
        }
    }

    @Mixin
    private BenchEffort effort;

    @Option(
            names = "--scope",
            paramLabel = "S",
            split = ",",
            defaultValue = "net,layers,parts",
            description = "net, layers, parts, separated by commas (default: all).")
    private List<Scope> scopes;

    @Mixin
    private ReportForm form;

    private final BenchService bench;

    /**
     * @param bench measures
     */
    public BenchCommand(BenchService bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        if (scopes.isEmpty()) {
            throw new InvalidInputException("--scope is empty; name at least one of net, layers, parts.");
        }
        Set<Scope> wanted = EnumSet.copyOf(scopes);
        BenchOptions options = new BenchOptions(form.config(USUAL), effort.threads(), effort.repeats(), wanted);
        BenchReport report = bench.measure(options, what -> form.say("Timing " + what + " ..."));
        form.print(out -> new BenchTable(out).print(report), out -> out.println(BenchJson.write(report)));
        return ExitCode.DONE;
    }
}
