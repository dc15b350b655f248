package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** How fast the machine multiplies matrices: what every other speed is compared with. */
final class MatrixBench {
    private static final int SIZE = 1024;
    private static final int PRODUCTS_PER_TIME = 4;

    private MatrixBench() {}

    /** Billions of floating-point operations a second of the fastest of some products of two fp32 matrices of 1,024 x 1,024. */
    static double bestGflops(NDManager manager, int repeats) {
        NDArray left = manager.randomNormal(new Shape(SIZE, SIZE));
        NDArray right = manager.randomNormal(new Shape(SIZE, SIZE));
        double best = 0;
        for (int i = 0; i < Math.max(5, repeats); i++) {
            long start = System.nanoTime();
            for (int k = 0; k < PRODUCTS_PER_TIME; k++) {
                try (NDArray product = left.matMul(right)) {
                    product.getFloat(0, 0);
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9 / PRODUCTS_PER_TIME;
            best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / seconds / 1e9);
        }
        return best;
    }
}
