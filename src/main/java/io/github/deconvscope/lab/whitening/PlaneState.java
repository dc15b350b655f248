package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.Arrays;
import java.util.Objects;

/**
 * A cloud of points in two dimensions and what is done to it; immutable. The array is not copied: nobody writes into it.
 *
 * @param points x and y of each, one after the other; {@value #FEWEST} to {@value #MOST} points, each number at most {@value #REACH} from 0
 * @param method how the whitening matrix is made
 * @param iterations of Newton-Schulz, 0 to {@value WhiteningState#MAX_ITERATIONS}
 * @param steps of gradient descent that are shown, 0 to {@value #MAX_STEPS}
 * @param eps added to the diagonal of the covariance, 0 to 1
 */
public record PlaneState(double[] points, WhiteningMethod method, int iterations, int steps, double eps) {
    public static final int FEWEST = 3;
    public static final int MOST = 200;
    public static final int MAX_STEPS = 60;
    /** How far from 0 a point may lie along each axis. */
    public static final double REACH = 4;

    /** What there is at first: two features that are as alike as neighbouring pixels. */
    public static final PlaneState START = new PlaneState(
            new double[] {
                2.7, 0.9, 0.5, 0.2, -0.6, -0.7, -2.6, -2.5, -1.1, 0.9, 0.3, 0.1, -0.4, -0.7, -1.4, -1.5, 0.6, 0.4, 1.2,
                1, 0, 0.9, 0.7, 0.3, -0.2, 0.1, 2.5, 2.1, -0.3, 0.3, -1.2, -1.2, 1.1, 1.4, 0.1, 0.5, -3.7, -2.7, -1.2,
                -2.1, 0.4, 0.7, -0.6, -1.2, 0, -0, 1.8, 2.1
            },
            WhiteningMethod.ZCA,
            5,
            20,
            0);

    public PlaneState {
        Objects.requireNonNull(method, "method");
        if (points.length % 2 != 0 || points.length < 2 * FEWEST || points.length > 2 * MOST) {
            throw new InvalidInputException("The cloud has " + points.length + " numbers; it takes two for each of "
                    + FEWEST + " to " + MOST + " points.");
        }
        for (double value : points) {
            if (!(Math.abs(value) <= REACH)) {
                throw new InvalidInputException(
                        "The cloud has a point at " + value + "; points lie from -" + REACH + " to " + REACH + ".");
            }
        }
        require(
                iterations >= 0 && iterations <= WhiteningState.MAX_ITERATIONS,
                "iterations",
                iterations,
                "from 0 to " + WhiteningState.MAX_ITERATIONS);
        require(steps >= 0 && steps <= MAX_STEPS, "steps", steps, "from 0 to " + MAX_STEPS);
        require(eps >= 0 && eps <= 1, "eps", eps, "from 0 to 1");
    }

    private static void require(boolean legal, String name, double value, String range) {
        if (!legal) {
            throw new InvalidInputException(
                    "The " + name + " of the cloud is " + value + "; it has to be " + range + ".");
        }
    }

    /** Number of points. */
    public int count() {
        return points.length / 2;
    }

    /** With one point elsewhere; beyond the reach it stays at the border. */
    public PlaneState withPoint(int index, double x, double y) {
        double[] moved = points.clone();
        moved[2 * index] = Math.max(-REACH, Math.min(REACH, x));
        moved[2 * index + 1] = Math.max(-REACH, Math.min(REACH, y));
        return new PlaneState(moved, method, iterations, steps, eps);
    }

    public PlaneState withPoints(double[] values) {
        return new PlaneState(values, method, iterations, steps, eps);
    }

    public PlaneState withMethod(WhiteningMethod value) {
        return new PlaneState(points, value, iterations, steps, eps);
    }

    public PlaneState withIterations(int value) {
        return new PlaneState(points, method, value, steps, eps);
    }

    public PlaneState withSteps(int value) {
        return new PlaneState(points, method, iterations, value, eps);
    }

    public PlaneState withEps(double value) {
        return new PlaneState(points, method, iterations, steps, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlaneState that
                && Arrays.equals(points, that.points)
                && method == that.method
                && iterations == that.iterations
                && steps == that.steps
                && eps == that.eps;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(points), method, iterations, steps, eps);
    }
}
