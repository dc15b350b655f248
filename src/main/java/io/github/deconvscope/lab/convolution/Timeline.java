package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.InvalidInputException;

/**
 * Position and playback of the sliding window; immutable. There is one position for each output, in reading order, channel after channel.
 *
 * @param length number of positions, at least 1
 * @param position 0 to length - 1
 * @param playing whether it moves by itself
 * @param speed factor, one of {@link #SPEEDS}
 * @param loop whether it starts over after the last position
 */
public record Timeline(int length, int position, boolean playing, double speed, boolean loop) {
    private static final double[] SPEEDS = {0.25, 0.5, 1, 2, 4, 8};
    /** Time at a position at speed 1, in milliseconds. */
    private static final double STEP_MILLIS = 600;

    public Timeline {
        if (length < 1 || position < 0 || position >= length) {
            throw new InvalidInputException("Position " + position + " of " + length + " does not exist.");
        }
    }

    /** At the first position, at rest. */
    public static Timeline of(int length) {
        return new Timeline(length, 0, false, 1, false);
    }

    /** The same place as far as it exists, for a new number of positions. */
    public Timeline withLength(int newLength) {
        return new Timeline(newLength, Math.min(position, newLength - 1), playing, speed, loop);
    }

    /** Jumps; beyond the ends it stays at the end. */
    public Timeline at(int newPosition) {
        return new Timeline(length, Math.max(0, Math.min(length - 1, newPosition)), playing, speed, loop);
    }

    /** Starts or stops; play at the end starts over. */
    public Timeline withPlaying(boolean play) {
        boolean startOver = play && position == length - 1;
        return new Timeline(length, startOver ? 0 : position, play, speed, loop);
    }

    public Timeline withLoop(boolean newLoop) {
        return new Timeline(length, position, playing, speed, newLoop);
    }

    public Timeline first() {
        return at(0);
    }

    public Timeline last() {
        return at(length - 1);
    }

    public Timeline forward() {
        return at(position + 1);
    }

    public Timeline back() {
        return at(position - 1);
    }

    /** The next higher speed, up to 8. */
    public Timeline faster() {
        return withSpeedIndex(speedIndex() + 1);
    }

    /** The next lower speed, down to 0.25. */
    public Timeline slower() {
        return withSpeedIndex(speedIndex() - 1);
    }

    private Timeline withSpeedIndex(int index) {
        double next = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, index))];
        return new Timeline(length, position, playing, next, loop);
    }

    private int speedIndex() {
        int index = 0;
        while (index < SPEEDS.length - 1 && SPEEDS[index] < speed) {
            index++;
        }
        return index;
    }

    /** How long to stay at a position, in milliseconds. */
    public double stepMillis() {
        return STEP_MILLIS / speed;
    }

    /** What happens when the time at a position is over: one on, or from the last to the first if it loops, or rest. */
    public Timeline tick() {
        if (!playing) {
            return this;
        }
        if (position < length - 1) {
            return forward();
        }
        return loop ? first() : stopped();
    }

    private Timeline stopped() {
        return new Timeline(length, position, false, speed, loop);
    }
}
