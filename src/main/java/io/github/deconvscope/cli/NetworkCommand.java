package io.github.deconvscope.cli;

import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.NetworkBench;
import io.github.deconvscope.run.bench.NetworkReport;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deconvscope bench network}: measures how soon the page network answers while a run trains, and what looking costs the run. */
@Command(
        name = "network",
        description = "Time what the page network shows of a net while it trains, and what that costs the run.",
        mixinStandardHelpOptions = true,
        modelTransformer = NetworkCommand.NetFlags.class,
        sortOptions = false)
public final class NetworkCommand implements Callable<Integer> {
    private static final RunConfig USUAL = RunConfig.defaults().with(RunOption.WIDTH, 0.25);

    /** The flags that say which net. */
    static final class NetFlags extends RunOptionFlags {
        NetFlags() {
            super(BenchOptions.OF_ONE_NET, USUAL);
        }
    }

    @Option(
            names = "--looks",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many overviews and ways back (default: ${DEFAULT-VALUE}).")
    private int looks;

    @Mixin
    private ReportForm form;

    private final NetworkBench bench;

    /**
     * @param bench measures
     */
    public NetworkCommand(NetworkBench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        ReportForm.requirePositive("--looks", looks);
        BenchOptions options = new BenchOptions(form.config(USUAL), 0, 1, Set.of());
        NetworkReport report = bench.measure(options, looks, what -> form.say("Timing " + what + " ..."));
        form.print(report, out -> print(report, out));
        return ExitCode.DONE;
    }

    private static void print(NetworkReport report, PrintWriter out) {
        out.printf("%s on %s, convolutions: %s%n", report.engine(), report.device(), report.convolutions());
        out.println(report.net());
        print(out, "overview, painted", report.overview());
        print(out, "back to the pixels", report.back());
        out.printf(
                Locale.ROOT,
                "step of training      %7.0f ms unwatched, %.0f ms while an overview follows: %.2f times (medians of %d and %d)%n",
                report.step().median(),
                report.followed().median(),
                report.followedTimes(),
                report.step().count(),
                report.followed().count());
        out.printf(
                Locale.ROOT,
                "search of top pictures %6.0f ms, a test pass %.0f ms: %.2f times (%d test pictures, last layer, run at rest)%n",
                report.search().median(),
                report.testPass().median(),
                report.searchTimes(),
                report.testPictures());
    }

    private static void print(PrintWriter out, String what, NetworkReport.Latency latency) {
        out.printf(
                Locale.ROOT,
                "%-21s %7.0f ms at the 95th percentile, median %.0f, slowest %.0f (%d, while it trains)%n",
                what,
                latency.percentile95(),
                latency.median(),
                latency.slowest(),
                latency.count());
    }
}
