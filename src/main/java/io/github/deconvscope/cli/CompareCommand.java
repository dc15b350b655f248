package io.github.deconvscope.cli;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deconvscope compare}: writes runs side by side as a table. */
@Command(
        name = "compare",
        description = "Write a table of runs, a row each: the options in which they differ, and how they ended.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Columns are the names of options, such as lr or batch, and of results: loss, test-accuracy, steps, net, time, started, tags."
                    + " For means and intervals over seeds see: deconvscope experiment.",
            "",
            "Example:",
            "  deconvscope compare runs/a runs/b --columns normalization,lr,seed,test-accuracy --out table.tex"
        })
public final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "RUNDIR",
            description = "Folders of runs, or of curves that were imported.")
    private List<Path> runs;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "These columns, in this order, with commas between (default: what differs, and all results).")
    private List<String> columns = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to: a .csv file with all digits, a .md (Markdown) or a .tex one (LaTeX, for booktabs). Default: Markdown on standard output.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<RunColumn> chosen =
                columns.stream().map(String::strip).map(RunColumn::byId).toList();
        RunComparison compared = RunLibrary.compare(runs);
        RunComparison table = chosen.isEmpty() ? compared : RunComparison.of(compared.entries(), chosen.stream());
        if (out == null) {
            spec.commandLine().getOut().print(table.table(false).markdown());
            return ExitCode.DONE;
        }
        String text = table.text(out);
        OwnFile.require(out, text.substring(0, text.indexOf('\n') + 1));
        AtomicFile.write(out, text);
        spec.commandLine().getOut().println(out);
        return ExitCode.DONE;
    }
}
