package io.github.deconvscope.math;

/** Square matrices, row-major, whose values are those of a {@link Lane}, held as doubles. */
final class LaneMatrix {
    private LaneMatrix() {}

    /** The product, {@code n x n}, each sum of which is added up and rounded as the lane does. */
    static double[] product(double[] a, double[] b, int n, Lane lane) {
        // As floats the values of all other lanes are the same numbers.
        return switch (lane) {
            case DOUBLE -> SquareMatrix.product(a, b, n);
            case FP32 -> NewtonSchulz.wide(SquareMatrix.product(narrow(a), narrow(b), n));
            default -> NewtonSchulz.wide(SquareMatrix.roundedProduct(narrow(a), narrow(b), n, lane));
        };
    }

    private static float[] narrow(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
