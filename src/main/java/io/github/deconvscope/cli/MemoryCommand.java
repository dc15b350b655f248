package io.github.deconvscope.cli;

import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.MemoryBench;
import io.github.deconvscope.run.bench.MemoryReport;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deconvscope bench memory}: measures the peak memory of a training step, and whether it grows over many steps. */
@Command(
        name = "memory",
        description = "Measure the resident memory of training: the peak of a step, and that many steps keep to it.",
        mixinStandardHelpOptions = true,
        modelTransformer = MemoryCommand.NetFlags.class,
        sortOptions = false)
public final class MemoryCommand implements Callable<Integer> {
    private static final RunConfig USUAL = RunConfig.defaults().with(RunOption.MODEL, ModelName.VGG16);

    /** The flags that say which net. */
    static final class NetFlags extends RunOptionFlags {
        NetFlags() {
            super(BenchOptions.OF_ONE_NET, USUAL);
        }
    }

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Mixin
    private ReportForm form;

    private final MemoryBench bench;

    /**
     * @param bench measures
     */
    public MemoryCommand(MemoryBench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        ReportForm.requirePositive("--steps", steps);
        BenchOptions options = new BenchOptions(form.config(USUAL), 0, 1, Set.of());
        MemoryReport report = bench.measure(options, steps, form::say);
        form.print(report, out -> print(options.config(), report, out));
        return ExitCode.DONE;
    }

    private static void print(RunConfig config, MemoryReport report, PrintWriter out) {
        out.printf(
                "%s with %s, width %s, batch %d%n",
                config.model().id(), config.normalization().id(), config.text(RunOption.WIDTH), config.batch());
        out.printf("engine loaded     %6.0f MiB%n", report.engine());
        out.printf("peak of the steps %6.0f MiB%n", report.peak());
        for (MemoryReport.Mark mark : report.marks()) {
            out.printf("after step %,6d %6.0f MiB, %d native arrays%n", mark.step(), mark.resident(), mark.arrays());
        }
    }
}
