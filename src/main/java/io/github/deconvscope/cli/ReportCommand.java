package io.github.deconvscope.cli;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.figure.report.HtmlReport;
import io.github.deconvscope.figure.report.PdfReport;
import io.github.deconvscope.figure.report.Report;
import io.github.deconvscope.figure.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: writes a report on a recorded run as PDF or HTML. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Write a report of a run: configuration, curves, epochs, whitening of every layer, precision, environment and events,"
                    + " with the numbers in tables. A .html report is one file that needs nothing beside it.",
            ""
        },
        footer = {"", "Example:", "  deconvscope report runs/demo --out demo.pdf"})
public final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUNDIR", description = "The run.")
    private Path run;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to: a .pdf or a .html file.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        boolean pdf = name.endsWith(".pdf");
        if (!pdf && !name.endsWith(".html")) {
            throw new InvalidInputException("The format of \"" + out + "\" is unknown; end it with .pdf or .html.");
        }
        OwnFile.require(out);
        Report report = RunReport.of(run, Version.current());
        AtomicFile.write(out, to -> {
            if (pdf) {
                PdfReport.write(report, to);
            } else {
                HtmlReport.write(report, to);
            }
        });
        spec.commandLine().getErr().println("wrote " + out);
        return ExitCode.DONE;
    }
}
