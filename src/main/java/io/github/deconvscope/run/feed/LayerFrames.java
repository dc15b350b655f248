package io.github.deconvscope.run.feed;

import io.github.deconvscope.math.Whiteness;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What probes copied out of one layer in one step. Everything that is shown together is of the same step.
 *
 * @param step of the run
 * @param frames by quantity; what was not taken in this step is missing
 */
public record LayerFrames(long step, Map<Quantity, Frame> frames) {
    public LayerFrames {
        frames = Map.copyOf(frames);
        for (Frame frame : frames.values()) {
            if (frame.step() != step) {
                throw new IllegalArgumentException(frame.key() + " is of step " + frame.step() + ", not " + step);
            }
        }
    }

    public Optional<Frame> get(Quantity quantity) {
        return Optional.ofNullable(frames.get(quantity));
    }

    public boolean has(Quantity quantity) {
        return frames.containsKey(quantity);
    }

    /**
     * Where D came from. A record of an older version does not say; there a step with iterations was live, and any other used running
     * values, frozen or not.
     */
    public MatrixOrigin origin() {
        return get(Quantity.ORIGIN)
                .flatMap(frame -> MatrixOrigin.of(frame.values()[0]))
                .orElse(iterated() ? MatrixOrigin.LIVE : MatrixOrigin.RUNNING);
    }

    /** Whether the layer iterated Newton-Schulz in this step. */
    public boolean iterated() {
        return get(Quantity.RESIDUALS)
                .filter(frame -> frame.values().length > 0)
                .isPresent();
    }

    /** Whether {@link #residual} is known. */
    public boolean hasResidual() {
        return iterated() || has(Quantity.COVARIANCE_AFTER);
    }

    /**
     * What the D that the layer used in this step, live, running or frozen, left of this batch's covariance: norm(D Cov D' - I)_F / sqrt(F),
     * the mean over groups. After iterations it is what the last one left.
     */
    public OptionalDouble residual() {
        if (iterated()) {
            float[] residuals = frames.get(Quantity.RESIDUALS).values();
            return OptionalDouble.of(residuals[residuals.length - 1]);
        }
        return get(Quantity.COVARIANCE_AFTER)
                .map(after -> OptionalDouble.of(distanceFromIdentity(after)))
                .orElseGet(OptionalDouble::empty);
    }

    private static double distanceFromIdentity(Frame after) {
        int[] shape = after.shape();
        int n = shape[shape.length - 1];
        int groups = after.values().length / (n * n);
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            double[] matrix = new double[n * n];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = after.values()[g * n * n + i];
            }
            sum += Whiteness.distanceFromIdentity(matrix, n);
        }
        return sum / groups;
    }

    @Override
    public String toString() {
        return "step " + step + ": " + Arrays.toString(frames.keySet().toArray());
    }
}
