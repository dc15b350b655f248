package io.github.deconvscope.engine.bench;

import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.Timing;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Times the preparation of a batch of the embedded grey pictures: batches are requested one after another without a pause, so that each
 * wait is the preparation of one.
 */
final class DataBench {
    /** The first batches are prepared ahead, before they are requested: waiting for them measures nothing. */
    private static final int SKIPPED = 4;

    private DataBench() {}

    @SuppressWarnings("try") // A batch that is only waited for.
    static Timing batch(BenchOptions options) {
        try {
            DataSet data = new DataSets().load(DatasetName.FASHION_MINI, Optional.empty());
            BatchOrder order = BatchOrder.training(options.config().batch(), 1, true);
            double[] millis = new double[Math.max(10, options.repeats())];
            try (BatchSource source = BatchSource.open(data.train(), data.statistics(), order)) {
                for (int i = -SKIPPED; i < millis.length; i++) {
                    long start = System.nanoTime();
                    try (Batch batch = source.next()) {
                        if (i >= 0) {
                            millis[i] = (System.nanoTime() - start) / 1e6;
                        }
                    }
                }
            }
            return Timing.of(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while timing batches", e);
        }
    }
}
