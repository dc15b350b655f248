package io.github.deconvscope.engine.layer;

import io.github.deconvscope.engine.layer.WhiteningOptions.Schedule;
import io.github.deconvscope.engine.layer.WhiteningOptions.Statistics;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.run.config.Fidelity;
import java.util.SplittableRandom;

/** Whitening options that differ in a few from others. */
public final class TestWhitening {
    private WhiteningOptions options;

    private TestWhitening(WhiteningOptions options) {
        this.options = options;
    }

    /** Starts from the defaults. */
    public static TestWhitening options() {
        return of(WhiteningOptions.DEFAULTS);
    }

    public static TestWhitening of(WhiteningOptions options) {
        return new TestWhitening(options);
    }

    public TestWhitening block(int block) {
        options = options.withBlock(block);
        return this;
    }

    public TestWhitening iteration(Iteration iteration) {
        options = options.withIteration(iteration);
        return this;
    }

    public TestWhitening iterations(int count) {
        return iteration(options.iteration().times(count));
    }

    public TestWhitening eps(double eps) {
        Statistics now = options.statistics();
        return statistics(new Statistics(eps, now.updateRate(), now.samplingStride()));
    }

    public TestWhitening updateRate(double rate) {
        Statistics now = options.statistics();
        return statistics(new Statistics(now.eps(), rate, now.samplingStride()));
    }

    public TestWhitening samplingStride(int stride) {
        Statistics now = options.statistics();
        return statistics(new Statistics(now.eps(), now.updateRate(), stride));
    }

    public TestWhitening freezeSteps(int steps) {
        Schedule now = options.schedule();
        return schedule(new Schedule(steps, now.refresh(), now.refreshWarmup()));
    }

    public TestWhitening refresh(int refresh, int warmup) {
        return schedule(new Schedule(options.schedule().freezeSteps(), refresh, warmup));
    }

    public TestWhitening fidelity(Fidelity fidelity) {
        return set(options.statistics(), options.schedule(), fidelity, options.warmStart());
    }

    public TestWhitening warmStart(boolean warm) {
        return set(options.statistics(), options.schedule(), options.fidelity(), warm);
    }

    private TestWhitening statistics(Statistics statistics) {
        return set(statistics, options.schedule(), options.fidelity(), options.warmStart());
    }

    private TestWhitening schedule(Schedule schedule) {
        return set(options.statistics(), schedule, options.fidelity(), options.warmStart());
    }

    private TestWhitening set(Statistics statistics, Schedule schedule, Fidelity fidelity, boolean warm) {
        options = new WhiteningOptions(options.block(), options.iteration(), statistics, schedule, fidelity, warm);
        return this;
    }

    public WhiteningOptions build() {
        return options;
    }

    /** A padded convolution of 4 channels to 3, called {@code features.3}. */
    static FastDeconv2D convolution(WhiteningOptions options) {
        return FastDeconv2D.builder()
                .setChannels(4, 3)
                .setKernel(3, 3)
                .optPadding(1, 1)
                .optName("features.3")
                .setRandom(new SplittableRandom(1))
                .optWhitening(options)
                .build();
    }
}
