package io.github.deconvscope.run.library;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.importing.Remark;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.scalar.RunScalars;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.run.scalar.Sparkline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One folder of the library, followed while another process may write it. Curves are kept only while the run is live: of an ended run
 * the summary is enough, until its files change. For one thread at a time.
 */
final class RunTail {
    /** More of what was left out of an import is in its folder. */
    private static final int MOST_LEFT_OUT = 4;

    private final Path path;
    private final RunFolder folder;
    private @Nullable RunScalars scalars;
    private List<Object> signature;
    private Optional<RunConfig> config = Optional.empty();
    private Condition condition;
    private String problem = "";
    private String aside = "";
    private long startedMillis;
    private boolean startIsKnown;
    private Summary summary = Summary.NONE;

    /** What the list shows of the curves. */
    private record Summary(
            int steps, int epochs, double lastLoss, double testAccuracy, double seconds, Sparkline sparkline) {
        static final Summary NONE = new Summary(0, 0, Double.NaN, Double.NaN, 0, Sparkline.NONE);

        static Summary of(List<ScalarSeries> curves, int steps, int epochs) {
            Optional<ScalarSeries> loss = find(curves, Metric.LOSS, Metric.TRAIN_LOSS, Metric.TEST_LOSS);
            double seconds = curves.stream()
                    .filter(curve -> curve.size() > 0)
                    .mapToDouble(curve -> curve.seconds()[curve.size() - 1])
                    .filter(time -> !Double.isNaN(time))
                    .max()
                    .orElse(0);
            return new Summary(
                    steps,
                    epochs,
                    loss.map(ScalarSeries::last).orElse(Double.NaN),
                    find(curves, Metric.TEST_ACCURACY).map(ScalarSeries::last).orElse(Double.NaN),
                    seconds,
                    loss.map(curve -> Sparkline.of(curve.value())).orElse(Sparkline.NONE));
        }

        private static Optional<ScalarSeries> find(List<ScalarSeries> curves, Metric... metrics) {
            return Stream.of(metrics)
                    .flatMap(metric ->
                            curves.stream().filter(curve -> curve.name().equals(metric.id())))
                    .findFirst();
        }
    }

    RunTail(Path path) {
        this.path = path;
        folder = new RunFolder(path);
    }

    RunEntry poll() {
        JsonFields status = RunFolder.readFields(folder.status());
        aside = "";
        RunState state =
                status == null ? RunState.INTERRUPTED : or(() -> RecordedRun.stateOf(status), RunState.INTERRUPTED);
        long totalSteps = status == null ? 0 : or(() -> status.whole("totalSteps"), 0L);
        RunLabels labels = or(() -> RunLabels.read(path), RunLabels.NONE);
        List<Object> now = signature();
        if (!now.equals(signature)) {
            signature = now;
            examine();
            if (condition != Condition.IMPORTED) {
                readScalars();
            }
        }
        if (state.ended()) {
            scalars = null;
        }
        return entry(condition == Condition.IMPORTED ? RunState.FINISHED : state, totalSteps, labels);
    }

    /** What a file beside the record holds; a substitute, and a message, if one of its members is invalid. */
    private <T> T or(Supplier<T> reader, T otherwise) {
        try {
            return reader.get();
        } catch (InvalidInputException e) {
            aside = e.getMessage();
            return otherwise;
        }
    }

    /** All curves: of a live run as of the last {@link #poll}, of an ended one read anew. */
    List<ScalarSeries> curves() throws IOException {
        return scalars == null ? RunLibrary.curves(path) : scalars.all();
    }

    /** Equal as long as no file that matters has changed. */
    private List<Object> signature() {
        List<Object> parts = new ArrayList<>();
        for (Path file : List.of(folder.config(), folder.environment(), folder.steps(), folder.epochs(), path)) {
            try {
                BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
                parts.add(facts.isDirectory() ? 0L : facts.size());
                parts.add(facts.lastModifiedTime());
                parts.add(String.valueOf(facts.fileKey()));
            } catch (IOException e) {
                parts.add("missing");
            }
        }
        return parts;
    }

    private void readScalars() {
        if (scalars == null) {
            scalars = new RunScalars(path);
        }
        try {
            scalars.poll();
        } catch (IOException | InvalidInputException e) {
            setCondition(
                    Condition.DAMAGED, PlainWords.sentence("Its record cannot be read to its end: " + e.getMessage()));
        }
        if (scalars.damagedLines() > 0 && condition == Condition.WHOLE) {
            setCondition(
                    Condition.DAMAGED,
                    scalars.damagedLines()
                            + " lines of its record are damaged and left out; everything else is shown.");
        }
        summary = Summary.of(scalars.all(), scalars.steps(), scalars.epochs());
    }

