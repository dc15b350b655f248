package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.cost.CostForecast;
import io.github.deconvscope.run.cost.CostForecast.Range;
import io.github.deconvscope.run.cost.RunSize;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.record.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What runs that are still to come will take, estimated from what earlier runs on the same machine recorded: their steps by
 * {@link CostForecast}, and, where no earlier run has such steps, at least the products that {@link RunSize} counts.
 *
 * @param runs how many are to come
 * @param low seconds of all their steps together, at least
 * @param high at most; infinite where the steps of a group are not known
 * @param unknown names of the groups of which only the products are counted, or not even these
 * @param timed whether anything is known of the time
 * @param bytes of the tensors of the largest run
 * @param measured whether an equal run measured them; else they are the least that it can take
 * @param threads that the earlier runs computed with, as they recorded them
 */
public record ExperimentCost(
        long runs,
        double low,
        double high,
        List<String> unknown,
        boolean timed,
        long bytes,
        boolean measured,
        Set<String> threads) {
    /** What decides which images a run learns from. */
    private static final Set<RunOption> DATA = EnumSet.of(
            RunOption.DATASET, RunOption.DATA, RunOption.TRAIN_LIMIT, RunOption.SPLIT_SEED, RunOption.SKIP_BROKEN);

    /** Weights, their gradients and the optimizer's state. */
    private static final int COPIES = 3;

    private static final int USUAL_CLASSES = 10;

    /**
     * What an earlier run recorded.
     *
     * @param threads that it computed with; empty if it does not say
     */
    public record Earlier(
            RunConfig config,
            Optional<StepCost> cost,
            Optional<MemoryUse> memory,
            Optional<DataFacts> data,
            String threads) {
        /** Reads a run; empty if it is damaged. */
        public static Optional<Earlier> read(Path run) {
            RunFolder folder = new RunFolder(run);
            try {
                return Optional.of(new Earlier(
                        folder.readConfig(),
                        folder.readCost().filter(cost -> cost.total() > 0),
                        folder.readMemory(),
                        folder.readData(),
                        Optional.ofNullable(RunFolder.readFields(folder.environment()))
                                .filter(facts -> facts.has("threads"))
                                .map(facts -> facts.text("threads"))
                                .orElse("")));
            } catch (InvalidInputException e) {
                return Optional.empty();
            }
        }

        private Optional<Range> millis(RunConfig other) {
            return cost.filter(own -> CostForecast.sameCost(config, other)
                            || CostForecast.comparable(config, other) && CostForecast.isPossible(own))
                    .map(own -> CostForecast.millis(config, own, other));
        }
    }

    /**
     * Estimates.
     *
     * @param tasks the runs to come
     * @param earlier newest first; the first that tells something is believed
     */
    public static ExperimentCost of(List<RunTask> tasks, List<Earlier> earlier) {
        Map<String, List<RunTask>> groups = new HashMap<>();
        tasks.forEach(task ->
                groups.computeIfAbsent(task.group(), name -> new ArrayList<>()).add(task));
        double low = 0;
        double high = 0;
        boolean timed = false;
        List<String> unknown = new ArrayList<>();
        Set<String> threads = new TreeSet<>();
        long bytes = 0;
        boolean measured = true;
        for (String name : new TreeSet<>(groups.keySet())) {
            RunConfig config = groups.get(name).get(0).config();
            long steps = steps(config, earlier) * groups.get(name).size();
            Optional<Earlier> like = earlier.stream()
                    .filter(run -> run.millis(config).isPresent())
                    .findFirst()
                    .filter(run -> steps > 0);
            Optional<Range> range = like.flatMap(run -> run.millis(config));
            like.map(Earlier::threads).filter(each -> !each.isEmpty()).ifPresent(threads::add);
            double least = range.map(Range::low).orElseGet(() -> products(config, earlier));
            low += steps * least / 1e3;
            high += range.map(each -> steps * each.high() / 1e3).orElse(Double.POSITIVE_INFINITY);
            timed |= steps * least > 0;
            if (range.isEmpty()) {
                unknown.add(name);
            }
            Optional<Long> known = earlier.stream()
                    .filter(run -> CostForecast.sameCost(run.config, config))
                    .flatMap(run -> run.memory.stream())
                    .map(MemoryUse::allocated)
                    .findFirst();
            long tensors = known.orElseGet(() -> least(config, earlier));
            if (tensors > bytes) {
                bytes = tensors;
                measured = known.isPresent();
            }
        }
        return new ExperimentCost(tasks.size(), low, high, unknown, timed, bytes, measured, threads);
    }

    /** The steps of one run; 0 if nobody knows how many images there are. */
    private static long steps(RunConfig config, List<Earlier> earlier) {
        long images = sameData(config, earlier)
                .map(facts -> (long) Arrays.stream(facts.train()).sum())
                .orElseGet(() -> images(config));
        long all = (long) config.epochs() * ((images + config.batch() - 1) / config.batch());
        return config.maxSteps() > 0 && (config.maxSteps() < all || all == 0) ? config.maxSteps() : all;
    }

    private static Optional<DataFacts> sameData(RunConfig config, List<Earlier> earlier) {
        return earlier.stream()
                .filter(run -> run.config.differences(config).stream().noneMatch(DATA::contains))
                .flatMap(run -> run.data.stream())
                .findFirst();
    }

    /** Images of sets whose size is known beforehand, or those that were asked for. */
    private static long images(RunConfig config) {
        int limit = config.whole(RunOption.TRAIN_LIMIT);
        long published =
                switch (config.dataset()) {
                    case FASHION_MINI, SYNTHETIC -> 10_000;
                    case EMOJI -> 7_000;
                    case FASHION_MNIST -> 60_000;
                    case CIFAR10, CIFAR100 -> 50_000;
                    case FOLDER, IDX, NPZ -> limit;
                };
        return limit > 0 ? Math.min(limit, published) : published;
    }

    private static RunSize size(RunConfig config, List<Earlier> earlier) {
        int classes = sameData(config, earlier)
                .map(facts -> facts.classNames().size())
                .orElse(config.dataset() == DatasetName.CIFAR100 ? 100 : USUAL_CLASSES);
        return RunSize.of(config, classes);
    }

    /** Milliseconds of the products of a step at the rate of this machine; 0 if no run timed them. */
    private static double products(RunConfig config, List<Earlier> earlier) {
        return earlier.stream()
                .flatMap(run -> run.cost.stream())
                .map(StepCost::products)
                .filter(times -> !times.isEmpty())
                .findFirst()
                .map(times -> size(config, earlier).millis(times))
                .orElse(0.0);
    }

    private static long least(RunConfig config, List<Earlier> earlier) {
        RunSize size = size(config, earlier);
        return size.outputBytes() + COPIES * Float.BYTES * size.parameters();
    }

    /** For a person, before the runs. */
    public String inWords() {
        if (runs == 0) {
            return "";
        }
        String memory = String.format(
                Locale.ROOT,
                " The tensors of %s run take %s %.0f MB.",
                runs == 1 ? "the" : "the largest",
                measured ? "about" : "at least",
                bytes / 1e6);
        if (!timed) {
            return "No estimate of the time: no run on this machine has timed such steps yet; it comes with the first."
                    + memory;
        }
        String with = threads.isEmpty() ? "" : ", with " + String.join(" or ", threads) + " threads";
        String time = Double.isInfinite(high)
                ? "more than " + Progress.duration(low)
                : Progress.duration(low) + " to " + Progress.duration(high);
        return "Estimate: " + time + " for " + PlainWords.count(runs, "run") + " one after another"
                + (unknown.isEmpty()
                        ? ", by the steps of earlier runs on this machine" + with + "; tests come on top."
                        : "; no earlier run has steps like " + named(unknown)
                                + ", so that little more than its products is counted.")
                + memory;
    }

    private static String named(List<String> groups) {
        return "\"" + groups.get(0) + "\""
                + (groups.size() == 1 ? "" : " and " + PlainWords.count(groups.size() - 1, "other group"));
    }
}
