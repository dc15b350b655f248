package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.figure.report.HtmlReport;
import io.github.deconvscope.figure.report.RunReport;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every number of a report, without exception, is that of the record: each sentence and row is compared with what {@link RecordedArrays}
 * makes of the files and then crossed out, and in the end no digit is left. The run is in fp16, and at its last step, 12, the first layer is
 * frozen and the others are live.
 */
@Tag("engine")
class ReportNumbersTest {
    private static final RunConfig CONFIG = RunConfig.defaults()
            .with(RunOption.PRECISION, Precision.FP16)
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 16L)
            .with(RunOption.TRAIN_LIMIT, 96L)
            .with(RunOption.TEST_LIMIT, 40L)
            .with(RunOption.EPOCHS, 2L)
            .with(RunOption.LEARNING_RATE, 0.01)
            .with(RunOption.FREEZE_STEPS, 5L)
            .with(RunOption.RECORD_EVERY, 4L);

    private static final long LAST = 12;
    private static final String NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?|\u221e)";

    @TempDir
    static Path folder;

    private static RecordedArrays arrays;

    /** What of the report was not compared yet. */
    private static String left;

    @BeforeAll
    static void record() throws Exception {
        Path run = folder.resolve("run");
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            service.start(CONFIG, run).done().get(3, TimeUnit.MINUTES);
        }
        arrays = new RecordedArrays(run);
        left = text(run);
    }

    private static String text(Path run) throws IOException {
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        HtmlReport.write(RunReport.of(run, "test"), Map.of(), html);
        return html.toString(StandardCharsets.UTF_8)
                .replaceAll("(?s)<style>.*?</style>|<img [^>]*>", "")
                .replaceAll("</t[dh]>", "|")
                .replaceAll("</figcaption>", "\n")
                .replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace('\u2212', '-');
    }

    /** Crosses a line, or a part of one, out; each # of the pattern is a number. */
    private static MatchResult take(String pattern) {
        Matcher matcher = Pattern.compile(pattern.replace("#", NUMBER)).matcher(left);
        assertThat(matcher.find()).as(pattern + " in\n" + left).isTrue();
        MatchResult found = matcher.toMatchResult();
        left = left.substring(0, found.start()) + left.substring(found.end());
        return found;
    }

    private static void same(String shown, double value, int digits) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - digits + 1);
        assertThat(Double.parseDouble(shown)).isCloseTo(value, offset(value == 0 ? 1e-12 : 0.51 * unit));
    }

    private static double last(String file, String column) {
        double[] values = arrays.column(file, column);
        return values[values.length - 1];
    }

    @Test
    void noNumberIsLeftThatIsNotOfTheRecord() {
        summaryAndCurves();
        settings();
        epochs();
        List<JsonObject> layers = layers();
        precision(layers);
        environmentAndEvents();
        take("Same run again: .*");
        for (String words : List.of(
                "VGG-11",
                "fp16 mixed",
                "smoothed by 0.9",
                "but the first 10, which pay for starting up; over all where there are no more than 20",
                "White: correlation 0, effective rank 100 %, condition number 1.",
                "rounded to 0 by fp16, % of gradients not 0|0 already")) {
            assertThat(left).contains(words);
            left = left.replace(words, "");
        }
        assertThat(left.lines().filter(line -> line.matches(".*[0-9].*"))).isEmpty();
    }

    private static void summaryAndCurves() {
        double[] loss = arrays.column("steps.jsonl", "loss");
        double[] test = arrays.column("epochs.jsonl", "testAccuracy");
        double best = 100 * Arrays.stream(test).max().orElseThrow();
        MatchResult found =
                take("seed #: \\w+ after # steps, last loss #\\. The last test accuracy is # %, the best # %");
        same(found.group(1), CONFIG.seed(), 9);
        same(found.group(2), loss.length, 9);
        same(found.group(3), loss[loss.length - 1], 4);
        same(found.group(4), 100 * test[test.length - 1], 4);
        same(found.group(5), best, 4);
        found = take("; # steps, last #\\.");
        same(found.group(1), loss.length, 9);
        same(found.group(2), loss[loss.length - 1], 3);
        found = take("Best test accuracy # % of # tests");
        same(found.group(1), best, 3);
        same(found.group(2), test.length, 9);
        double[] millis = arrays.column("steps.jsonl", "stepMillis");
        Arrays.sort(millis);
        same(take("Wall time of each step; # ms").group(1), (millis[5] + millis[6]) / 2, 4);
    }

    private static void settings() {
        JsonObject config = arrays.json("config.json");
        for (RunOption option : RunOption.values()) {
            String shown = take("\\n" + Pattern.quote(option.label()) + "\\|([^|]*)\\|[^|]*\\|")
                    .group(1);
            String recorded = config.get(option.id()).getAsString();
            if (recorded.matches("[0-9.E-]+")) {
                assertThat(Double.parseDouble(shown)).as(option.id()).isEqualTo(Double.parseDouble(recorded));
            } else {
                assertThat(shown).as(option.id()).isEqualTo(recorded);
            }
        }
    }

    private static void epochs() {
        List<String> columns = List.of("epoch", "trainLoss", "trainAccuracy", "testLoss", "testAccuracy", "seconds");
        for (JsonObject epoch : arrays.lines("epochs.jsonl")) {
            MatchResult row = take("\\n" + "#\\|".repeat(columns.size()));
            for (int c = 0; c < columns.size(); c++) {
                same(row.group(c + 1), epoch.get(columns.get(c)).getAsDouble(), 4);
            }
        }
    }

    private static List<JsonObject> layers() {
        List<JsonObject> layers = arrays.layers();
        double before = 0;
        double after = 0;
        int whitening = 0;
        for (JsonObject layer : layers) {
            String name = layer.get("name").getAsString();
            if (!arrays.has(LAST, name + "/covariance")) {
                continue;
            }
            boolean whitens = arrays.has(LAST, name + "/whitening");
            boolean frozen = name.equals("features.0");
            int features = (int) Math.sqrt(arrays.array(LAST, name + "/covariance").length);
            double input = arrays.correlation(LAST, name, "covariance");
            String at = "\\n" + Pattern.quote(name);
            MatchResult row = take(at + "\\|([^|]*)\\|#\\|([0-9]*)\\|#\\|(\\w+)\\|#\\|([^|]*)\\|([^|]*)\\|");
            assertThat(row.group(1)).isEqualTo(layer.get("label").getAsString());
            same(row.group(2), features, 9);
            same(row.group(4), LAST, 9);
            assertThat(row.group(5)).isEqualTo(!whitens ? "none" : frozen ? "frozen" : "live");
            same(row.group(6), input, 4);
            at += ", step " + LAST + ": ";
            String size = features + " x " + features + "\\. ";
            same(take(at + size + "Mean \\|off-diagonal correlation\\| #\\.").group(1), input, 3);
            if (!whitens) {
                spectrum(at, "", name, features, "covariance");
                continue;
            }
            double output = arrays.correlation(LAST, name, "covariance-after");
            double residual = arrays.residual(LAST, name);
            same(row.group(3), layer.get("iterations").getAsDouble(), 9);
            same(row.group(7), output, 4);
            assertThat(Double.parseDouble(row.group(8))).isCloseTo(residual, withinPercentage(0.1));
            same(take(at + size + "Mean \\|off-diagonal correlation\\| #\\.").group(1), output, 3);
            double largest = Arrays.stream(arrays.array(LAST, name + "/whitening"))
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            same(take(at + size + "Largest entry #\\.").group(1), largest, 3);
            spectrum(at, "After whitening", name, features, "covariance-after");
            spectrum(at, "Before whitening", name, features, "covariance");
            MatchResult end =
                    take(at + "norm\\(D Cov D' - I\\) / sqrt\\(F\\) is # (?:after # iterations|on this batch)");
            assertThat(Double.parseDouble(end.group(1))).isCloseTo(residual, withinPercentage(0.6));
            assertThat(end.group(2)).isEqualTo(frozen ? null : row.group(3));
            take("; 0 would be perfectly white\\.");
            whitening++;
            before += input;
            after += output;
        }
        MatchResult means =
                take("step " + LAST + ": mean \\|correlation\\| of patches, averaged over the # layers that whiten,"
                        + " # as it comes and # after whitening");
        same(means.group(1), whitening, 9);
        same(means.group(2), before / whitening, 3);
        same(means.group(3), after / whitening, 3);
        return layers;
    }

    /** Leaves the head of the sentence to the next, which crosses it out with "Before whitening" or with nothing. */
    private static void spectrum(String at, String heading, String name, int features, String quantity) {
        String head = "(" + at + "eigenvalues of [^:]*first\\. )";
        String numbers = "condition number #, effective rank # of #\\.";
        MatchResult found = take(head + "([^\\n]*?)" + (heading.isEmpty() ? "\\w+" : heading) + ": " + numbers);
        double[] values = arrays.eigenvalues(LAST, name + "/" + quantity);
        double sum = DoubleStream.of(values).sum();
        double squares = DoubleStream.of(values).map(value -> value * value).sum();
        double condition = values[0] / values[values.length - 1];
        // What was recorded in fp32 has no smaller eigenvalues: beyond, the number is one of rounding.
        if (condition > 0 && condition < 1e5) {
            assertThat(Double.parseDouble(found.group(3))).isCloseTo(condition, withinPercentage(2));
        }
        same(found.group(4), sum * sum / squares, 3);
        same(found.group(5), features, 9);
        if (heading.equals("After whitening")) {
            left = found.group(1) + found.group(2) + "\n" + left;
        }
    }

    private static void precision(List<JsonObject> layers) {
        long skipped = arrays.lines("steps.jsonl").stream()
                .filter(step -> step.get("skipped").getAsBoolean())
                .count();
        MatchResult found = take("loss scaling; # steps? (?:was|were) skipped, and the last loss scale is #\\.");
        same(found.group(1), skipped, 9);
        same(found.group(2), last("steps.jsonl", "lossScale"), 4);
        if (skipped > 0) {
            same(take("; # steps? (?:was|were) skipped because").group(1), skipped, 9);
        }
        JsonObject step = arrays.lines("steps.jsonl").get((int) LAST - 1);
        for (int i = 0; i < layers.size(); i++) {
            var lost = step.getAsJsonArray("roundedToZero").get(i);
            if (!lost.isJsonNull()) {
                String name = layers.get(i).get("name").getAsString();
                MatchResult row = take("\\n" + Pattern.quote(name) + "\\|([^|]*)\\|#\\|#\\|");
                assertThat(row.group(1)).isEqualTo(layers.get(i).get("label").getAsString());
                same(row.group(2), 100 * lost.getAsDouble(), 4);
                same(
                        row.group(3),
                        100 * step.getAsJsonArray("zeroGradients").get(i).getAsDouble(),
                        4);
            }
        }
    }

    private static void environmentAndEvents() {
        List<JsonObject> events = arrays.lines("events.jsonl");
        Instant start = Instant.ofEpochMilli(events.get(0).get("epochMillis").getAsLong());
        for (Map.Entry<String, com.google.gson.JsonElement> fact :
                arrays.json("environment.json").entrySet()) {
            String shown = take("\\n" + fact.getKey() + "\\|([^|]*)\\|").group(1);
            assertThat(shown)
                    .isEqualTo(
                            fact.getKey().equals("started")
                                    ? start.truncatedTo(ChronoUnit.SECONDS).toString()
                                    : fact.getValue().getAsString());
        }
        for (JsonObject event : events) {
            MatchResult row = take("\\n#\\|(\\w+)\\|([^|]*)\\|");
            same(row.group(1), event.get("step").getAsDouble(), 9);
            assertThat(row.group(2)).isEqualToIgnoringCase(event.get("kind").getAsString());
            assertThat(row.group(3)).isEqualTo(event.get("message").getAsString());
        }
    }
}
