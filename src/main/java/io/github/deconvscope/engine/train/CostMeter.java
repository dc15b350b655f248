package io.github.deconvscope.engine.train;

import io.github.deconvscope.engine.layer.StepClock;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures where the time of a step goes: one reading of the clock at each change of part, so that the parts add up to the step. Gives
 * the mean of the last {@value #WINDOW} steps. The first step, which warms everything up, counts only until the second is
 * there.
 *
 * <p>A GPU computes asynchronously. There a step should be measured only while somebody watches, since the program then has to wait for
 * the device between the parts.
 */
final class CostMeter implements StepClock {
    static final int WINDOW = 32;

    private static final StepPart[] PARTS = StepPart.values();

    private final LongSupplier nanoTime;
    private final long[][] steps = new long[WINDOW][PARTS.length];
    private long @Nullable [] current;
    private @Nullable StepPart part;
    private @Nullable Runnable settle;
    private long since;
    private long finished;

    CostMeter() {
        this(System::nanoTime);
    }

    /** @param nanoTime the clock, in nanoseconds; a test gives its own */
    CostMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Starts a step, with its data. A step that is not started is not measured.
     *
     * @param settle waits until the device has finished all queued work
     */
    void start(Runnable settle) {
        this.settle = settle;
        // The second step takes the place of the first.
        current = steps[(int) (Math.max(0, finished - 1) % WINDOW)];
        Arrays.fill(current, 0);
        part = StepPart.DATA;
        since = nanoTime.getAsLong();
    }

    /** Outside of a step, as in a test of the net, this does nothing. */
    @Override
    public void enter(StepPart next) {
        if (current == null) {
            return;
        }
        settle.run();
        long now = nanoTime.getAsLong();
        current[part.ordinal()] += now - since;
        since = now;
        part = next;
    }

    /** Ends the step; the mean of the last steps, or empty if this one was not measured. */
    Optional<StepCost> finish() {
        if (current == null) {
            return Optional.empty();
        }
        enter(StepPart.REST);
        current = null;
        finished++;
        int count = (int) Math.min(WINDOW, Math.max(1, finished - 1));
        Map<StepPart, Double> millis = new EnumMap<>(StepPart.class);
        for (StepPart each : PARTS) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += steps[i][each.ordinal()];
            }
            if (sum > 0) {
                millis.put(each, sum / 1e6 / count);
            }
        }
        return Optional.of(new StepCost(count, millis));
    }
}
