package io.github.deconvscope.cli;

import io.github.deconvscope.run.bench.PrecisionBench;
import io.github.deconvscope.run.bench.PrecisionReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deconvscope bench precision}: measures computation in 16 bits on this machine. */
@Command(
        name = "precision",
        description = "Time products and convolutions in fp32, in emulated fp16 and in the engine's own fp16.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PrecisionCommand implements Callable<Integer> {
    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each thing is timed, after an untimed time (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Mixin
    private ReportForm form;

    private final PrecisionBench bench;

    /**
     * @param bench measures
     */
    public PrecisionCommand(PrecisionBench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        ReportForm.requirePositive("--repeats", repeats);
        PrecisionReport report = bench.measure(repeats, what -> form.say("Timing " + what + " ..."));
        form.print(out -> print(report, out), out -> JsonOutput.print(Json.of(report), out));
        return ExitCode.DONE;
    }

    private void print(PrecisionReport report, PrintWriter out) {
        out.printf(
                "%s on %s; forward and backward, ms, median of %d; times: of fp32%n",
                report.engine(), report.device(), repeats);
        out.printf("%9s %9s %6s %9s %6s  %s%n", "fp32", "emulated", "times", "own fp16", "times", "operation");
        for (PrecisionReport.Row row : report.rows()) {
            out.printf(
                    Locale.ROOT,
                    "%9.2f %9.2f %6.1f %9.2f %6.1f  %s%n",
                    row.single(),
                    row.emulated(),
                    row.emulatedTimes(),
                    row.half(),
                    row.halfTimes(),
                    row.operation());
        }
    }

    /** What is printed as JSON. */
    private record Json(String engine, String device, List<Operation> operations) {
        static Json of(PrecisionReport report) {
            return new Json(
                    report.engine(),
                    report.device(),
                    report.rows().stream().map(Operation::of).toList());
        }
    }

    private record Operation(
            String operation,
            double fp32Millis,
            double emulatedMillis,
            double emulatedTimes,
            double fp16Millis,
            double fp16Times) {
        static Operation of(PrecisionReport.Row row) {
            return new Operation(
                    row.operation(), row.single(), row.emulated(), row.emulatedTimes(), row.half(), row.halfTimes());
        }
    }
}
