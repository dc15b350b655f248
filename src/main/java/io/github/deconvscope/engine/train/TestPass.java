package io.github.deconvscope.engine.train;

import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;

/** One pass over the test images, a batch at a time, so that a run can be paused or stopped within it. */
final class TestPass implements AutoCloseable {
    private final BatchSource batches;
    private int left;
    private double lossSum;
    private int correct;
    private int images;

    TestPass(DataSet data, int batchSize) {
        batches = BatchSource.open(data.test(), data.statistics(), BatchOrder.testing(batchSize));
        left = batches.stepsPerEpoch();
    }

    /** Tests one batch; true when it was the last. */
    boolean advance(Learner learner) throws InterruptedException {
        try (Batch batch = batches.next()) {
            Learner.Test outcome = learner.test(batch);
            lossSum += outcome.lossSum();
            correct += outcome.correct();
            images += batch.size();
        }
        left--;
        return left == 0;
    }

    /** Mean cross entropy. */
    double loss() {
        return lossSum / images;
    }

    /** Share classified right, 0 to 1. */
    double accuracy() {
        return (double) correct / images;
    }

    @Override
    public void close() {
        batches.close();
    }
}
