package io.github.deconvscope.run.experiment;

import io.github.deconvscope.run.config.RunConfig;
import java.util.Optional;

/**
 * One run of an experiment: all that a worker anywhere has to know.
 *
 * @param name of its folder; the same for the same run of the same experiment, whoever asks
 * @param group name of its group
 * @param value of the searched option, as text; empty in a group without one
 * @param seed of the run
 * @param config all options, the seed among them
 */
public record RunTask(String name, String group, Optional<String> value, int seed, RunConfig config) {}
