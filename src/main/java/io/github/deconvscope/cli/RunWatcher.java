package io.github.deconvscope.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.deconvscope.run.Curve;
import io.github.deconvscope.run.JsonLines;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.Progress;
import io.github.deconvscope.run.RunEvent;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunState;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Follows a run to its end on the command line: progress on one stream, the summary on another. */
final class RunWatcher {
    private static final long LOOK_MILLIS = 200;
    private static final long LINE_MILLIS = 10_000;

    private final RunHandle run;
    private final RunFeed feed;
    private final PrintStream messages;
    private final boolean quiet;
    private int eventsTold;
    private int epochsTold;
    private long lastLine = System.currentTimeMillis();

    /**
     * @param messages where progress goes; a bar if the person sees it, else a line now and then
     * @param quiet whether to say nothing but warnings
     */
    RunWatcher(RunHandle run, PrintStream messages, boolean quiet) {
        this.run = run;
        this.feed = run.feed();
        this.messages = messages;
        this.quiet = quiet;
    }

    /** Follows the run until it ends; Ctrl-C stops it with a checkpoint. Returns an exit code. */
    int follow(PrintWriter results, boolean json) throws InterruptedException {
        try (Interruption ctrlC = Interruption.asks(run::stop, messages)) {
            boolean bar = !quiet && System.console() != null;
            try (ProgressBar progressBar = bar ? newBar() : null) {
                while (!ended()) {
                    tellNews(progressBar);
                }
                tellNews(progressBar);
            }
            RunState state = feed.state();
            if (ctrlC.asked() && state == RunState.STOPPED) {
                messages.println("Stopped. Continue with: deconvscope resume " + run.folder());
            }
            if (state == RunState.FAILED) {
                messages.println("error: " + feed.failure().orElse("The run failed."));
            }
            if (json) {
                results.println(summaryAsJson());
            } else {
                printSummary(results);
            }
            results.flush();
            return exitCode(state);
        }
    }

    private int exitCode(RunState state) throws InterruptedException {
        if (state != RunState.FAILED) {
            return ExitCode.DONE;
        }
        try {
            run.done().get();
            return ExitCode.FAILED;
        } catch (ExecutionException e) {
            return e.getCause() instanceof io.github.deconvscope.run.InvalidInputException
                            && feed.curve(Metric.LOSS).size() == 0
                    ? ExitCode.BAD_INPUT
                    : ExitCode.FAILED;
        }
    }

    private boolean ended() throws InterruptedException {
        try {
            run.done().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private ProgressBar newBar() {
        return new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .setConsumer(new ConsoleProgressBarConsumer(messages))
                .build();
    }

    private void tellNews(ProgressBar bar) {
        Progress progress = feed.progress();
        if (bar != null) {
            if (progress.step() > 0) {
                bar.maxHint(progress.totalSteps());
                bar.stepTo(progress.step());
                bar.setExtraMessage(describe(progress));
            }
        }
        for (RunEvent event : feed.events().stream().skip(eventsTold).toList()) {
            eventsTold++;
            if (event.kind() == RunEvent.Kind.WARNING) {
                line("warning: " + event.message());
            }
        }
        Curve.Snapshot accuracy = feed.curve(Metric.TEST_ACCURACY).snapshot();
        Curve.Snapshot loss = feed.curve(Metric.TEST_LOSS).snapshot();
        Curve.Snapshot trainLoss = feed.curve(Metric.TRAIN_LOSS).snapshot();
        for (int complete = Math.min(accuracy.size(), loss.size()); epochsTold < complete; epochsTold++) {
            if (!quiet) {
                line(String.format(
                        Locale.ROOT,
                        "epoch %d: train loss %.4f, test loss %.4f, test accuracy %.2f %%",
                        (int) accuracy.x()[epochsTold],
                        trainLoss.y()[epochsTold],
                        loss.y()[epochsTold],
                        100 * accuracy.y()[epochsTold]));
            }
        }
        long now = System.currentTimeMillis();
        if (bar == null && !quiet && now - lastLine > LINE_MILLIS && progress.step() > 0) {
            line(String.format(
                    Locale.ROOT, "step %d of %d, %s", progress.step(), progress.totalSteps(), describe(progress)));
        }
    }

    private void line(String text) {
        lastLine = System.currentTimeMillis();
        messages.println(text);
    }

    private String describe(Progress progress) {
        double loss = feed.curve(Metric.LOSS).snapshot().last();
        double accuracy = feed.curve(Metric.ACCURACY).snapshot().last();
        return String.format(
                Locale.ROOT,
                "epoch %d of %d, loss %.4f, accuracy %.1f %%, %.0f images/s, %s left",
                progress.epoch(),
                progress.epochs(),
                loss,
                100 * accuracy,
                progress.imagesPerSecond(),
                time(progress.secondsLeft()));
    }

    private static String time(double seconds) {
        if (Double.isNaN(seconds)) {
            return "unknown time";
        }
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60)
                : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }

    private void printSummary(PrintWriter results) {
        results.println("run             " + run.folder());
        results.println("state           " + feed.state().label());
        results.println("steps           " + feed.curve(Metric.LOSS).size());
        results.printf(Locale.ROOT, "last loss       %.6f%n", last(Metric.LOSS));
        if (feed.curve(Metric.TEST_ACCURACY).size() > 0) {
            results.printf(Locale.ROOT, "test loss       %.4f%n", last(Metric.TEST_LOSS));
            results.printf(Locale.ROOT, "test accuracy   %.2f %%%n", 100 * last(Metric.TEST_ACCURACY));
        }
        results.printf(Locale.ROOT, "training time   %s%n", time(trainingSeconds()));
    }

    private String summaryAsJson() {
        JsonObject json = new JsonObject();
        json.addProperty("run", run.folder().toString());
        json.addProperty("state", feed.state().label());
        json.addProperty("steps", feed.curve(Metric.LOSS).size());
        JsonLines.put(json, "lastLoss", last(Metric.LOSS));
        JsonLines.put(json, "testLoss", last(Metric.TEST_LOSS));
        JsonLines.put(json, "testAccuracy", last(Metric.TEST_ACCURACY));
        JsonLines.put(json, "trainingSeconds", trainingSeconds());
        return new GsonBuilder().setPrettyPrinting().create().toJson(json);
    }

    private double last(Metric metric) {
        return feed.curve(metric).snapshot().last();
    }

    private double trainingSeconds() {
        Curve.Snapshot millis = feed.curve(Metric.STEP_MILLIS).snapshot();
        double sum = 0;
        for (int i = 0; i < millis.size(); i++) {
            sum += millis.y()[i];
        }
        return sum / 1e3;
    }
}
