package io.github.deconvscope.run.record;

import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the views that watch a quantity, the net, or the cost of one run, so that only what is watched is computed. For any thread. */
public final class Watchers {
    private final Map<ProbeKey, AtomicInteger> ofKeys = new ConcurrentHashMap<>();
    private final AtomicInteger ofCost = new AtomicInteger();
    private final AtomicInteger ofNet = new AtomicInteger();
    private volatile Runnable netWanted = () -> {};

    Subscription watch(ProbeKey key) {
        ofKeys.compute(key, (k, count) -> {
            AtomicInteger views = count == null ? new AtomicInteger() : count;
            views.incrementAndGet();
            return views;
        });
        return once(() -> ofKeys.computeIfPresent(key, (k, count) -> count.decrementAndGet() == 0 ? null : count));
    }

    Subscription watchCost() {
        ofCost.incrementAndGet();
        return once(ofCost::decrementAndGet);
    }

    Subscription watchNet() {
        ofNet.incrementAndGet();
        netWanted.run();
        return once(ofNet::decrementAndGet);
    }

    /** Sets what is called, on any thread, when another view watches the net: a run that is paused has to be told. */
    public void onNetWanted(Runnable called) {
        netWanted = called;
    }

    private static Subscription once(Runnable release) {
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                release.run();
            }
        };
    }

    /** The quantities that at least one view watches. */
    public Set<ProbeKey> keys() {
        return ofKeys.keySet();
    }

    /** Whether at least one view watches the net. */
    public boolean ofNet() {
        return ofNet.get() > 0;
    }

    /** Whether at least one view watches the cost of a step. */
    public boolean ofCost() {
        return ofCost.get() > 0;
    }
}
