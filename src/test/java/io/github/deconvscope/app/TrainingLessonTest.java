package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.lesson.Lesson;
import io.github.deconvscope.lesson.LessonLibrary;
import io.github.deconvscope.lesson.LessonParser;
import io.github.deconvscope.lesson.LessonStep;
import io.github.deconvscope.lesson.LessonTexts;
import io.github.deconvscope.lesson.StatedNumber;
import io.github.deconvscope.lesson.StepPart;
import io.github.deconvscope.run.Curve;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.Normalization;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains what lesson 11 trains, and compares with every number that the lesson says was measured with this app. */
@Tag("engine")
class TrainingLessonTest {
    private static final int MEASURED = 3;
    private static final int LAST = 10;
    /** Of the machine: another CPU rounds otherwise, and a bold rate makes much of little. */
    private static final double LOSS_TOLERANCE = 0.15;

    private static final double ACCURACY_TOLERANCE = 6;

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
        List<Measured> measured = new ArrayList<>();
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            for (long seed : new long[] {1, 2}) {
                RunConfig seeded = set.with(RunOption.SEED, seed);
                Measured deconvolution = train(service, seeded);
                Measured batchNorm = train(service, seeded.with(RunOption.NORMALIZATION, Normalization.BATCHNORM));
                assertThat(batchNorm.loss - deconvolution.loss)
                        .as("plain to see")
                        .isGreaterThan(0.4);
                measured.addAll(List.of(deconvolution, batchNorm));
            }
            Measured ownRate = train(
                    service,
                    set.with(RunOption.NORMALIZATION, Normalization.BATCHNORM).with(RunOption.LEARNING_RATE, 0.05));
            assertThat(ownRate.loss).isLessThan(measured.get(0).loss + LOSS_TOLERANCE);
            measured.add(ownRate);
        }
        for (double stated : stated(lesson)) {
            assertThat(measured).as("the lesson says " + stated).anySatisfy(run -> assertThat(
                            Math.abs(run.loss - stated) <= LOSS_TOLERANCE
                                    || Math.abs(run.accuracy - stated) <= ACCURACY_TOLERANCE)
                    .isTrue());
        }
    }

    private static RunConfig configOf(Lesson lesson) {
        JsonObject set = lesson.steps().stream()
                .flatMap(step -> step.parts(StepPart.SetUp.class).stream())
                .findFirst()
                .orElseThrow()
                .set();
        return RunConfig.fromJson(set.getAsJsonObject("config"));
    }

    private static Set<Double> stated(Lesson lesson) {
        Set<Double> numbers = new TreeSet<>();
        for (LessonStep step : lesson.steps()) {
            for (StepPart part : step.parts()) {
                LessonTexts.of(part).stream()
                        .flatMap(text -> StatedNumber.in(text).stream())
                        .filter(number -> number.source() == MEASURED)
                        .forEach(number -> numbers.add(number.value()));
            }
        }
        assertThat(numbers).isNotEmpty();
        return numbers;
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
