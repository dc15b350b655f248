package io.github.deconvscope.run.experiment;

import io.github.deconvscope.run.config.RunConfig;
import java.util.List;
import java.util.Map;

/**
 * One side of an experiment: runs that differ in their seeds only, and in the option that is searched.
 *
 * @param name for a table, such as {@code deconv, block 8}
 * @param config of its runs, but for seed and searched option
 * @param seeds without repetition, in the order of the file
 * @param searched whether every value of the searched option is tried and the best is taken
 * @param published numbers that others gave for it, in the units of the measures
 */
public record Group(
        String name, RunConfig config, List<Integer> seeds, boolean searched, Map<Measure, Double> published) {
    public Group {
        seeds = List.copyOf(seeds);
        published = Map.copyOf(published);
    }

    /** As part of a folder's name: letters, digits, dots and hyphens; different names may give the same. */
    String slug() {
        return slug(name);
    }

    static String slug(String text) {
        return text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    }
}
