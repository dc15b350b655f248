package io.github.deconvscope.app;

import com.sun.management.OperatingSystemMXBean;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.live.Pulse;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import io.github.deconvscope.ui.shell.ShellWindow;
import io.github.deconvscope.ui.state.TrainingState;
import io.github.deconvscope.ui.theme.Theme;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.scene.control.Button;
import javafx.stage.Stage;

/**
 * What looking at a training costs. One run goes on while the window shows, in turns of so many steps, the training page with all its
 * live views and another page; the steps of both kinds of turns are compared, so that a machine that is slow for a while is slow for both.
 * Budgets: the 99th percentile from frame to frame 25 ms, the slowdown 3 %.
 *
 * <p>Processor time per step, which tells the same on a machine that others use too, is measured from the second step of each turn.
 *
 * <p>Run it as a program on a display or on Monocle, on an idle machine; the arguments are the number of turns, 12 if left out, and the width and
 * block of VGG-11, 1 and 64 if left out. Prints a table and JSON.
 */
public final class LiveBenchmark {
    private static final int USUAL_TURNS = 12;
    /** Steps of a turn at full width; the narrower the net the more, so that turns take about as long. */
    private static final int TURN = 10;

    private LiveBenchmark() {}

    public static void main(String[] args) throws Exception {
        Fx.start();
        Path folder = Files.createTempDirectory("live-benchmark");
        try (Services services = new Services()) {
            measure(
                    services.get(RunService.class),
                    folder,
                    args.length > 0 ? Integer.parseInt(args[0]) : USUAL_TURNS,
                    args.length > 2 ? Double.parseDouble(args[1]) : 1,
                    args.length > 2 ? Long.parseLong(args[2]) : 64);
        }
        System.exit(0);
    }

