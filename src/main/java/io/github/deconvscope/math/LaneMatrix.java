package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * Operations on square matrices in the arithmetic of a {@link Lane}. A matrix is an array of doubles, row-major, whose every value the lane's format
 * holds exactly; so is each result, since it is rounded to that format.
 */
final class LaneMatrix {
    private LaneMatrix() {}

    /** The product, {@code n x n}, each sum of which is added up and rounded as the lane does. */
    static double[] product(double[] a, double[] b, int n, Lane lane) {
        // As floats the values of all other lanes are the same numbers.
        return switch (lane) {
            case DOUBLE -> SquareMatrix.product(a, b, n);
            case FP32 -> Floats.wide(SquareMatrix.product(Floats.of(a), Floats.of(b), n));
            default -> Floats.wide(SquareMatrix.roundedProduct(Floats.of(a), Floats.of(b), n, lane));
        };
    }

    /** A over a number, rounded; a new array. */
    static double[] over(double[] a, double divisor, Lane lane) {
        return Arrays.stream(a).map(value -> lane.round(value / divisor)).toArray();
    }

    /** D of an iterate: over the root of what the covariance was divided by. */
    static double[] overRoot(double[] iterate, double norm, Lane lane) {
        return over(iterate, lane.round(Math.sqrt(norm)), lane);
    }
}
