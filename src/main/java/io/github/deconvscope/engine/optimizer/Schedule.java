package io.github.deconvscope.engine.optimizer;

import io.github.deconvscope.run.config.ScheduleName;

/** The learning rate of a step. */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate a step is taken with.
     *
     * @param step from 0
     */
    double at(long step);

    /**
     * Makes a schedule.
     *
     * @param name how the rate changes
     * @param rate at the start
     * @param steps of the whole run, 1 or more; beyond it the last rate holds
     */
    static Schedule of(ScheduleName name, double rate, long steps) {
        return switch (name) {
            case CONSTANT -> step -> rate;
            case COSINE -> step -> rate * (1 + Math.cos(Math.PI * Math.min(step, steps) / steps)) / 2;
            case MULTISTEP -> step -> step * 4 >= steps * 3 ? rate / 100 : step * 2 >= steps ? rate / 10 : rate;
        };
    }
}
