package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.Answer.Difference;
import io.github.deconvscope.run.experiment.Answer.Side;
import io.github.deconvscope.run.experiment.Experiment.Comparison;
import io.github.deconvscope.run.experiment.Experiment.Search;
import io.github.deconvscope.run.record.RunFolder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where a comparison is not fair, or shows less than it seems to. */
final class Fairness {
    /** What a run learns from and is tested on, and for how long. */
    private static final Set<RunOption> DATA = Arrays.stream(RunOption.values())
            .filter(option -> option.group() == RunOption.Group.DATA)
            .collect(Collectors.toSet());

    private static final Set<RunOption> LENGTH =
            EnumSet.of(RunOption.EPOCHS, RunOption.MAX_STEPS, RunOption.PATIENCE, RunOption.BATCH);

    /** Facts of the environment that the last bits of a result depend on. */
    private static final List<String> DECIDES_BITS =
            List.of("engine", "device", "threads", "products", "convolutions", "system");

    private final Experiment experiment;
    private final List<Side> sides;
    private final Set<String> warnings = new LinkedHashSet<>();

    private Fairness(Experiment experiment, List<Side> sides) {
        this.experiment = experiment;
        this.sides = sides;
    }

    static List<String> warnings(
            Experiment experiment, List<Side> sides, List<Difference> differences, List<RunOutcome> runs) {
        Fairness fairness = new Fairness(experiment, sides);
        experiment.comparisons().forEach(fairness::check);
        sides.forEach(fairness::checkSearch);
        fairness.checkMissing();
        differences.forEach(fairness::checkSize);
        fairness.checkMachines(runs);
        return List.copyOf(fairness.warnings);
    }

    /** What can be said before the first run. */
    static List<String> beforehand(Experiment experiment, List<Side> sides) {
        Fairness fairness = new Fairness(experiment, sides);
        experiment.comparisons().forEach(fairness::check);
        for (Comparison pair : experiment.comparisons()) {
            Set<Integer> both = new HashSet<>(pair.group().seeds());
            both.retainAll(pair.with().seeds());
            if (both.size() < 2) {
                fairness.warnPairs(pair, both.size(), "will be");
            }
        }
        return List.copyOf(fairness.warnings);
    }

    private void warnPairs(Comparison pair, int count, String are) {
        String word = are.equals("are") && count == 1 ? "is" : are;
        warnings.add("There " + word + " " + (count == 1 ? "one pair" : count + " pairs") + " of runs of "
                + quoted(pair.group()) + " and " + quoted(pair.with())
                + ": no interval, and nothing is shown. Take two seeds or more, better five.");
    }

    private void check(Comparison comparison) {
        Group one = comparison.group();
        Group other = comparison.with();
        String pair = quoted(one) + " and " + quoted(other);
        if (one.searched() != other.searched()) {
            Group searched = one.searched() ? one : other;
            Group fixed = one.searched() ? other : one;
            Search search = experiment.search().orElseThrow();
            warnings.add("The " + search.option().id() + " of " + quoted(searched) + " is the best of "
                    + search.values().size() + ", that of " + quoted(fixed) + " was set to "
                    + fixed.config().text(search.option()) + ": give each side its own best.");
        }
        boolean rateSearched =
                one.searched() && experiment.search().orElseThrow().option() == RunOption.LEARNING_RATE;
        if (!rateSearched
                && one.config().normalization() != other.config().normalization()
                && one.config().learningRate() == other.config().learningRate()
                && one.searched() == other.searched()) {
            warnings.add("One learning rate, " + one.config().text(RunOption.LEARNING_RATE) + ", is used for " + pair
                    + ", which need not suit both: search it for each with \"best\".");
        }
        if (!Set.copyOf(one.seeds()).equals(Set.copyOf(other.seeds()))) {
            warnings.add("The seeds of " + pair + " differ; only those of both are paired.");
        }
        warnOfDifference(pair, one.config(), other.config(), DATA, "do not learn from and are not tested on the same");
        warnOfDifference(pair, one.config(), other.config(), LENGTH, "do not learn for the same time");
    }

    private void warnOfDifference(String pair, RunConfig one, RunConfig other, Set<RunOption> options, String what) {
        String different = one.differences(other).stream()
                .filter(options::contains)
                .map(option -> option.id() + " is " + one.text(option) + " and " + other.text(option))
                .collect(Collectors.joining(", "));
        if (!different.isEmpty()) {
            warnings.add("The runs of " + pair + " " + what + ": " + different + ".");
        }
    }

    private void checkSearch(Side side) {
        if (side.value().isEmpty()) {
            return;
        }
        Search search = experiment.search().orElseThrow();
        List<String> values = search.values().stream().map(search::text).toList();
        int place = values.indexOf(side.value().get());
        boolean ordered = search.values().get(0) instanceof Number;
        if (ordered && (place == 0 || place == values.size() - 1)) {
            warnings.add("The best " + search.option().id() + " of " + quoted(side.group()) + ", "
                    + side.value().get() + ", is the " + (place == 0 ? "smallest" : "largest")
                    + " that was tried; a better one may lie beyond.");
        }
    }

    private void checkMissing() {
        for (Side side : sides) {
            long missing = side.runs().stream()
                    .filter(run -> run.end() != RunOutcome.End.FINISHED)
                    .count();
            if (missing > 0) {
                warnings.add(missing + " of " + side.runs().size() + " runs of " + quoted(side.group())
                        + " diverged, failed or are not finished, and are in no mean.");
            }
        }
    }

    private void checkSize(Difference difference) {
        Measure first = experiment.measures().get(0);
        Comparison pair = difference.comparison();
        if (!difference.measure().equals(first)) {
            return;
        }
        int count = difference.mean().count();
        String names = quoted(pair.group()) + " and " + quoted(pair.with());
        if (count < 2) {
            warnPairs(pair, count, "are");
        } else if (pair.claim() != 0) {
            double claim = Math.abs(pair.claim());
            double smallest = difference.mean().smallestDetectable();
            if (smallest > claim) {
                warnings.add(
                        count + " seeds cannot show the claimed difference of " + Numbers.typed(claim) + " between "
                                + names + ": with a standard deviation of the differences of "
                                + Numbers.shown(difference.mean().deviation()) + " they show " + Numbers.shown(smallest)
                                + " or more, four times in five. About "
                                + difference.mean().countToDetect(claim) + " seeds would do.");
            }
        }
    }

    private void checkMachines(List<RunOutcome> runs) {
        Set<String> found = new TreeSet<>();
        for (RunOutcome run : runs) {
            run.feed()
                    .flatMap(feed -> feed.folder())
                    .map(path -> RunFolder.readFields(new RunFolder(path).environment()))
                    .map(facts -> DECIDES_BITS.stream()
                            .filter(facts::has)
                            .map(fact -> fact + " " + facts.text(fact))
                            .collect(Collectors.joining(", ")))
                    .filter(facts -> !facts.isEmpty())
                    .ifPresent(found::add);
        }
        if (found.size() > 1) {
            warnings.add("The runs were computed in different ways: " + String.join("; ", found)
                    + ". Losses are the same to the bit in one way only.");
        }
    }

    private static String quoted(Group group) {
        return "\"" + group.name() + "\"";
    }
}
