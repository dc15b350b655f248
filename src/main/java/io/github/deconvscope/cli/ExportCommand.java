package io.github.deconvscope.cli;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.run.export.NetExporter;
import io.github.deconvscope.run.export.NetFile;
import io.github.deconvscope.run.export.NetForm;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.record.BestEpoch;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.scalar.EventFileWriter;
import io.github.deconvscope.run.scalar.ScalarCsv;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deconvscope export}: writes a run's curves or its trained net in formats of other programs. */
@Command(
        name = "export",
        description =
                "Write a run's curves (CSV, TensorBoard) or its trained net (npz, safetensors, ONNX) for other programs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The ending of --out decides: .csv, .npz, .safetensors and .onnx are files; anything else is a folder for"
                    + " TensorBoard. Beside a net a Python program is written that loads it, as NET.npz.py. An ONNX net (opset 17) is folded unless --unfolded is given; group and layer normalization cannot be folded and"
                    + " are always nodes of their own. No file of another program is written over. Prints what was written."
        })
public final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUNDIR", description = "The run folder.")
    private Path run;

    @Option(names = "--out", required = true, paramLabel = "PATH", description = "Where to write, see below.")
    private Path out;

    @Option(
            names = "--folded",
            description = "Fold whitening and normalization into plain convolutions with the same output.")
    private boolean folded;

    @Option(
            names = "--unfolded",
            description =
                    "In ONNX, keep batch normalization as nodes of its own. Nets of the other formats are unfolded anyway.")
    private boolean unfolded;

    @Option(
            names = "--step",
            paramLabel = "S",
            description =
                    "Checkpoint of the net: best (by test accuracy, of a run with --keep best or every), last, or a step"
                            + " (default: last).")
    private String step;

    @Spec
    private CommandSpec spec;

    private final NetExporter exporter;

    /**
     * @param exporter takes the net out of a run
     */
    public ExportCommand(NetExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public Integer call() throws IOException {
        new RunFolder(run).requireFolder();
        String name = OutputFolder.nameOf(out);
        boolean net = NetFile.isNet(name);
        if ((folded || unfolded) && !net) {
            throw new InvalidInputException((folded ? "--folded" : "--unfolded")
                    + " is for nets: --out has to end in .npz, .safetensors or .onnx.");
        }
        if (step != null && !net) {
            throw new InvalidInputException(
                    "--step is for nets, and curves have all steps: --out has to end in .npz, .safetensors or .onnx.");
        }
        if (folded && unfolded) {
            throw new InvalidInputException("--folded and --unfolded are given. Give one of them.");
        }
        OutputFolder made = OutputFolder.make(out.toAbsolutePath().getParent());
        try {
            export(name, net);
            return ExitCode.DONE;
        } finally {
            made.removeEmpty();
        }
    }

    private void export(String name, boolean net) throws IOException {
        if (net) {
            if (!NetFile.isOwn(out)) {
                OwnFile.require(out);
            }
            OptionalLong at = BestEpoch.checkpoint("--step", step == null ? "last" : step, new RunFolder(run));
            Path program =
                    exporter.export(run, at, out, folded ? NetForm.FOLDED : unfolded ? NetForm.WHOLE : NetForm.USUAL);
            printPath(out);
            printPath(program);
        } else {
            exportCurves(name);
        }
    }

    private void exportCurves(String name) throws IOException {
        List<ScalarSeries> curves = RunLibrary.curves(run);
        if (curves.isEmpty()) {
            throw new InvalidInputException(run + " has no curves: no step was recorded yet.");
        }
        if (name.endsWith(".csv")) {
            String text = ScalarCsv.wideFormat(
                    Map.of(run.toAbsolutePath().getFileName().toString(), curves));
            OwnFile.require(out, text.substring(0, text.indexOf('\n') + 1));
            AtomicFile.write(out, text);
            printPath(out);
        } else if (name.contains(".")) {
            throw new InvalidInputException(
                    "The ending of " + name
                            + " is not known: .csv, .npz, .safetensors and .onnx are; a name without a dot is a folder for TensorBoard.");
        } else {
            printPath(EventFileWriter.write(curves, out, new RunFolder(run).startedMillis()));
        }
    }

    private void printPath(Path written) {
        spec.commandLine().getOut().println(written);
    }
}
