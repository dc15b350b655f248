package io.github.deconvscope.cli;

import io.github.deconvscope.run.importing.ImportedRun;
import io.github.deconvscope.run.importing.Remark;
import io.github.deconvscope.run.library.ImportedScalars;
import io.github.deconvscope.run.library.ImportedScalars.Imported;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            "Without --json the folders are printed. --json prints one object: runs, each with folder, name, source, curves, leftOut and changed; a curve has name, original"
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

    @Mixin
    private ReportForm form;

    @Override
    public Integer call() throws IOException {
        List<Imported> runs = ImportedScalars.importFrom(sources, out);
        runs.stream()
                .map(Imported::run)
                .flatMap(run -> run.remarks().stream().map(remark -> message(run, remark)))
                .distinct()
                .forEach(form::say);
        form.print(
                folders -> runs.forEach(imported -> folders.println(imported.folder())),
                curves -> JsonOutput.print(new Json(runs.stream().map(Run::of).toList()), curves));
        return ExitCode.DONE;
    }

    private static String message(ImportedRun run, Remark remark) {
        return (remark.leftOut() ? "left out" : "changed") + ", " + run.source().getFileName() + ": " + remark;
    }

    /** What is printed as JSON. */
    private record Json(List<Run> runs) {}

    private record Run(
            String folder, String name, String source, List<Curve> curves, List<Told> leftOut, List<Told> changed) {
        static Run of(Imported imported) {
            ImportedRun run = imported.run();
            return new Run(
                    imported.folder().toString(),
                    run.name().orElse(imported.folder().getFileName().toString()),
                    run.source().toString(),
                    run.curves().stream().map(Curve::of).toList(),
                    Told.of(run, true),
                    Told.of(run, false));
        }
    }

    /** A place that is not known is null; a value that is not a number is a string. */
    private record Curve(
            String name,
            String original,
            Axis axis,
            List<Object> steps,
            @Nullable List<Object> epochs,
            @Nullable List<Object> seconds,
            List<Object> values,
            @Nullable List<Object> low,
            @Nullable List<Object> high) {
        static Curve of(ImportedRun.Curve curve) {
            ScalarSeries series = curve.series();
            Axis axis = series.axis();
            return new Curve(
                    series.name(),
                    curve.original(),
                    axis,
                    places(series.along(axis)),
                    axis != Axis.EPOCH && series.has(Axis.EPOCH) ? places(series.epoch()) : null,
                    axis != Axis.TIME && series.has(Axis.TIME) ? places(series.seconds()) : null,
                    numbers(series.value()).toList(),
                    series.band().map(band -> places(band.low())).orElse(null),
                    series.band().map(band -> places(band.high())).orElse(null));
        }

        private static Stream<Object> numbers(double[] numbers) {
            return Arrays.stream(numbers)
                    .mapToObj(number -> Double.isFinite(number) ? (Object) number : Double.toString(number));
        }

        private static List<Object> places(double[] numbers) {
            return numbers(numbers)
                    .map(number -> "NaN".equals(number) ? null : number)
                    .collect(Collectors.toList());
        }
    }

    private record Told(String what, String reason) {
        static List<Told> of(ImportedRun run, boolean leftOut) {
            return run.remarks().stream()
                    .filter(remark -> remark.leftOut() == leftOut)
                    .map(remark -> new Told(remark.what(), remark.reason()))
                    .toList();
        }
    }
}
