package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Progress;

/** How far a run is: steps and epochs done, and an estimate of the time left. */
final class RunProgress {
    private final RunConfig config;
    private int stepsPerEpoch = 1;
    private long totalSteps;
    private long step;
    private double secondsPerStep = Double.NaN;

    RunProgress(RunConfig config) {
        this.config = config;
    }

    /** Sets how many steps an epoch has. */
    void plan(int stepsPerEpoch) {
        this.stepsPerEpoch = stepsPerEpoch;
        totalSteps = config.maxSteps() == 0 ? plannedSteps() : Math.min(plannedSteps(), config.maxSteps());
    }

    /** Steps of all epochs, whether or not the run ends before. */
    private long plannedSteps() {
        return (long) config.epochs() * stepsPerEpoch;
    }

    /** At least 1. */
    int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** The step the run ends with. */
    long lastStep() {
        return totalSteps;
    }

    /** Goes on from a checkpoint. */
    void startAfter(long step) {
        this.step = step;
    }

    /** One step was done. */
    void advance(double seconds) {
        step++;
        secondsPerStep = Double.isNaN(secondsPerStep) ? seconds : 0.9 * secondsPerStep + 0.1 * seconds;
    }

    /** Steps done. */
    long step() {
        return step;
    }

    /** The epoch of the step done last, from 1; 0 before the first. */
    int epoch() {
        return step == 0 ? 0 : (int) ((step - 1) / stepsPerEpoch) + 1;
    }

    /** The epoch of the next step, from 0, as batches count them. */
    int nextEpoch() {
        return (int) (step / stepsPerEpoch);
    }

    /** The place of the next step in its epoch, from 0. */
    int nextPlace() {
        return (int) (step % stepsPerEpoch);
    }

    /** Whether the step done last was the last of its epoch, or of the run. */
    boolean epochIsOver() {
        return step > 0 && (step % stepsPerEpoch == 0 || step == totalSteps);
    }

    boolean isOver() {
        return step >= totalSteps;
    }

    /** What views show of it, with what the run does at the moment. */
    Progress now(String activity) {
        double left = secondsPerStep * (totalSteps - step);
        double rate = config.batch() / secondsPerStep;
        return new Progress(step, totalSteps, epoch(), config.epochs(), rate, left, activity);
    }
}
