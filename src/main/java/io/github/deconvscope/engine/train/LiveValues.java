package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options that may change during a run: learning rate, weight decay and loss scale. A run that is resumed from a checkpoint applies
 * the changes that were made after the checkpoint again, at the same steps, so that it continues as if it had never stopped.
 */
final class LiveValues {
    private static final String KEY = "session/live-values";

    private final List<RunEvent> recorded = new ArrayList<>();
    private double learningRate;
    private double weightDecay;

    LiveValues(RunConfig config) {
        learningRate = config.learningRate();
        weightDecay = config.weightDecay();
    }

    /** Schedules the recorded changes that were made after the checkpoint. */
    void expect(List<RunEvent> events, long checkpointStep) {
        OptionChange.inForce(events).stream()
                .filter(event -> event.step() >= checkpointStep)
                .forEach(recorded::add);
    }

    /** The recorded changes that are due after this step; each is returned once. */
    List<OptionChange> due(long step) {
        List<OptionChange> due = new ArrayList<>();
        while (!recorded.isEmpty() && recorded.get(0).step() <= step) {
            due.add(recorded.remove(0).change().orElseThrow());
        }
        return due;
    }

    /** Drops the scheduled changes of an option, since a person has just changed it. */
    void forget(RunOption option) {
        recorded.removeIf(event -> event.change().orElseThrow().option() == option);
    }

    /** Applies a change; the loss scale, which changes by itself too, is the learner's. */
    void set(OptionChange change, Learner learner) {
        switch (change.option()) {
            case LEARNING_RATE -> learningRate = change.value();
            case WEIGHT_DECAY -> weightDecay = change.value();
            default -> learner.setLossScale(change.value());
        }
    }

    /** The value there is now. */
    double get(RunOption option, Learner learner) {
        return switch (option) {
            case LEARNING_RATE -> learningRate;
            case WEIGHT_DECAY -> weightDecay;
            default -> learner.lossScale();
        };
    }

    /** The hyperparameters of the next step. */
    Hyperparameters at(double scheduled) {
        return new Hyperparameters(learningRate * scheduled, weightDecay);
    }

    void save(Map<String, NpyArray> state) {
        state.put(KEY, NpyArray.of(new double[] {learningRate, weightDecay}, 2));
    }

    void restore(Map<String, NpyArray> state) {
        double[] saved = state.get(KEY).toDoubles();
        learningRate = saved[0];
        weightDecay = saved[1];
    }
}
