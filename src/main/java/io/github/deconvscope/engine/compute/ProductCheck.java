package io.github.deconvscope.engine.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.Random;

/** Compares PyTorch's products of matrices in single precision with the same in double precision, computed in Java, over small random cases. */
final class ProductCheck {
    /** Of the largest value; single precision is at some 1e-6. */
    private static final double TOLERANCE = 1e-4;

    /** Sides that fill vectors of 16 numbers, and that leave each kind of rest. */
    private static final int[] SIDES = {1, 3, 8, 16, 17, 31, 48, 65, 100};

    /** How matrices are multiplied: as PyTorch does, and in tests by a faulty one. */
    @FunctionalInterface
    interface Product {
        /** (..., n, k) by (..., k, m) gives (..., n, m). */
        NDArray apply(NDArray left, NDArray right);
    }

    private ProductCheck() {}

    /** The first product that is wrong, in words; empty if there is none. */
    static Optional<String> firstFault(Product product) {
        Random random = new Random(1);
        for (int rows : SIDES) {
            for (int columns : SIDES) {
                int inner = SIDES[random.nextInt(SIDES.length)];
                try (NDManager scope = NDManager.newBaseManager()) {
                    if (!isRight(product, scope, rows, inner, columns, random)) {
                        return Optional.of("%d x %d by %d x %d".formatted(rows, inner, inner, columns));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Alone and as one of two in a batch, which MKL computes by another function. */
    private static boolean isRight(Product product, NDManager scope, int rows, int inner, int columns, Random random) {
        NDArray left = ConvolutionCheck.random(scope, random, new Shape(rows, inner));
        NDArray right = ConvolutionCheck.random(scope, random, new Shape(inner, columns));
        NDArray alone = product.apply(left, right);
        NDArray batch = product.apply(
                left.expandDims(0).repeat(0, 2), right.expandDims(0).repeat(0, 2));
        double[] exact = product(left.toFloatArray(), right.toFloatArray(), rows, inner, columns);
        return isNear(alone.toFloatArray(), exact) && isNear(batch.get(1).toFloatArray(), exact);
    }

    private static double[] product(float[] a, float[] b, int rows, int inner, int columns) {
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
                for (int j = 0; j < columns; j++) {
                    product[i * columns + j] += (double) a[i * inner + k] * b[k * columns + j];
                }
            }
        }
        return product;
    }

    private static boolean isNear(float[] values, double[] exact) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs(exact[i]));
            // NaN stays NaN.
            difference = Math.max(difference, Math.abs(values[i] - exact[i]));
        }
        return difference <= TOLERANCE * largest;
    }
}
