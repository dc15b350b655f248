package io.github.deconvscope.engine.optimizer;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.ScheduleName;
import java.util.List;

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

    /**
     * The schedule of a run, of a rate of 1: the rate may be changed while the run goes on.
     *
     * @param stepsPerEpoch 1 or more
     */
    static Schedule of(RunConfig config, int stepsPerEpoch) {
        List<Integer> milestones = config.milestones();
        Schedule falling = config.schedule() == ScheduleName.MULTISTEP && !milestones.isEmpty()
                ? step -> Math.pow(
                        0.1,
                        milestones.stream()
                                .filter(epoch -> step >= (long) epoch * stepsPerEpoch)
                                .count())
                : of(config.schedule(), 1, (long) config.epochs() * stepsPerEpoch);
        return falling.afterWarmup(config.whole(RunOption.WARMUP_STEPS));
    }

    /** This schedule times a factor that grows evenly to 1 over the first steps: 1/n, 2/n, ... (Goyal et al. 2017). */
    private Schedule afterWarmup(int steps) {
        return steps == 0 ? this : step -> at(step) * Math.min(1, (step + 1.0) / steps);
    }
}
