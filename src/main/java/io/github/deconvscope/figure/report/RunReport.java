package io.github.deconvscope.figure.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.ShellWord;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.run.LayerFigures;
import io.github.deconvscope.figure.run.LostGradientCharts;
import io.github.deconvscope.figure.run.RunCharts;
import io.github.deconvscope.figure.run.WhitenessFigures;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.StepTime;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the report on a recorded run: configuration, environment, curves, whitening of every layer, precision, events. */
public final class RunReport {
    private static final double SMOOTHING = 0.9;
    private static final int MOST_EVENTS = 40;

    private static final List<Quantity> OF_LAYER = List.of(
            Quantity.COVARIANCE, Quantity.WHITENING, Quantity.COVARIANCE_AFTER, Quantity.RESIDUALS, Quantity.ORIGIN);

    private final RunFeed run;
    private final Path folder;
    private final String name;
    private final Report.Builder report;

    private RunReport(Path folder) {
        this.folder = folder;
        run = RecordedRun.open(folder).feed();
        name = folder.toAbsolutePath().normalize().getFileName().toString();
        report = new Report.Builder("Run " + name);
    }

    /** @param version of the program, named in the report */
    public static Report of(Path folder, String version) {
        RunReport maker = new RunReport(folder);
        maker.summary(version);
        maker.configuration();
        maker.curves();
        maker.epochs();
        maker.layers();
        maker.precision();
        maker.environment();
        maker.events();
        return maker.report.build();
    }

    private void summary(String version) {
        RunConfig config = config();
        Curve.Snapshot loss = run.curve(Metric.LOSS).snapshot();
        Curve.Snapshot test = run.curve(Metric.TEST_ACCURACY).snapshot();
        double best = Double.NaN;
        for (int i = 0; i < test.size(); i++) {
            best = test.y()[i] <= best ? best : test.y()[i];
        }
        String accuracy = test.size() == 0
                ? "It was not tested."
                : "The last test accuracy is " + Numbers.percent(test.last()) + ", the best " + Numbers.percent(best)
                        + ".";
        String failure = run.failure().map(why -> " It failed: " + why).orElse("");
        report.text(config.model().label() + " with "
                + config.normalization().label().toLowerCase(java.util.Locale.ROOT)
                + " in " + config.precision().label() + ", seed " + config.seed() + ": "
                + run.state().label() + " after " + PlainWords.count(loss.size(), "step") + ", last loss "
                + digits(loss.last())
                + ". "
                + accuracy + failure);
        report.text("Report by DeconvScope " + version + ". Same run again: deconvscope train "
                + ShellWord.join(config.toArguments()));
    }

    /** The configuration without the folders above the data's, which tell whose they are. */
    private RunConfig config() {
        String data = run.config().text(RunOption.DATA);
        return data.isEmpty()
                ? run.config()
                : run.config()
                        .withText(RunOption.DATA, Path.of(data).getFileName().toString());
    }

    private void configuration() {
        report.heading("Configuration");
        List<List<String>> rows = new ArrayList<>();
        RunConfig defaults = RunConfig.defaults();
        for (RunOption option : RunOption.values()) {
            String value = config().text(option);
            String usual = defaults.text(option);
            rows.add(List.of(option.label(), value, value.equals(usual) ? "" : usual.isEmpty() ? "none" : usual));
        }
        report.table(List.of("option", "value", "default, where it differs"), rows);
    }

    private void curves() {
        report.heading("Curves");
        report.pictures(RunCharts.loss(run, false, SMOOTHING), RunCharts.accuracy(run, SMOOTHING));
        report.pictures(
                RunCharts.metric(
                        run,
                        Metric.LEARNING_RATE,
                        "Learning rate",
                        Axis.linear("learning rate", "").from(0),
                        "The learning rate of each step."),
                RunCharts.metric(
                        run,
                        Metric.STEP_MILLIS,
                        "Time of each step",
                        Axis.linear("step time", "ms").from(0),
                        "Wall time of each step; " + digits(stepTime()) + " ms is the " + StepTime.WORDS + "."));
    }

