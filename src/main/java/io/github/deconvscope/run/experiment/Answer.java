package io.github.deconvscope.run.experiment;

import com.google.gson.JsonObject;
import io.github.deconvscope.math.SampleMean;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.experiment.Experiment.Comparison;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an experiment says so far.
 *
 * @param experiment the question
 * @param sides one for each group, in the order of the experiment
 * @param differences one for each comparison and measure
 * @param runs all runs, also those of values that are not the best
 * @param warnings where the comparison is not fair, or shows less than it seems to
 */
public record Answer(
        Experiment experiment,
        List<Side> sides,
        List<Difference> differences,
        List<RunOutcome> runs,
        List<String> warnings) {

    /**
     * A group with its best value.
     *
     * @param group the group
     * @param value the value of the searched option that was best; empty without a search, or if no run is finished
     * @param runs of that value, in the order of the seeds
     * @param means over those that are finished
     * @param searched by value, in the order of the search, the mean of the first measure; empty without a search
     */
    public record Side(
            Group group,
            Optional<String> value,
            List<RunOutcome> runs,
            Map<Measure, SampleMean> means,
            Map<String, SampleMean> searched) {
        /** The value of a measure by seed, of finished runs that have it. */
        public Map<Integer, Double> bySeed(Measure measure) {
            Map<Integer, Double> values = new TreeMap<>();
            for (RunOutcome run : runs) {
                double value = run.values().get(measure);
                if (Double.isFinite(value)) {
                    values.put(run.task().seed(), value);
                }
            }
            return values;
        }
    }

    /**
     * Group minus other group, seed by seed.
     *
     * @param comparison the pair
     * @param measure of what
     * @param mean over the seeds that both sides have
     */
    public record Difference(Comparison comparison, Measure measure, SampleMean mean) {
        /** Whether the 95 % t interval leaves 0 out. */
        public boolean shown() {
            return mean.t().excludesZero();
        }
    }

    /** Reads all runs of an experiment, as far as they are. */
    public static Answer read(Experiment experiment, ExperimentFolder folder) {
        return of(
                experiment,
                experiment.tasks().stream()
                        .map(task -> RunOutcome.read(folder, task, experiment.measures()))
                        .toList());
    }

    /**
     * A single run, finished or not, as an experiment with one group.
     *
     * @param name of the group
     */
    public static Answer ofRun(String name, RunFeed run) {
        boolean tested = run.curve(Metric.TEST_ACCURACY).size() > 0;
        Measure measure = new Measure(tested ? Measure.Kind.TEST_ACCURACY : Measure.Kind.LOSS, OptionalInt.empty());
        RunConfig config = run.config();
        Group group = new Group(name, config, List.of(config.seed()), false, Map.of());
        Experiment alone = new Experiment(
                name, "", List.of(group), Optional.empty(), List.of(measure), 1, List.of(), "", new JsonObject());
        return of(alone, List.of(RunOutcome.of(alone.tasks().get(0), run, alone.measures())));
    }

    /** Of an experiment before its first run: every mean is empty, and the warnings are those that its file alone gives cause for. */
    public static Answer planned(Experiment experiment) {
        Answer empty = of(
                experiment,
                experiment.tasks().stream()
                        .map(task -> RunOutcome.missing(task, experiment.measures()))
                        .toList());
        return new Answer(
                experiment, empty.sides, empty.differences, empty.runs, Fairness.beforehand(experiment, empty.sides));
    }

    static Answer of(Experiment experiment, List<RunOutcome> runs) {
        List<Side> sides = experiment.groups().stream()
                .map(group -> side(experiment, group, runs))
                .toList();
        List<Difference> differences = new ArrayList<>();
        for (Comparison comparison : experiment.comparisons()) {
            Side one = sides.get(experiment.groups().indexOf(comparison.group()));
            Side other = sides.get(experiment.groups().indexOf(comparison.with()));
            for (Measure measure : experiment.measures()) {
                differences.add(new Difference(comparison, measure, paired(one, other, measure)));
            }
        }
        return new Answer(
                experiment, sides, differences, runs, Fairness.warnings(experiment, sides, differences, runs));
    }

    private static Side side(Experiment experiment, Group group, List<RunOutcome> runs) {
        List<RunOutcome> own = runs.stream()
                .filter(run -> run.task().group().equals(group.name()))
                .toList();
        Measure first = experiment.measures().get(0);
        Map<String, SampleMean> searched = new LinkedHashMap<>();
        if (group.searched()) {
            experiment.search().ifPresent(search -> search.values().forEach(value -> {
                String text = search.text(value);
                searched.put(text, mean(ofValue(own, text), first));
            }));
        }
        Optional<String> best = searched.entrySet().stream()
                .filter(value -> value.getValue().count() > 0)
                .max(Comparator.comparingInt((Map.Entry<String, SampleMean> value) ->
                                value.getValue().count())
                        .thenComparingDouble(value -> (first.kind().higherIsBetter() ? 1 : -1)
                                * value.getValue().mean()))
                .map(Map.Entry::getKey);
        List<RunOutcome> chosen =
                group.searched() ? best.map(value -> ofValue(own, value)).orElse(List.of()) : own;
        Map<Measure, SampleMean> means = new LinkedHashMap<>();
        experiment.measures().forEach(measure -> means.put(measure, mean(chosen, measure)));
        return new Side(group, best, chosen, means, searched);
    }

    private static List<RunOutcome> ofValue(List<RunOutcome> runs, String value) {
        return runs.stream()
                .filter(run -> run.task().value().equals(Optional.of(value)))
                .toList();
    }

    private static SampleMean mean(List<RunOutcome> runs, Measure measure) {
        return SampleMean.of(runs.stream()
                .mapToDouble(run -> run.values().get(measure))
                .filter(Double::isFinite)
                .toArray());
    }

    private static SampleMean paired(Side one, Side other, Measure measure) {
        Map<Integer, Double> ones = one.bySeed(measure);
        Map<Integer, Double> others = other.bySeed(measure);
        return SampleMean.of(ones.keySet().stream()
                .filter(others::containsKey)
                .mapToDouble(seed -> ones.get(seed) - others.get(seed))
                .toArray());
    }

    /** How many runs are at an end of a kind. */
    public long count(RunOutcome.End end) {
        return runs.stream().filter(run -> run.end() == end).count();
    }

    /** The runs that say something out of the ordinary. */
    public Stream<RunOutcome> troubled() {
        return runs.stream().filter(run -> !run.reason().isEmpty());
    }
}
