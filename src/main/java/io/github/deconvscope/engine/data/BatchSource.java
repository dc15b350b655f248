package io.github.deconvscope.engine.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches on a thread of its own, at most {@value #AHEAD} ahead of the loop that takes them, so that a step never waits for
 * pixels. One thread takes; {@link #close()} may come from any thread, at any moment.
 *
 * <pre>{@code
 * try (BatchSource source = BatchSource.open(images, statistics, BatchOrder.training(128, seed, true), epoch, step)) {
 *     while (...) {
 *         try (Batch batch = source.next()) { ... }
 *     }
 * }
 * }</pre>
 */
public final class BatchSource implements AutoCloseable {
    /** How many batches are kept ready. */
    static final int AHEAD = 2;

    private final BatchMaker maker;
    private final BatchOrder order;
    private final int images;
    private final int stepsPerEpoch;
    private final BlockingQueue<Prepared> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Deque<float[]> spareImages = new ArrayDeque<>();
    private final Deque<int[]> spareLabels = new ArrayDeque<>();
    private final Thread worker;
    private volatile boolean closed;
    private @Nullable Throwable failure;

    /** What the worker hands over: a batch, or why there is none. */
    private record Prepared(@Nullable Batch batch, @Nullable Throwable failure) {}

    private BatchSource(ImageSet images, BatchMaker maker, BatchOrder order, int startEpoch, int startStep) {
        this.maker = maker;
        this.order = order;
        this.images = images.size();
        this.stepsPerEpoch = order.stepsPerEpoch(images.size());
        if (startEpoch < 0 || startStep < 0 || startStep > stepsPerEpoch) {
            throw new IllegalArgumentException("There is no step " + startStep + " in epoch " + startEpoch
                    + "; an epoch has " + stepsPerEpoch + " steps.");
        }
        worker = new Thread(() -> work(startEpoch, startStep), "batch-preparation");
        worker.setDaemon(true);
    }

    /**
     * Starts preparing from one place of the endless sequence of epochs.
     *
     * @param startEpoch epoch of the first batch, from 0
     * @param startStep place of the first batch in its epoch, from 0; the number of steps an epoch means the next epoch's first
     */
    public static BatchSource open(
            ImageSet images, ChannelStatistics statistics, BatchOrder order, int startEpoch, int startStep) {
        BatchSource source =
                new BatchSource(images, new BatchMaker(images, statistics, order), order, startEpoch, startStep);
        source.worker.start();
        return source;
    }

    /** Starts preparing at the first batch of epoch 0. */
    public static BatchSource open(ImageSet images, ChannelStatistics statistics, BatchOrder order) {
        return open(images, statistics, order, 0, 0);
    }

    /** Batches in one epoch. */
    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /**
     * The next batch; the epochs follow one another without end. Close the batch when its arrays have been read.
     *
     * @throws InterruptedException when the taking thread is interrupted while it waits
     * @throws IllegalStateException when this source was closed, or the preparation failed; its cause says why
     */
    public Batch next() throws InterruptedException {
        while (!closed) {
            if (failure != null) {
                throw new IllegalStateException("Preparing a batch failed: " + failure.getMessage(), failure);
            }
            // A closed source wakes its taker within one poll, without a token that would have to fit into a full
            // queue.
            Prepared prepared = ready.poll(50, TimeUnit.MILLISECONDS);
            if (prepared != null && prepared.batch != null) {
                return prepared.batch;
            }
            if (prepared != null) {
                failure = prepared.failure;
            }
        }
        throw new IllegalStateException("The batches were closed.");
    }

    private void work(int startEpoch, int startStep) {
        try {
            int step = startStep;
            for (int epoch = startEpoch; !closed; epoch++) {
                int[] epochOrder = order.order(images, epoch);
                for (; step < stepsPerEpoch && !closed; step++) {
                    ready.put(new Prepared(prepare(epochOrder, epoch, step), null));
                }
                step = 0;
            }
        } catch (InterruptedException e) {
            // Only close() interrupts this thread, and then nobody waits for a batch.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            hand(new Prepared(null, e));
        }
    }

    private void hand(Prepared last) {
        try {
            ready.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Batch prepare(int[] epochOrder, int epoch, int step) {
        int size = maker.sizeOf(step);
        float[] pixels = spare(size);
        int[] labels = spareLabels(size);
        maker.fill(epochOrder, epoch, step, pixels, labels);
        return new Batch(this, epoch, step, pixels, labels);
    }

    private float[] spare(int size) {
        synchronized (spareImages) {
            float[] spare = size == order.batchSize() ? spareImages.poll() : null;
            return spare != null ? spare : new float[size * maker.shape().values()];
        }
    }

    private int[] spareLabels(int size) {
        synchronized (spareImages) {
            int[] spare = size == order.batchSize() ? spareLabels.poll() : null;
            return spare != null ? spare : new int[size];
        }
    }

    /** Keeps the arrays of a whole batch for the next one; those of a last, smaller batch are left to the garbage collector. */
    void takeBack(float[] pixels, int[] labels) {
        synchronized (spareImages) {
            if (!closed && labels.length == order.batchSize()) {
                spareImages.add(pixels);
                spareLabels.add(labels);
            }
        }
    }

    /** Stops the preparation; batches that were taken stay readable. */
    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        ready.clear();
        synchronized (spareImages) {
            spareImages.clear();
            spareLabels.clear();
        }
    }
}
