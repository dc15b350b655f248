package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.layer.StepClock;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.StepRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A net with its optimizer, as the training loop sees it. Lives on the compute thread. */
interface Learner extends AutoCloseable {
    /**
     * The outcome of one update.
     *
     * @param loss mean cross entropy of the batch
     * @param correct images classified right
     * @param lossScale factor on the loss
     * @param skipped whether the update was left out because a gradient was not finite
     * @param lost what rounding to fp16 does to the gradients; null in fp32
     * @param probeNanos time that went into taking frames
     */
    record Step(
            double loss,
            int correct,
            double lossScale,
            boolean skipped,
            @Nullable LostGradients lost,
            long probeNanos) {
        /**
         * As it is recorded.
         *
         * @param size images of the batch
         */
        StepRecord toRecord(long step, int epoch, int size, Hyperparameters values, double seconds) {
            return new StepRecord(
                    step,
                    epoch,
                    loss,
                    (double) correct / size,
                    values.learningRate(),
                    seconds * 1e3,
                    lossScale,
                    skipped,
                    Optional.ofNullable(lost));
        }
    }

    /**
     * The outcome of one test batch.
     *
     * @param lossSum sum of the cross entropies
     * @param correct images classified right
     */
    record Test(double lossSum, int correct) {}

    List<LayerInfo> layers();

    /**
     * Forward, loss, backward, update.
     *
     * @param step the number of this update, 1 for the first; frames are stamped with it
     * @param wanted frames to take on the way; empty costs nothing
     * @param frames receives them
     */
    Step train(long step, Batch batch, Hyperparameters hyperparameters, Set<ProbeKey> wanted, Consumer<Frame> frames);

    /** Sets the clock that measures the parts of a step, from the next step on. */
    void setClock(StepClock clock);

    /** Whether the device computes asynchronously, as a GPU does. */
    boolean isAsynchronous();

    /** Waits until the device has finished all queued work; returns at once on a CPU. */
    void settle();

    /** Times products of square matrices with these sides on the device. */
    ProductTimes timeProducts(SortedSet<Integer> sides);

    /** What the tensors take; empty before the first update, which makes the state of the optimizer. */
    Optional<MemoryUse> memory();

    /** Forward with the running values. Changes nothing. */
    Test test(Batch batch);

    /** The factor on the loss of the next step. */
    double lossScale();

    /** Sets the factor on the loss from the next step on; does nothing without loss scaling. */
    void setLossScale(double scale);

    /** The whole state, for a checkpoint: parameters, running values, counters, optimizer state, loss scale. */
    Map<String, NpyArray> state();

    /**
     * The net as it is now, for views. Changes nothing.
     *
     * @param step that was the last
     * @return empty if this learner has no net to show
     */
    default Optional<NetCopy> copy(long step) {
        return Optional.empty();
    }

    /** Warnings of the layers since the last call, such as a residual to stop at that is not reached. */
    default List<String> takeWarnings() {
        return List.of();
    }

    /**
     * Starts from weights instead of random ones.
     *
     * @param arrays by name
     * @param source names where they are from, in errors
     * @return what was taken, and what was not, in words
     * @throws io.github.deconvscope.base.InvalidInputException if they are of another net
     */
    default String startFrom(Map<String, NpyArray> arrays, String source) {
        throw new UnsupportedOperationException("This learner has no weights.");
    }

    /** Restores what {@link #state} gave. */
    void restore(Map<String, NpyArray> state);

    @Override
    void close();
}
