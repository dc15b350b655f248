package io.github.deconvscope.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonLines;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Follows a run to its end on the command line: progress on one stream, the summary on another. */
final class RunWatcher {
    private static final long LOOK_MILLIS = 200;

    private final RunHandle run;
    private final RunFeed feed;
    private final PrintStream messages;
    private final boolean quiet;
    private final long since;
    private final double[] epochsBefore;
    /** Whether it is known at which step the run begins: of a resumed one only when its checkpoint is read. */
    private boolean begun;

    private int eventsPrinted;
    private int epochsPrinted;

    /**
     * Watches a new run.
     *
     * @param messages where progress goes
     * @param quiet whether to print warnings only
     */
    RunWatcher(RunHandle run, PrintStream messages, boolean quiet) {
        this(run, messages, quiet, 0, new double[0]);
        begun = true;
    }

    /**
     * Watches a resumed run; events and epochs that were already on record are not printed again.
     *
     * @param since when it was resumed, milliseconds since 1970
     * @param epochsBefore the last step of each epoch on record; those after the checkpoint are computed and printed again
     */
    RunWatcher(RunHandle run, PrintStream messages, boolean quiet, long since, double[] epochsBefore) {
        this.run = run;
        this.feed = run.feed();
        this.messages = messages;
        this.quiet = quiet;
        this.since = since;
        this.epochsBefore = epochsBefore;
    }

    /** Follows the run until it ends; Ctrl-C stops it with a checkpoint. Returns an exit code. */
    int follow(PrintWriter results, RunOutput output) throws InterruptedException {
        try (Interruption ctrlC = Interruption.asks(run::stop, messages)) {
            try (ProgressLine line = ProgressLine.on(messages, quiet)) {
                while (!ended()) {
                    printNews(line);
                }
                printNews(line);
            }
            RunState state = feed.state();
            if (ctrlC.asked() && state == RunState.STOPPED) {
                messages.println("Stopped. Continue with: " + new RunFolder(run.folder()).resumeCommand());
            }
            if (state == RunState.FAILED) {
                messages.println("error: " + feed.failure().orElse("The run failed."));
                if (output.isDebug()) {
                    cause().ifPresent(cause -> cause.printStackTrace(messages));
                }
                if (cause().filter(IOException.class::isInstance).isPresent()) {
                    messages.println(
                            "Once that is put right, continue with: " + new RunFolder(run.folder()).resumeCommand());
                }
            }
            if (output.isJson()) {
                results.println(summaryAsJson());
            } else if (feed.curve(Metric.LOSS).size() > 0) {
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
        boolean refused =
                cause().filter(InvalidInputException.class::isInstance).isPresent();
        return refused && feed.curve(Metric.LOSS).size() == 0 ? ExitCode.BAD_INPUT : ExitCode.FAILED;
    }

    /** Why a run that has ended failed; empty if it did not. */
    private Optional<Throwable> cause() throws InterruptedException {
        try {
            run.done().get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause());
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

    private void printNews(ProgressLine line) {
        for (RunEvent event : feed.events().stream().skip(eventsPrinted).toList()) {
            eventsPrinted++;
            if (event.epochMillis() < since) {
                continue;
            }
            if (event.kind() == RunEvent.Kind.WARNING) {
                line.say("warning: " + event.message());
            } else if (event.kind() == RunEvent.Kind.DATA && !quiet) {
                line.say(event.message());
            } else if (event.kind() == RunEvent.Kind.STARTED && !quiet) {
                // Printed only now: before this, configuration or data may still be refused.
                line.say("Recording in " + run.folder());
            } else if (event.kind() == RunEvent.Kind.RESUMED) {
                beginAfter(event.step());
                if (!quiet) {
                    line.say(event.message() + " in " + run.folder() + ", with "
                            + PlainWords.count(epochsPrinted, "epoch") + " on record");
                }
            }
        }
        if (begun) {
            printEpochs(line);
        }
        Progress progress = feed.progress();
        if (progress.imagesPerSecond() > 0) {
            line.show(progress.fraction(), describe(progress));
        } else {
            line.show(Double.NaN, progress.activity().isEmpty() ? "Loading PyTorch" : progress.activity());
        }
    }

    private void beginAfter(long step) {
        begun = true;
        epochsPrinted =
                (int) Arrays.stream(epochsBefore).filter(last -> last <= step).count();
    }

    private void printEpochs(ProgressLine line) {
        Curve.Snapshot accuracy = feed.curve(Metric.TEST_ACCURACY).snapshot();
        Curve.Snapshot loss = feed.curve(Metric.TEST_LOSS).snapshot();
        Curve.Snapshot trainLoss = feed.curve(Metric.TRAIN_LOSS).snapshot();
        for (int complete = Math.min(accuracy.size(), loss.size()); epochsPrinted < complete; epochsPrinted++) {
            if (!quiet) {
                line.say(String.format(
                        Locale.ROOT,
                        "epoch %d: train loss %.4f, test loss %.4f, test accuracy %.2f %%",
                        (int) accuracy.x()[epochsPrinted],
                        trainLoss.y()[epochsPrinted],
                        loss.y()[epochsPrinted],
                        100 * accuracy.y()[epochsPrinted]));
            }
        }
    }

    private String describe(Progress progress) {
        double loss = feed.curve(Metric.LOSS).snapshot().last();
        double accuracy = feed.curve(Metric.ACCURACY).snapshot().last();
        return String.format(
                Locale.ROOT,
                "step %d of %d, epoch %d of %d, loss %.4f, accuracy %.1f %%, %.0f images/s, %s",
                progress.step(),
                progress.totalSteps(),
                progress.epoch(),
                progress.epochs(),
                loss,
                100 * accuracy,
                progress.imagesPerSecond(),
                progress.activity().equals("Training")
                        ? Progress.duration(progress.secondsLeft()) + " left"
                        : progress.activity().toLowerCase(Locale.ROOT));
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
        results.printf(Locale.ROOT, "training time   %s%n", Progress.duration(trainingSeconds()));
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
