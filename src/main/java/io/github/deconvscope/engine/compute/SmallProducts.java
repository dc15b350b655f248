package io.github.deconvscope.engine.compute;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Work whose matrices are so small that two threads would wait for one another longer than they save. */
public final class SmallProducts {
    /**
     * Up to this side products have one thread. Measured on two cores, root and gradient of a covariance: 144 features take 0.9 ms with one and 2.2 with two, 288
     * 5.6 and 5.3, 576 34 and 24.
     */
    private static final long ALONE = 288;

    private SmallProducts() {}

    /**
     * Computes with one thread if matrices are small, else with as many as the current thread has.
     *
     * @param side of the matrices that are multiplied
     */
    public static <T> T compute(long side, Supplier<T> work) {
        int before = side > ALONE ? 1 : JniUtils.getNumThreads();
        if (before == 1) {
            return work.get();
        }
        JniUtils.setNumThreads(1);
        try {
            return work.get();
        } finally {
            JniUtils.setNumThreads(before);
        }
    }
}
