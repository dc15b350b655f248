package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.Subscription;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The net of a run that this process trains, as long as somebody looks: the run copies it now and then, and the page takes a newer one after a
 * rest, so that what it computes of each takes little from the run.
 */
final class LiveNet implements AutoCloseable {
    /**
     * A rest is so many times as long as the answers before it took, which are computed on one thread beside the run. The cheaper of the last two
     * nets counts, since now and then one meets something else that the machine does.
     */
    private static final long REST_PER_ANSWER = 20;
    /** The first net meets code that Java has not compiled yet, and reads the data set. */
    private static final long FIRST_REST_AT_MOST = 2_000_000_000L;

    /** The longest rest, so that the view follows a running training on a slow machine too. */
    private static final long REST_AT_MOST = 15_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final RunService runs;
    private Path wanted;
    private Optional<RunFeed> feed = Optional.empty();
    private Subscription watching = () -> {};
    private long busyAt = NEVER;
    private long spent;
    private long spentBefore = NEVER;
    private long next = NEVER;

    LiveNet(RunService runs) {
        this.runs = runs;
    }

    /** Watches a run from now on, if it goes on. @param folder {@code null} for none */
    void watch(Path folder) {
        boolean ended = feed.isPresent() && feed.get().state().ended();
        if (Objects.equals(folder, wanted) && !ended && (feed.isPresent() || folder == null)) {
            return;
        }
        close();
        wanted = folder;
        feed = Optional.ofNullable(folder).flatMap(runs::activeIn).map(RunHandle::feed);
        watching = feed.map(RunFeed::watchNet).orElse(() -> {});
    }

    /** Whether a run is watched. */
    boolean isWatching() {
        return feed.isPresent();
    }

    /** Whether there is a net to take instead of a checkpoint. */
    boolean hasNet() {
        return feed.flatMap(RunFeed::latestNet).isPresent();
    }

    /** Called every frame: adds up how long answers take. @param busy whether some are being computed */
    void spend(boolean busy, long now) {
        if (busyAt != NEVER) {
            spent += now - busyAt;
            next = now
                    + (spentBefore == NEVER
                            ? Math.min(FIRST_REST_AT_MOST, REST_PER_ANSWER * spent)
                            : Math.min(REST_AT_MOST, REST_PER_ANSWER * Math.min(spent, spentBefore)));
        }
        busyAt = busy ? now : NEVER;
    }

    /**
     * The step of a net to take now.
     *
     * @param shown the step of the one in view
     * @param now in nanoseconds
     */
    OptionalLong newer(long shown, long now) {
        Optional<NetCopy> copy = feed.flatMap(RunFeed::latestNet);
        if (copy.isEmpty() || copy.get().step() == shown || now < next) {
            return OptionalLong.empty();
        }
        if (spent > 0) {
            spentBefore = spent;
        }
        spent = 0;
        return OptionalLong.of(copy.get().step());
    }

    @Override
    public void close() {
        watching.close();
        watching = () -> {};
        feed = Optional.empty();
        wanted = null;
        // The costs of another net, or of the time in which nobody looked, say nothing about the next one.
        busyAt = NEVER;
        spent = 0;
        spentBefore = NEVER;
        next = NEVER;
    }
}
