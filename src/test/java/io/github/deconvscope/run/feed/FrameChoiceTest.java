package io.github.deconvscope.run.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameChoiceTest {
    private static final String LAYER = "features.0";
    private static final List<Quantity> OF_RESIDUAL =
            List.of(Quantity.RESIDUALS, Quantity.COVARIANCE_AFTER, Quantity.ORIGIN);

    @TempDir
    Path folder;

    private FrameArchive archive;
    private LiveFeed feed;

    @BeforeEach
    void make() {
        archive = new FrameArchive(folder);
        feed = new LiveFeed(RunConfig.defaults(), archive);
    }

    private static Frame frame(Quantity quantity, long step, float... values) {
        int[] shape = quantity == Quantity.COVARIANCE_AFTER ? new int[] {2, 2} : new int[] {values.length};
        return new Frame(new ProbeKey(LAYER, quantity), step, shape, values);
    }

    /** A step that iterated down to a residual. */
    private static List<Frame> live(long step, float residual) {
        return List.of(
                frame(Quantity.RESIDUALS, step, 2, residual),
                frame(Quantity.COVARIANCE_AFTER, step, 1 + residual, 0, 0, 1 + residual),
                frame(Quantity.ORIGIN, step, 0));
    }

    /** A step that used another D, which left a residual. */
    private static List<Frame> kept(long step, float residual, MatrixOrigin origin) {
        return List.of(
                frame(Quantity.COVARIANCE_AFTER, step, 1 + residual, 0, 0, 1 - residual),
                frame(Quantity.ORIGIN, step, origin.code()));
    }

    private Optional<LayerFrames> residualAt(long step) {
        return FrameChoice.at(feed, LAYER, OF_RESIDUAL, LayerFrames::hasResidual, step);
    }

    @Test
    void aFrozenLayerShowsWhatItDidAndNotItsLastIteration() throws IOException {
        archive.write(100, live(100, 0.125f));
        archive.write(150, kept(150, 0.5f, MatrixOrigin.FROZEN));
        LayerFrames now = residualAt(FrameChoice.NEWEST).orElseThrow();
        assertThat(now.step()).isEqualTo(150);
        assertThat(now.origin()).isEqualTo(MatrixOrigin.FROZEN);
        assertThat(now.iterated()).isFalse();
        assertThat(now.residual()).hasValueCloseTo(0.5, within(1e-7));
        LayerFrames before = residualAt(100).orElseThrow();
        assertThat(before.origin()).isEqualTo(MatrixOrigin.LIVE);
        assertThat(before.residual()).hasValueCloseTo(0.125, within(1e-7));
    }

    @Test
    void inMemoryTooNothingIsTakenFromAnOlderStep() {
        feed.publish(live(100, 0.125f));
        feed.publish(kept(150, 0.5f, MatrixOrigin.RUNNING));
        assertThat(feed.latestFrame(new ProbeKey(LAYER, Quantity.RESIDUALS)))
                .as("the feed still holds the last iteration")
                .isPresent();
        LayerFrames now = FrameChoice.latest(feed, LAYER, OF_RESIDUAL, LayerFrames::hasResidual)
                .orElseThrow();
        assertThat(now.step()).isEqualTo(150);
        assertThat(now.has(Quantity.RESIDUALS)).isFalse();
        assertThat(now.residual()).hasValueCloseTo(0.5, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"0, 70", "1, 10", "24, 10", "40, 10", "41, 70", "69, 70", "1000, 70"})
    void theNearestStepIsShownAndOfTwoTheEarlier(long wanted, long shown) throws IOException {
        archive.write(10, live(10, 0.1f));
        archive.write(70, live(70, 0.1f));
        assertThat(residualAt(wanted).orElseThrow().step()).isEqualTo(shown);
        assertThat(FrameChoice.note(wanted, shown).isPresent()).isEqualTo(wanted != 0 && wanted != shown);
    }

    @Test
    void aStepWithoutEnoughIsPassedOver() throws IOException {
        archive.write(10, live(10, 0.1f));
        archive.write(20, List.of(frame(Quantity.ORIGIN, 20, 0)));
        assertThat(residualAt(20).orElseThrow().step()).isEqualTo(10);
        assertThat(residualAt(FrameChoice.NEWEST).orElseThrow().step()).isEqualTo(10);
    }

    @Test
    void whatIsInMemoryAndNewerThanTheRecordIsTheNewest() throws IOException {
        archive.write(10, live(10, 0.1f));
        feed.publish(live(12, 0.2f));
        assertThat(residualAt(FrameChoice.NEWEST).orElseThrow().step()).isEqualTo(12);
        archive.write(20, live(20, 0.3f));
        assertThat(residualAt(FrameChoice.NEWEST).orElseThrow().step()).isEqualTo(20);
        assertThat(residualAt(12).orElseThrow().step()).isEqualTo(12);
    }

    @Test
    void nothingIsNothing() {
        assertThat(residualAt(FrameChoice.NEWEST)).isEmpty();
        assertThat(residualAt(5)).isEmpty();
        assertThat(FrameChoice.latest(feed, LAYER, Quantity.MEAN)).isEmpty();
    }

    @Test
    void anOlderRecordWithoutOriginsTellsIterationsFromRunningValues() {
        List<Frame> frames = new ArrayList<>(kept(5, 0.5f, MatrixOrigin.FROZEN));
        frames.remove(1);
        feed.publish(frames);
        assertThat(residualInMemory().origin()).isEqualTo(MatrixOrigin.RUNNING);
        feed.publish(live(6, 0.1f).subList(0, 2));
        assertThat(residualInMemory().origin()).isEqualTo(MatrixOrigin.LIVE);
    }

    private LayerFrames residualInMemory() {
        return FrameChoice.latest(feed, LAYER, OF_RESIDUAL, LayerFrames::hasResidual)
                .orElseThrow();
    }
}
