package io.github.deconvscope.run.config;

/** How many threads the engine computes with, where somebody says so: a property of Java, read when the engine is loaded. */
public final class EngineThreads {
    /** DJL's name for PyTorch's threads. */
    private static final String PROPERTY = "ai.djl.pytorch.num_threads";

    private EngineThreads() {}

    /** So many for everything, if the engine is not loaded yet. */
    public static void fix(int threads) {
        System.setProperty(PROPERTY, Integer.toString(threads));
    }

    /** Whether somebody said how many. */
    public static boolean areFixed() {
        return System.getProperty(PROPERTY) != null;
    }

    /** The option of Java that does in another process what {@link #fix} does in this one. */
    public static String option(int threads) {
        return "-D" + PROPERTY + "=" + threads;
    }
}
