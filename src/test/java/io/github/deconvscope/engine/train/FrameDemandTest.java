package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameDemandTest {
    private static final long MILLISECOND = 1_000_000;
    private static final ProbeKey FIRST = new ProbeKey("features.0", Quantity.COVARIANCE);
    private static final ProbeKey SECOND = new ProbeKey("features.3", Quantity.COVARIANCE);

    private final LiveFeed feed = new LiveFeed(RunConfig.defaults(), new FrameArchive(Path.of("nowhere")));
    private final FrameDemand demand = new FrameDemand(0);

    @Test
    void whatIsWatchedIsTakenSoSeldomThatItCostsAHundredth() {
        feed.watch(FIRST);
        assertThat(demand.of(feed.watchers().keys(), List.of(), false, 0)).containsExactly(FIRST);
        demand.took(0, 10 * MILLISECOND);
        assertThat(demand.of(feed.watchers().keys(), List.of(), false, 999 * MILLISECOND))
                .isEmpty();
        assertThat(demand.of(feed.watchers().keys(), List.of(), false, 1000 * MILLISECOND))
                .containsExactly(FIRST);
    }

    @Test
    void aViewThatIsOpenedNeedNotWait() {
        feed.watch(FIRST);
        demand.of(feed.watchers().keys(), List.of(), false, 0);
        demand.took(0, 10 * MILLISECOND);
        feed.watch(SECOND);
        assertThat(demand.of(feed.watchers().keys(), List.of(), false, 1)).containsExactlyInAnyOrder(FIRST, SECOND);
        demand.took(1, 10 * MILLISECOND);
        assertThat(demand.of(feed.watchers().keys(), List.of(), false, 2)).isEmpty();
    }

    @Test
    void theFirstAndTheLastStepAreRecordedHoweverShortTheRun() {
        FrameDemand seldom = new FrameDemand(50);
        assertThat(LongStream.rangeClosed(1, 120).filter(step -> seldom.recordsAt(step, 120)))
                .containsExactly(1L, 50L, 100L, 120L);
        assertThat(LongStream.rangeClosed(1, 7).filter(step -> seldom.recordsAt(step, 7)))
                .containsExactly(1L, 7L);
        assertThat(demand.recordsAt(7, 7)).as("0 is never").isFalse();
    }
}