    private double stepTime() {
        Curve.Snapshot millis = run.curve(Metric.STEP_MILLIS).snapshot();
        return StepTime.median(Arrays.copyOf(millis.y(), millis.size()));
    }

    private void epochs() {
        int count = run.curve(Metric.TEST_ACCURACY).size();
        if (count == 0) {
            return;
        }
        report.heading("Epochs");
        List<Metric> metrics = List.of(
                Metric.TRAIN_LOSS, Metric.TRAIN_ACCURACY, Metric.TEST_LOSS, Metric.TEST_ACCURACY, Metric.SECONDS);
        List<String> columns = new ArrayList<>(List.of("epoch"));
        metrics.forEach(metric -> columns.add(metric.label()));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> row = new ArrayList<>();
            row.add(digits(run.curve(Metric.TEST_ACCURACY).snapshot().x()[i]));
            for (Metric metric : metrics) {
                Curve.Snapshot curve = run.curve(metric).snapshot();
                row.add(i < curve.size() ? digits(curve.y()[i]) : "");
            }
            rows.add(row);
        }
        report.table(columns, rows);
    }

    private void layers() {
        List<LayerInfo> seen =
                run.layers().stream().filter(LayerInfo::hasCovariance).toList();
        boolean recorded = false;
        boolean whitens = seen.stream().anyMatch(LayerInfo::whitens);
        List<List<String>> rows = new ArrayList<>();
        List<Figure[]> pictures = new ArrayList<>();
        for (LayerInfo layer : seen) {
            Optional<LayerFrames> last = FrameChoice.at(
                    run,
                    layer.name(),
                    OF_LAYER,
                    frames -> frames.has(Quantity.COVARIANCE) || frames.hasResidual(),
                    FrameChoice.NEWEST);
            rows.add(row(layer, last));
            recorded |= last.filter(frames -> frames.has(Quantity.COVARIANCE)).isPresent();
            last.ifPresent(frames -> pictures.add(pictures(layer, frames)));
        }
        if (rows.isEmpty()) {
            return;
        }
        report.heading(whitens ? "Whitening, layer by layer" : "Covariance, layer by layer");
        report.text(
                whitens
                        ? "Mean |correlation| of different features of one batch before and after whitening, and the residual: how far"
                                + " the whitened covariance of that batch is from the identity. At the last recorded step, with the D"
                                + " that the layer used there: live, computed from this batch; running, of earlier batches; or frozen,"
                                + " of earlier batches for good. A layer without a D does not whiten: it works with its input as it is."
                        : "Mean |correlation| of different features of one batch at the last recorded step, in the input of each layer."
                                + " This net does not whiten, so that every layer works with it as it is, and there is no D.");
        report.table(
                List.of(
                        "layer",
                        "what",
                        "features",
                        "iterations",
                        "step",
                        "D",
                        "correlation before",
                        "after",
                        "residual"),
                rows);
        if (recorded) {
            report.pictures(WhitenessFigures.of(run));
        }
        pictures.forEach(report::pictures);
    }

    private static List<String> row(LayerInfo layer, Optional<LayerFrames> last) {
        return List.of(
                layer.name(),
                layer.label(),
                Integer.toString(layer.features()),
                layer.whitens() ? Integer.toString(layer.iterations()) : "",
                last.map(frames -> Long.toString(frames.step())).orElse("not recorded"),
                layer.whitens()
                        ? last.filter(LayerFrames::hasResidual)
                                .map(frames -> frames.origin().label())
                                .orElse("")
                        : "none",
                correlation(last, Quantity.COVARIANCE),
                correlation(last, Quantity.COVARIANCE_AFTER),
                last.filter(LayerFrames::hasResidual)
                        .map(frames -> digits(frames.residual().getAsDouble()))
                        .orElse(""));
    }

    private static Figure[] pictures(LayerInfo layer, LayerFrames frames) {
        List<Figure> pictures = new ArrayList<>();
        for (Quantity quantity : List.of(Quantity.COVARIANCE, Quantity.WHITENING, Quantity.COVARIANCE_AFTER)) {
            frames.get(quantity)
                    .map(frame -> LayerFigures.range(quantity, LayerFigures.matrix(frame, 0)))
                    .ifPresent(range -> pictures.add(LayerFigures.heatMap(layer, frames, quantity, 0, range)));
        }
        if (frames.has(Quantity.COVARIANCE)) {
            pictures.add(LayerFigures.spectrum(layer, frames, 0));
        }
        if (frames.hasResidual()) {
            pictures.add(LayerFigures.residuals(layer, frames));
        }
        return pictures.toArray(Figure[]::new);
    }

    private static String correlation(Optional<LayerFrames> frames, Quantity quantity) {
        return frames.flatMap(there -> there.get(quantity))
                .map(frame -> digits(LayerFigures.meanCorrelation(frame)))
                .orElse("");
    }

    private void precision() {
        report.heading("Precision");
        Curve.Snapshot skipped = run.curve(Metric.SKIPPED).snapshot();
        int count = 0;
        for (int i = 0; i < skipped.size(); i++) {
            count += skipped.y()[i] > 0 ? 1 : 0;
        }
        boolean half = run.config().precision() != Precision.FP32;
        report.text(
                half
                        ? "Trained in " + run.config().precision().label() + " with "
                                + run.config().lossScaling().label()
                                + " loss scaling; " + skippedSteps(count) + " skipped, and the last loss scale is "
                                + digits(run.curve(Metric.LOSS_SCALE).snapshot().last()) + "."
                        : "Trained in fp32 throughout; no loss scaling is needed; " + skippedSteps(count)
                                + " skipped.");
        if (half || count > 0) {
            report.pictures(RunCharts.lossScale(run));
        }
        List<List<String>> rows = new ArrayList<>();
        double[] lost = LostGradientCharts.inLastStep(run, LostGradients.Kind.ROUNDED_TO_ZERO);
        double[] zero = LostGradientCharts.inLastStep(run, LostGradients.Kind.ZERO);
        for (int i = 0; i < zero.length; i++) {
            LayerInfo layer = run.layers().get(i);
            if (!Double.isNaN(lost[i])) {
                rows.add(List.of(layer.name(), layer.label(), digits(lost[i]), digits(zero[i])));
            }
        }
        if (!rows.isEmpty()) {
            report.table(
                    List.of(
                            "layer",
                            "what",
                            "rounded to 0 by fp16, % of gradients not 0",
                            "0 already, % of all gradients"),
                    rows);
        }
    }

    /** A report is read beside the record: one digit more than figures show. */
    private static String digits(double value) {
        return Numbers.shown(value, 4);
    }

    private static String skippedSteps(int count) {
        return PlainWords.count(count, "step") + (count == 1 ? " was" : " were");
    }

    private void environment() {
        JsonObject facts = RunFolder.readJson(new RunFolder(folder).environment());
        if (facts == null) {
            return;
        }
        report.heading("Environment");
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, JsonElement> fact : facts.entrySet()) {
            JsonElement value = fact.getValue();
            String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
            // The file tells of the last session; a run that was resumed started before it.
            rows.add(List.of(fact.getKey(), fact.getKey().equals("started") ? started() : text));
        }
        report.table(List.of("what", "value"), rows);
    }

    private String started() {
        return Instant.ofEpochMilli(new RunFolder(folder).startedMillis())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private void events() {
        List<RunEvent> events = run.events();
        if (events.isEmpty()) {
            return;
        }
        report.heading("Events");
        List<List<String>> rows = new ArrayList<>();
        for (RunEvent event : events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size())) {
            rows.add(List.of(
                    Long.toString(event.step()),
                    event.kind().name().toLowerCase(java.util.Locale.ROOT),
                    event.message()));
        }
        report.table(List.of("step", "what", "message"), rows);
    }
}
