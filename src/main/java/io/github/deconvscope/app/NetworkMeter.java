package io.github.deconvscope.app;

import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.base.UsesAwt;
import io.github.deconvscope.engine.compute.OneDnn;
import io.github.deconvscope.engine.compute.Threads;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.Raster;
import io.github.deconvscope.figure.network.NetworkFigures;
import io.github.deconvscope.lab.network.Answers;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.NetworkBench;
import io.github.deconvscope.run.bench.NetworkReport;
import io.github.deconvscope.run.bench.NetworkReport.Latency;
import io.github.deconvscope.run.bench.Timing;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.Subscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Trains a net for a while and asks about it what the page network asks. */
@UsesAwt("paints overviews as the window does, to time them")
final class NetworkMeter implements NetworkBench {
    /** Steps that are timed, watched and not. */
    private static final int STEPS = 5;
    /** Passes over the test pictures, of which the first of each kind is not timed. */
    private static final int PASSES = 4;

    private static final int WARM_UP = 10;
    /** As the page rests after an answer, before it asks about a newer net. */
    private static final long REST_PER_ANSWER = 20;

    private final RunService runs;
    private final NetworkLab nets;

    NetworkMeter(RunService runs, NetworkLab nets) {
        this.runs = runs;
        this.nets = nets;
    }

    @Override
    public NetworkReport measure(BenchOptions options, int looks, Consumer<String> progress) {
        // More epochs than it is let to take; nothing is kept.
        RunConfig config = options.config()
                .with(RunOption.DATASET, DatasetName.FASHION_MINI)
                .with(RunOption.TEST_LIMIT, 500L)
                .with(RunOption.EPOCHS, 1000L)
                .with(RunOption.CHECKPOINT_EVERY, 0L)
                .with(RunOption.RECORD_EVERY, 0L);
        try {
            Path folder = Files.createTempDirectory("deconvscope-bench");
            try {
                RunHandle run = runs.start(config, folder.resolve("run"));
                try {
                    return measure(run, looks, progress);
                } finally {
                    run.stop();
                    run.done().exceptionally(failed -> RunState.FAILED).join();
                }
            } finally {
                PartFolder.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The run of the measurement cannot be kept", e);
        }
    }

    private NetworkReport measure(RunHandle run, int looks, Consumer<String> progress) {
        RunFeed feed = run.feed();
        progress.accept("steps that nobody watches");
        await(run, () -> steps(feed).size() > STEPS);
        // The first step makes what all others use.
        double[] alone = millis(feed, 1);
        try (Subscription watching = feed.watchNet()) {
            await(run, () -> feed.latestNet().isPresent());
            progress.accept("steps while an overview follows");
            int before = steps(feed).size();
            follow(run, before + STEPS);
            double[] followed = millis(feed, before);
            try (OpenNetwork net = open(run)) {
                progress.accept("overviews and ways back while it trains");
                Latency overview = overviews(net, looks);
                Latency back = back(net, looks);
                run.pause();
                await(run, () -> feed.state() == RunState.PAUSED);
                progress.accept("passes over the test pictures");
                int last = net.info().layers().size();
                Timing test = time(() -> Answers.await(net.predictions(TestProgress.NONE)));
                Timing search = time(() -> Answers.await(net.top(last, TestProgress.NONE)));
                return new NetworkReport(
                        runs.engine().engine(),
                        Threads.beside(runs.engine().device(), feed.config()),
                        OneDnn.words(),
                        net.info().net() + ", width " + feed.config().text(RunOption.WIDTH) + ", batch "
                                + feed.config().batch(),
                        overview,
                        back,
                        Timing.of(alone),
                        Timing.of(followed),
                        net.info().testPictures(),
                        test,
                        search);
            }
        }
    }

    private OpenNetwork open(RunHandle run) {
        return Answers.await(nets.open(NetworkSource.live(run.folder())));
    }

    private static Curve.Snapshot steps(RunFeed feed) {
        return feed.curve(Metric.STEP_MILLIS).snapshot();
    }

    private static double[] millis(RunFeed feed, int from) {
        Curve.Snapshot steps = steps(feed);
        return Arrays.copyOfRange(steps.y(), from, steps.size());
    }

    /** Looks at every net that the run shows, with the rests of the page, until there are so many steps. */
    private void follow(RunHandle run, int until) {
        RunFeed feed = run.feed();
        long shown = -1;
        long next = System.nanoTime();
        while (steps(feed).size() < until) {
            long newest = feed.latestNet().orElseThrow().step();
            if (newest == shown || System.nanoTime() < next) {
                await(run, () -> true);
                continue;
            }
            shown = newest;
            long start = System.nanoTime();
            try (OpenNetwork net = open(run)) {
                overview(net, 0);
            }
            long end = System.nanoTime();
            next = end + REST_PER_ANSWER * (end - start);
        }
    }

    private static NetworkPass overview(OpenNetwork net, int picture) {
        NetworkPass pass = Answers.await(net.look(net.testPicture(picture)));
        Raster.paint(NetworkFigures.overview(pass), ExportSettings.screen(960, 280, FigureTheme.LIGHT));
        return pass;
    }

    private static Latency overviews(OpenNetwork net, int looks) {
        return latency(looks, i -> overview(net, i % net.info().testPictures()));
    }

    private static Latency back(OpenNetwork net, int looks) {
        int last = net.info().layers().size();
        NetworkPass pass = Answers.await(net.look(net.testPicture(0)));
        int channel = pass.layer(last).peak().channel();
        BackQuestion first = new BackQuestion(pass.picture(), last, channel, BackRule.GRADIENT);
        return latency(
                looks, i -> Answers.await(net.back(first.with(BackRule.values()[i % BackRule.values().length]))));
    }

    private static Latency latency(int count, IntConsumer question) {
        return Latency.of(timed(WARM_UP, count, question));
    }

    private static Timing time(Runnable pass) {
        return Timing.of(timed(1, PASSES - 1, i -> pass.run()));
    }

    /** Times something that is asked for the i-th time, after some times that are not timed. */
    private static double[] timed(int warmUp, int count, IntConsumer question) {
        double[] millis = new double[count];
        for (int i = -warmUp; i < count; i++) {
            long start = System.nanoTime();
            question.accept(Math.max(0, i));
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return millis;
    }

    private static void await(RunHandle run, BooleanSupplier holds) {
        do {
            if (run.done().isCompletedExceptionally()) {
                Answers.await(run.done());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The measurement was interrupted.", e);
            }
        } while (!holds.getAsBoolean());
    }
}
