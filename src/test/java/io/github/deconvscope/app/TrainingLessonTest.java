package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.lesson.read.LessonParser;
import io.github.deconvscope.lesson.read.LessonTexts;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains what lesson 11 trains, and compares with every number that the lesson says was measured with this app. */
@Tag("engine")
class TrainingLessonTest {
    private static final int MEASURED = 3;
    private static final int LAST = 10;
    /** Of the machine: another CPU rounds otherwise, and a bold rate makes much of little. */
    private static final double LOSS_TOLERANCE = 0.1;

    /** In points of per cent; one image of the last ten batches is 0.16. */
    private static final double ACCURACY_TOLERANCE = 4;

    private static final Pattern OF = Pattern.compile("(deconv|batchnorm) ([0-9.]+), seed ([0-9]), (loss|accuracy)");

    @TempDir
    Path folder;

    /** Mean loss, and mean accuracy in per cent, of the last steps of a run. */
    private record Measured(double loss, double accuracy) {}

    @Test
    void theNumbersOfTheLessonAreMeasuredAgain() throws Exception {
        Lesson lesson = LessonParser.parse("11-train", LessonLibrary.shippedText("11-train"))
                .lesson()
                .orElseThrow();
        RunConfig set = configOf(lesson);
        assertThat(set.dataset().id()).isEqualTo("fashion-mini");
        Map<RunConfig, Measured> runs = new HashMap<>();
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            for (StatedNumber stated : stated(lesson)) {
                Matcher of = OF.matcher(of(stated));
                assertThat(of.matches()).as(stated + " says what it is of").isTrue();
                RunConfig config = set.with(RunOption.SEED, Long.parseLong(of.group(3)))
                        .withText(RunOption.NORMALIZATION, of.group(1))
                        .withText(RunOption.LEARNING_RATE, of.group(2));
                if (!runs.containsKey(config)) {
                    runs.put(config, train(service, config));
                }
                boolean loss = of.group(4).equals("loss");
                Measured run = runs.get(config);
                assertThat(loss ? run.loss : run.accuracy)
                        .as(of(stated))
                        .isCloseTo(stated.value(), within(loss ? LOSS_TOLERANCE : ACCURACY_TOLERANCE));
            }
        }
        assertThat(runs).hasSize(5);
        RunConfig batchNorm = set.with(RunOption.NORMALIZATION, Normalization.BATCHNORM);
        for (long seed : new long[] {1, 2}) {
            assertThat(runs.get(batchNorm.with(RunOption.SEED, seed)).loss
                            - runs.get(set.with(RunOption.SEED, seed)).loss)
                    .as("plain to see")
                    .isGreaterThan(0.4);
        }
        assertThat(runs.get(batchNorm.with(RunOption.LEARNING_RATE, 0.05)).loss).isLessThan(runs.get(set).loss);
    }

    private static RunConfig configOf(Lesson lesson) {
        JsonObject set = lesson.steps().stream()
                .flatMap(step -> step.parts(StepPart.SetUp.class).stream())
                .findFirst()
                .orElseThrow()
                .set();
        return RunConfig.fromJson(set.getAsJsonObject("config"));
    }

    private static List<StatedNumber> stated(Lesson lesson) {
        return lesson.steps().stream()
                .flatMap(step -> step.parts().stream())
                .flatMap(part -> LessonTexts.of(part).stream())
                .flatMap(text -> StatedNumber.in(text).stream())
                .filter(number -> number.origin() instanceof StatedNumber.Quoted quoted && quoted.source() == MEASURED)
                .distinct()
                .toList();
    }

    private static String of(StatedNumber stated) {
        return ((StatedNumber.Quoted) stated.origin()).of();
    }

    private Measured train(TrainingService service, RunConfig config) throws Exception {
        RunHandle run = service.start(config, folder.resolve(String.valueOf(config.hashCode())));
        run.done().get(5, TimeUnit.MINUTES);
        RunFeed feed = run.feed();
        return new Measured(lastMean(feed, Metric.LOSS), 100 * lastMean(feed, Metric.ACCURACY));
    }

    private static double lastMean(RunFeed feed, Metric metric) {
        Curve.Snapshot steps = feed.curve(metric).snapshot();
        return Arrays.stream(steps.y(), steps.size() - LAST, steps.size())
                .average()
                .orElseThrow();
    }
}
