package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.run.feed.EpochRecord;
import java.util.Map;

/** Running sums of one epoch; part of a checkpoint, so that an epoch may be interrupted. */
final class EpochSums {
    private static final String KEY = "session/epoch-sums";

    private double lossSum;
    private double correct;
    private double images;
    private double seconds;

    void add(double meanLoss, int correctImages, int size, double stepSeconds) {
        lossSum += meanLoss * size;
        correct += correctImages;
        images += size;
        seconds += stepSeconds;
    }

    double loss() {
        return lossSum / images;
    }

    double accuracy() {
        return correct / images;
    }

    /** The epoch as it is recorded, with its test. */
    EpochRecord toRecord(int epoch, long step, TestPass test) {
        return new EpochRecord(epoch, step, loss(), accuracy(), test.loss(), test.accuracy(), seconds);
    }

    void clear() {
        lossSum = 0;
        correct = 0;
        images = 0;
        seconds = 0;
    }

    void save(Map<String, NpyArray> state) {
        state.put(KEY, NpyArray.of(new double[] {lossSum, correct, images, seconds}, 4));
    }

    void restore(Map<String, NpyArray> state) {
        double[] sums = state.get(KEY).toDoubles();
        lossSum = sums[0];
        correct = sums[1];
        images = sums[2];
        seconds = sums[3];
    }
}
