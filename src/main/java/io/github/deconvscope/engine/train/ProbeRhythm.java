package io.github.deconvscope.engine.train;

/** Decides in which steps frames are taken for views: seldom enough that looking costs at most about two per cent of the run. */
final class ProbeRhythm {
    private static final long SHORTEST_NANOS = 100_000_000L;
    private static final double REST_PER_COST = 50;

    private long nextNanos = Long.MIN_VALUE;

    boolean due(long nowNanos) {
        return nowNanos >= nextNanos;
    }

    /** Tells what the last frames cost. */
    void took(long nowNanos, long costNanos) {
        nextNanos = nowNanos + Math.max(SHORTEST_NANOS, (long) (REST_PER_COST * costNanos));
    }
}
