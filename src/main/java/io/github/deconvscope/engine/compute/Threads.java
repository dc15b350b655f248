package io.github.deconvscope.engine.compute;

import ai.djl.pytorch.jni.JniUtils;
import io.github.deconvscope.run.config.EngineThreads;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.cost.RunSize;

/**
 * How many threads PyTorch computes with on a CPU. A narrow net has less to do than it takes two threads to wake and wait for one another: by
 * a fixed rule it gets one. How sums are cut, and with it the last bits of a result, follows the number of threads; so it depends on the
 * configuration and the machine only, never on how busy the machine is.
 */
public final class Threads {
    /**
     * Multiply-adds of a step for each thread, those of whitening with them. Measured on two cores, VGG-11, batch 128: with 3.7 and 5.5 billion (width
     * .25, batch norm, block 16) one thread takes .85 and .92 of the time of two, with 15 and 18 billion (width .5) 1.16, with 27 billion (width
     * .25, block 64) 1.19.
     */
    private static final double WORK = 7e9;

    /** Hardly matters beside the convolutions. */
    private static final int CLASSES = 10;

    private static int most;

    private Threads() {}

    /** As many as PyTorch was loaded with: {@link EngineThreads}, {@code OMP_NUM_THREADS}, or one for each core. */
    static synchronized int most() {
        if (most == 0) {
            most = JniUtils.getNumThreads();
        }
        return most;
    }

    /** How many suit the steps of a run, were there as many; more than there are if somebody fixed them. */
    public static int wanted(RunConfig config) {
        return EngineThreads.areFixed() ? Integer.MAX_VALUE : of(config, Integer.MAX_VALUE);
    }

    /** The number for the steps of a run; all that there are if somebody fixed them. */
    public static int of(RunConfig config) {
        return Math.min(wanted(config), most());
    }

    /** A device in words, and how many of its threads the steps of a run use, if not all. */
    public static String beside(String device, RunConfig config) {
        return of(config) < most() ? device + ", of which a step of this net uses " + of(config) : device;
    }

    static int of(RunConfig config, int most) {
        return Math.max(1, (int) Math.min(most, RunSize.withWhitening(config, CLASSES) / WORK));
    }

    /** From now on the current thread computes with so many, or all that there are. */
    static void use(int wanted) {
        int threads = Math.min(wanted, most());
        if (JniUtils.getNumThreads() != threads) {
            JniUtils.setNumThreads(threads);
        }
    }
}