    private static void measure(RunService runs, Path folder, int turns, double width, long block)
            throws InterruptedException {
        int turnSteps = (int) Math.round(TURN / width / Math.sqrt(width));
        RunConfig config = RunConfig.defaults()
                .with(RunOption.WIDTH, width)
                .with(RunOption.BLOCK, block)
                .with(RunOption.TEST_LIMIT, 100L)
                .with(RunOption.RECORD_EVERY, 0L)
                .with(RunOption.EPOCHS, 1000L)
                .with(RunOption.MAX_STEPS, (long) turnSteps * (turns + 1));
        Stage[] stage = new Stage[1];
        ShellWindow window = Fx.call(() -> {
            Theme.get().install();
            stage[0] = new Stage();
            ShellWindow opened = new ShellWindow(stage[0], TestServices.of(runs, folder));
            opened.show(
                    new PageLink(PageCatalog.TRAINING, TrainingState.of(config).toString()).toString());
            stage[0].setWidth(1280);
            stage[0].setHeight(800);
            return opened;
        });
        Fx.run(() -> ((Button) stage[0].getScene().lookup("#trainButton")).fire());
        RunFeed feed = runs.active().get(0).feed();
        awaitStep(feed, turnSteps);
        List<Double> frames = new ArrayList<>();
        List<Double> looked = new ArrayList<>();
        List<Double> unlooked = new ArrayList<>();
        // Nanoseconds of all threads and how many steps they took: {on another page, looking}.
        long[] processor = new long[2];
        int[] steps = new int[2];
        List<Map<String, Long>> byThread = List.of(new TreeMap<>(), new TreeMap<>());
        long[] last = new long[1];
        boolean[] looking = {true};
        Fx.run(() -> Pulse.of(stage[0].getScene()).add(() -> {
            long now = System.nanoTime();
            if (last[0] != 0 && looking[0]) {
                frames.add((now - last[0]) / 1e6);
            }
            last[0] = now;
        }));
        for (int turn = 0; turn < turns && !feed.state().ended(); turn++) {
            boolean look = turn % 2 == 0;
            Fx.run(() -> {
                window.shell().open(look ? "training" : "runs", null);
                looking[0] = look;
                last[0] = 0;
            });
            int from = feed.curve(Metric.LOSS).size();
            awaitStep(feed, from + 1);
            long before = processorNanos();
            Map<String, Long> threadsBefore = threadNanos();
            int first = feed.curve(Metric.LOSS).size();
            awaitStep(feed, from + turnSteps);
            processor[look ? 1 : 0] += processorNanos() - before;
            Map<String, Long> threadsAfter = threadNanos();
            Map<String, Long> kind = byThread.get(look ? 1 : 0);
            threadsAfter.forEach(
                    (name, nanos) -> kind.merge(name, nanos - threadsBefore.getOrDefault(name, 0L), Long::sum));
            steps[look ? 1 : 0] += feed.curve(Metric.LOSS).size() - first;
            Curve.Snapshot millis = feed.curve(Metric.STEP_MILLIS).snapshot();
            // The first step of a turn still belongs to the change of pages.
            for (int i = from + 1; i < Math.min(from + turnSteps, millis.size()); i++) {
                (look ? looked : unlooked).add(millis.y()[i]);
            }
        }
        List<Double> shown = Fx.call(() -> List.copyOf(frames));
        System.out.printf(
                Locale.ROOT,
                "processor time per step   %8.1f ms with all views, %.1f ms on another page%n",
                processor[1] / 1e6 / steps[1],
                processor[0] / 1e6 / steps[0]);
        Set<String> names = new TreeSet<>(byThread.get(0).keySet());
        names.addAll(byThread.get(1).keySet());
        for (String name : names) {
            double with = byThread.get(1).getOrDefault(name, 0L) / 1e6 / steps[1];
            double without = byThread.get(0).getOrDefault(name, 0L) / 1e6 / steps[0];
            if (Math.max(with, without) > 0.3) {
                System.out.printf(
                        Locale.ROOT, "  %-24s %8.1f ms with all views, %.1f ms on another page%n", name, with, without);
            }
        }
        print(feed.config(), looked, unlooked, shown);
        Fx.run(window::close);
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Processor time of each kind of thread that Java knows, nanoseconds; the engine's helpers and the compilers are not among them. */
    private static Map<String, Long> threadNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> nanos = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                nanos.merge(
                        thread.getThreadName().replaceAll("[0-9]+", "N"),
                        Math.max(0, threads.getThreadCpuTime(thread.getThreadId())),
                        Long::sum);
            }
        }
        return nanos;
    }

    private static void awaitStep(RunFeed feed, int step) throws InterruptedException {
        while (feed.curve(Metric.LOSS).size() < step && !feed.state().ended()) {
            Thread.sleep(5);
        }
    }

    private static void print(RunConfig config, List<Double> looked, List<Double> unlooked, List<Double> frames) {
        double with = percentile(looked, 0.5);
        double without = percentile(unlooked, 0.5);
        String table = String.format(
                Locale.ROOT,
                "%s, batch %d, processors %d%n"
                        + "step with all views   median %8.1f ms of %d%n"
                        + "step on another page  median %8.1f ms of %d%n"
                        + "slowdown              %14.1f %%   budget 3 %%%n"
                        + "frame to frame        median %8.1f ms, 95th %.1f, 99th %.1f of %d   budget 25 ms%n",
                config.model().label(),
                config.batch(),
                Runtime.getRuntime().availableProcessors(),
                with,
                looked.size(),
                without,
                unlooked.size(),
                100 * (with / without - 1),
                percentile(frames, 0.5),
                percentile(frames, 0.95),
                percentile(frames, 0.99),
                frames.size());
        System.out.print(table);
        System.out.printf(
                Locale.ROOT,
                "{\"slowdown\":%.4f,\"frameMillis50\":%.2f,\"frameMillis95\":%.2f,\"frameMillis99\":%.2f}%n",
                with / without - 1,
                percentile(frames, 0.5),
                percentile(frames, 0.95),
                percentile(frames, 0.99));
    }

    private static double percentile(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
