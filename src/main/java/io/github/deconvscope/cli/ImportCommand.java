package io.github.deconvscope.cli;

import com.google.gson.stream.JsonWriter;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.importing.ImportedRun;
import io.github.deconvscope.run.importing.Remark;
import io.github.deconvscope.run.library.ImportedScalars;
import io.github.deconvscope.run.library.ImportedScalars.Imported;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deconvscope import}: imports curves of other programs, to compare them with runs of this one. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Bring in the curves of other programs, CSV, TSV or TensorBoard logs, to compare them with runs on the page runs"
                    + " and in figures.",
            "",
            "Names, axes and habits of Keras, Lightning, Hugging Face, fastai, Weights and Biases and TensorBoard are known."
                    + " What is left out is reported on standard error, with the reason, and stays readable in the folder.",
            ""
        },
        footer = {
            "",
            "Runs. --out is the folder of the run; if there are several, it holds a folder for each. Open the folder above --out on"
                    + " the page runs. Columns \"RUN - loss\" and the cells of a column \"run\" distinguish runs. A folder is read"
                    + " through its subfolders: each that holds TensorBoard files is one run, named by its path. So the folder"
                    + " logs of Keras gives two, logs/train and logs/validation, the first with the train loss and the second with"
                    + " the test loss: each is drawn over the same curve of other runs.",
            "",
            "Names. A loss over steps is \"loss\"; one that knows only epochs is \"trainLoss\"; val_loss, valid_loss, eval/loss and the"
                    + " loss in a folder called validation or eval are \"testLoss\"; likewise accuracy, in shares. A curve that is"
                    + " not known, or whose name is taken, keeps its own.",
            "",
            "Axes. Epochs are counted from 1; a log that counts from 0 is shifted, which is reported. Steps ascend: where they go back,"
                    + " the run was continued from there, and what it computed again replaces what stood there and beyond.",
            "",
            "Cells. NA, N/A, None, null, - and No log are empty. With a semicolon or a tab between columns, 1,5 is one and a half.",
            "",
            "--json prints one object: runs, each with folder, name, source, curves, leftOut and changed; a curve has name, original"
                    + " (as the source calls it), axis (step, epoch or time), steps (the places on that axis) and values, further"
                    + " epochs and seconds where they are known, and low and high if it is a band. JSON has no NaN: NaN, Infinity and"
                    + " -Infinity are strings of that name, as in steps.jsonl, which float() in Python reads; null is a place that is"
                    + " not known.",
            "",
            "Examples:",
            "  deconvscope import history.csv --out runs/keras",
            "  deconvscope import logs --out runs/logs --json"
        })
public final class ImportCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "A CSV, TSV or TensorBoard file, or a folder of logs. Its format is detected by its content.")
    private List<Path> sources;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to: a folder that does not exist yet, or is empty.")
    private Path out;

    @Option(names = "--json", description = "Print the curves as JSON, see below. Without it the folders are printed.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Imported> runs = ImportedScalars.importFrom(sources, out);
        PrintWriter err = spec.commandLine().getErr();
        runs.stream()
                .map(Imported::run)
                .flatMap(run -> run.remarks().stream().map(remark -> message(run, remark)))
                .distinct()
                .forEach(err::println);
        err.flush();
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            print(runs, printed);
        } else {
            runs.forEach(imported -> printed.println(imported.folder()));
        }
        printed.flush();
        return ExitCode.DONE;
    }

    private static String message(ImportedRun run, Remark remark) {
        return (remark.leftOut() ? "left out" : "changed") + ", " + run.source().getFileName() + ": " + remark;
    }

    private static void print(List<Imported> runs, PrintWriter out) throws IOException {
        JsonWriter to = new JsonWriter(out);
        to.setIndent("  ");
        to.setHtmlSafe(false);
        to.beginObject().name("runs").beginArray();
        for (Imported imported : runs) {
            ImportedRun run = imported.run();
            to.beginObject();
            to.name("folder").value(imported.folder().toString());
            to.name("name")
                    .value(run.name().orElse(imported.folder().getFileName().toString()));
            to.name("source").value(run.source().toString());
            to.name("curves").beginArray();
            for (ImportedRun.Curve curve : run.curves()) {
                print(curve, to);
            }
            to.endArray();
            remarks(to.name("leftOut"), run, true);
            remarks(to.name("changed"), run, false);
            to.endObject();
        }
        to.endArray().endObject();
        to.flush();
        out.println();
    }

    private static void print(ImportedRun.Curve curve, JsonWriter to) throws IOException {
        ScalarSeries series = curve.series();
        Axis axis = series.axis();
        to.beginObject();
        to.name("name").value(series.name());
        to.name("original").value(curve.original());
        to.name("axis").value(axis.id());
        numbers(to.name("steps"), series.along(axis), true);
        if (axis != Axis.EPOCH && series.has(Axis.EPOCH)) {
            numbers(to.name("epochs"), series.epoch(), true);
        }
        if (axis != Axis.TIME && series.has(Axis.TIME)) {
            numbers(to.name("seconds"), series.seconds(), true);
        }
        numbers(to.name("values"), series.value(), false);
        if (series.band().isPresent()) {
            numbers(to.name("low"), series.band().get().low(), true);
            numbers(to.name("high"), series.band().get().high(), true);
        }
        to.endObject();
    }

    /** @param places whether NaN means that the place is unknown, rather than that the value is not a number */
    private static void numbers(JsonWriter to, double[] numbers, boolean places) throws IOException {
        // On one line, since nobody reads thousands of lines of one number each.
        StringBuilder line = new StringBuilder("[");
        for (int i = 0; i < numbers.length; i++) {
            line.append(i == 0 ? "" : ", ");
            double number = numbers[i];
            if (Double.isFinite(number)) {
                Numbers.appendExact(line, number);
            } else {
                line.append(places && Double.isNaN(number) ? "null" : "\"" + number + "\"");
            }
        }
        to.jsonValue(line.append(']').toString());
    }

    private static void remarks(JsonWriter to, ImportedRun run, boolean leftOut) throws IOException {
        to.beginArray();
        for (Remark remark :
                run.remarks().stream().filter(told -> told.leftOut() == leftOut).collect(Collectors.toList())) {
            to.beginObject();
            to.name("what").value(remark.what());
            to.name("reason").value(remark.reason());
            to.endObject();
        }
        to.endArray();
    }
}
