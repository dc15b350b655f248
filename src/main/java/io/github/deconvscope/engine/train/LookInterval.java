package io.github.deconvscope.engine.train;

/**
 * When views may get something again: after a rest so many times as long as a look takes, so that looking costs the run little. The cheaper of
 * the last two looks counts, since now and then one meets something else that the machine does; the first one, which meets code that Java has not
 * compiled yet, says little.
 */
final class LookInterval {
    private static final long FIRST_REST_AT_MOST = 2_000_000_000L;

    private final long shortestNanos;
    private final int restPerCost;
    private long nextNanos = Long.MIN_VALUE;
    private long costBefore = -1;

    /**
     * @param shortestNanos between two looks that cost nothing
     * @param restPerCost 100 for one per cent of the run
     */
    LookInterval(long shortestNanos, int restPerCost) {
        this.shortestNanos = shortestNanos;
        this.restPerCost = restPerCost;
    }

    /** Whether it is time. */
    boolean isDue(long nowNanos) {
        return nowNanos >= nextNanos;
    }

    /** Reports what a look cost that ends now. */
    void took(long nowNanos, long costNanos) {
        long rest = costBefore < 0
                ? Math.min(FIRST_REST_AT_MOST, restPerCost * costNanos)
                : restPerCost * Math.min(costNanos, costBefore);
        nextNanos = nowNanos + Math.max(shortestNanos, rest);
        costBefore = costNanos;
    }
}
