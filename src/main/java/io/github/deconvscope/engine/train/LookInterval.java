package io.github.deconvscope.engine.train;

/**
 * Limits how often views get something new, so that looking costs the run little: after each look there is a rest that lasts a multiple of
 * what the look took. The cheaper of the last two looks counts, since other programs may slow down one of them; the first look is slow
 * because Java has not compiled its code yet.
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
