package io.github.deconvscope.cli;

import io.github.deconvscope.run.bench.StartBench;
import io.github.deconvscope.run.bench.StartBench.Start;
import io.github.deconvscope.run.bench.Timing;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deconvscope bench start}: measures how long it takes until the window is usable and the engine ready. */
@Command(
        name = "start",
        description = "Time the start: the window usable, the engine ready. Opens and closes the window.",
        mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {
    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many starts (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Mixin
    private ReportForm form;

    private final StartBench bench;

    /**
     * @param bench measures one start
     */
    public StartCommand(StartBench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        ReportForm.requirePositive("--repeats", repeats);
        List<Start> starts = new ArrayList<>();
        for (int i = 1; i <= repeats; i++) {
            form.say("Start " + i + " of " + repeats + " ...");
            starts.add(bench.measure());
        }
        Timing usable =
                Timing.of(starts.stream().mapToDouble(Start::usableMillis).toArray());
        double[] ready = starts.stream()
                .filter(start -> start.readyMillis().isPresent())
                .mapToDouble(start -> start.readyMillis().getAsLong())
                .toArray();
        boolean inMemory = starts.get(0).inMemory();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("usable", usable);
        report.put("ready", ready.length == 0 ? null : Timing.of(ready));
        report.put("screenInMemory", inMemory);
        form.print(report, out -> {
            print(out, "window usable", usable);
            if (ready.length > 0) {
                print(out, "engine ready", Timing.of(ready));
            }
            if (inMemory) {
                out.println("There is no display, so the window was on a screen in memory.");
            }
        });
        return ready.length == repeats ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void print(PrintWriter out, String what, Timing timing) {
        out.printf(
                "%-14s %5.0f ms after launch (median of %d, %.0f to %.0f)%n",
                what, timing.median(), timing.count(), timing.fastest(), timing.slowest());
    }
}
