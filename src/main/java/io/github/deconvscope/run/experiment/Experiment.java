package io.github.deconvscope.run.experiment;

import com.google.gson.JsonObject;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be run, and what it is to answer; docs/experiments.md describes the file.
 *
 * @param name of the experiment; an output folder belongs to one name
 * @param note a sentence or two for the reader of the table; may be empty
 * @param groups at least one; the first is what others are compared with, unless {@code comparisons} say otherwise
 * @param search the option whose best value each group is given
 * @param measures at least one; the best value is best by the first
 * @param threads how many threads a run computes with; another number gives other bits
 * @param comparisons pairs of groups
 * @param source where published numbers are from; empty if there are none
 * @param json the file
 */
public record Experiment(
        String name,
        String note,
        List<Group> groups,
        Optional<Search> search,
        List<Measure> measures,
        int threads,
        List<Comparison> comparisons,
        String source,
        JsonObject json) {

    /**
     * An option that is searched.
     *
     * @param option what is tried
     * @param values at least two, ascending if they are numbers
     */
    public record Search(RunOption option, List<Object> values) {
        /** A value as text. */
        String text(Object value) {
            return option.type().format(value);
        }
    }

    /**
     * A pair of groups whose runs of the same seed are compared.
     *
     * @param group minus
     * @param with this one
     * @param claim how large the difference of the first measure is claimed to be, in its unit; 0 if nothing is claimed
     */
    public record Comparison(Group group, Group with, double claim) {}

    /**
     * Reads an experiment.
     *
     * @throws io.github.deconvscope.base.InvalidInputException that names file, line and value
     */
    public static Experiment read(Path file) {
        return ExperimentReader.read(file);
    }

    /** All runs; seed by seed, so that an unfinished experiment holds something of every group. */
    public List<RunTask> tasks() {
        List<RunTask> tasks = new ArrayList<>();
        List<Integer> seeds = groups.stream()
                .flatMap(group -> group.seeds().stream())
                .distinct()
                .toList();
        for (int seed : seeds) {
            for (Group group : groups) {
                if (group.seeds().contains(seed)) {
                    addTasks(tasks, group, seed);
                }
            }
        }
        return tasks;
    }

    private void addTasks(List<RunTask> tasks, Group group, int seed) {
        RunConfig config = group.config().with(RunOption.SEED, (long) seed);
        if (!group.searched()) {
            tasks.add(new RunTask(group.slug() + "_seed-" + seed, group.name(), Optional.empty(), seed, config));
            return;
        }
        Search searched = search.orElseThrow();
        for (Object value : searched.values()) {
            String text = searched.text(value);
            String name = group.slug() + "_" + searched.option().id() + "-" + Group.slug(text) + "_seed-" + seed;
            tasks.add(new RunTask(name, group.name(), Optional.of(text), seed, config.with(searched.option(), value)));
        }
    }
}