    private void setCondition(Condition what, String why) {
        condition = what;
        problem = why;
    }

    /** Finds out what kind of folder this is. */
    private void examine() {
        config = Optional.empty();
        if (ImportedScalars.isIn(path)) {
            readImported();
        } else if (folder.isRun()) {
            readConfig();
        } else if (Files.exists(folder.environment()) || Files.exists(folder.steps())) {
            setCondition(
                    Condition.HALF_WRITTEN,
                    "Its configuration, config.json, was never written or is gone" + whatIsLeft()
                            + " It cannot be continued.");
        } else {
            setCondition(Condition.FOREIGN, foreign());
        }
    }

    private void readImported() {
        try {
            List<ScalarSeries> curves = ImportedScalars.read(path);
            setCondition(Condition.IMPORTED, leftOut(ImportedScalars.remarks(path)));
            summary = Summary.of(curves, (int) last(curves, Axis.STEP), (int) last(curves, Axis.EPOCH));
        } catch (IOException | InvalidInputException e) {
            setCondition(Condition.DAMAGED, e.getMessage());
        }
    }

    private static String leftOut(List<Remark> remarks) {
        List<Remark> left = remarks.stream().filter(Remark::leftOut).toList();
        String some = left.stream().limit(MOST_LEFT_OUT).map(Remark::toString).collect(Collectors.joining("; "));
        int more = left.size() - MOST_LEFT_OUT;
        return left.isEmpty()
                ? ""
                : "Left out when it was imported: " + some
                        + (more > 0 ? "; and " + more + " more, all in imported.json." : ".");
    }

    private static double last(List<ScalarSeries> curves, Axis axis) {
        return curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.along(axis)))
                .filter(x -> !Double.isNaN(x))
                .max()
                .orElse(0);
    }

    private void readConfig() {
        try {
            config = Optional.of(folder.readConfig());
            setCondition(Condition.WHOLE, "");
        } catch (InvalidInputException e) {
            long version = version(RunFolder.readFields(folder.environment()));
            if (version > RunFolder.FORMAT_VERSION) {
                setCondition(
                        Condition.NEWER,
                        "A newer version of this program wrote it (format " + version + "; this one reads up to "
                                + RunFolder.FORMAT_VERSION + ")" + whatIsLeft());
            } else {
                setCondition(Condition.DAMAGED, e.getMessage().replaceFirst("\\.$", "") + whatIsLeft());
            }
        }
    }

    private static long version(JsonFields environment) {
        try {
            return environment == null || !environment.has("formatVersion") ? 0 : environment.whole("formatVersion");
        } catch (InvalidInputException e) {
            return 0;
        }
    }

    private String whatIsLeft() {
        return Files.exists(folder.steps()) || Files.exists(folder.epochs())
                ? "; its curves can still be shown, as far as they can be read."
                : "; nothing of it can be shown.";
    }

    private String foreign() {
        try (Stream<Path> inside = Files.list(path)) {
            List<String> names = inside.map(file -> file.getFileName().toString())
                    .limit(1000)
                    .toList();
            if (names.isEmpty()) {
                return "The folder is empty.";
            }
            if (names.stream().anyMatch(name -> name.contains(".tfevents."))) {
                return "A TensorBoard log. To compare its curves bring it in: Library, Import a folder.";
            }
            if (names.stream().anyMatch(name -> name.endsWith(".csv"))) {
                return "No run of this program, but it holds CSV files. To compare the curves of one bring it in: Library, Import.";
            }
            return "No run of this program: config.json is missing.";
        } catch (IOException e) {
            return "The folder cannot be read: " + e.getMessage() + ".";
        }
    }

    private RunEntry entry(RunState state, long totalSteps, RunLabels labels) {
        boolean told = condition == Condition.WHOLE && !aside.isEmpty();
        return new RunEntry(
                path,
                labels,
                told ? Condition.DAMAGED : condition,
                told ? aside : problem,
                state,
                config,
                started(),
                summary.steps,
                totalSteps,
                summary.epochs,
                summary.lastLoss,
                summary.testAccuracy,
                summary.seconds,
                summary.sparkline);
    }

    /** Read once there are events: the first one stays what it is. */
    private long started() {
        if (!startIsKnown) {
            startIsKnown = Files.exists(folder.events());
            startedMillis = folder.startedMillis();
        }
        return startedMillis;
    }
}
