package io.github.deconvscope.cli;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.report.HtmlReport;
import io.github.deconvscope.figure.report.PdfReport;
import io.github.deconvscope.figure.report.Report;
import io.github.deconvscope.figure.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    @Option(
            names = "--pages",
            description =
                    "With a .html: write each figure as a page too, in a folder beside the report, whose values are"
                            + " read under the pointer, and link them.")
    private boolean pages;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        boolean pdf = name.endsWith(".pdf");
        if (!pdf && !name.endsWith(".html")) {
            throw new InvalidInputException("The format of \"" + out + "\" is unknown; end it with .pdf or .html.");
        }
        if (pages && pdf) {
            throw new InvalidInputException("--pages links pages from a .html report; " + out
                    + " is a .pdf. Leave --pages out, or end the name with .html.");
        }
        OwnFile.require(out);
        Report report = RunReport.of(run, Version.current());
        Map<Figure, String> links = pages ? writePages(report) : Map.of();
        AtomicFile.write(out, to -> {
            if (pdf) {
                PdfReport.write(report, to);
            } else {
                HtmlReport.write(report, links, to);
            }
        });
        spec.commandLine().getErr().println("wrote " + out);
        return ExitCode.DONE;
    }

    /** The places of the pages, seen from the report. */
    private Map<Figure, String> writePages(Report report) throws IOException {
        String name = out.getFileName().toString().replaceFirst("\\.[^.]*$", "") + "-pages";
        Path folder = out.resolveSibling(name);
        Map<Figure, String> links = new IdentityHashMap<>();
        List<Figure> figures = report.figures();
        for (int i = 0; i < figures.size(); i++) {
            OwnFile.require(folder.resolve((i + 1) + ".html"));
        }
        OutputFolder.make(folder);
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            AtomicFile.write(folder.resolve((i + 1) + ".html"), to -> HtmlReport.writePage(figure, to));
            links.put(figure, name + "/" + (i + 1) + ".html");
        }
        return links;
    }
}
