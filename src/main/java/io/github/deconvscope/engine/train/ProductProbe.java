package io.github.deconvscope.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.ProductTimes;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Times products of square matrices on the device of a run: about a tenth of a second, once a run. For the compute thread. */
final class ProductProbe {
    private static final int TRIES = 5;
    /** Small products are timed several at once: one alone is near the resolution of the clock, and of what it takes to start it. */
    private static final double MULTIPLY_ADDS = 4e6;
    /** What a product of very few numbers takes is the call itself, and a net of one channel a layer has some. */
    private static final int MOST = 100;

    private ProductProbe() {}

    /** @param sides of the matrices; small ones are multiplied in double precision, as the layers do */
    static ProductTimes measure(NDManager manager, SortedSet<Integer> sides) {
        SortedMap<Integer, ProductTimes.Span> times = new TreeMap<>();
        try (NDManager scope = manager.newSubManager()) {
            for (int side : sides) {
                DataType type = side <= WhiteningRules.DOUBLE_UP_TO ? DataType.FLOAT64 : DataType.FLOAT32;
                try (NDArray left = scope.ones(new Shape(side, side), type);
                        NDArray right = scope.ones(new Shape(side, side), type)) {
                    times.put(side, span(left, right, products(side)));
                }
            }
        }
        return new ProductTimes(settled(times));
    }

    /** How many products of a side are timed at once. */
    static int products(int side) {
        return (int) Math.max(1, Math.min(MOST, MULTIPLY_ADDS / side / side / side));
    }

    /** A smaller product takes no longer than a larger one of the same precision: where it did, the machine did something else meanwhile. */
    static SortedMap<Integer, ProductTimes.Span> settled(SortedMap<Integer, ProductTimes.Span> times) {
        NavigableMap<Integer, ProductTimes.Span> settled = new TreeMap<>(times);
        ProductTimes.Span larger = null;
        boolean single = true;
        for (Integer side : settled.descendingKeySet()) {
            ProductTimes.Span span = settled.get(side);
            if (larger != null && single == side > WhiteningRules.DOUBLE_UP_TO) {
                span = new ProductTimes.Span(
                        Math.min(span.fastest(), larger.fastest()), Math.min(span.median(), larger.median()));
                settled.put(side, span);
            }
            single = side > WhiteningRules.DOUBLE_UP_TO;
            larger = span;
        }
        return settled;
    }

    private static ProductTimes.Span span(NDArray left, NDArray right, int products) {
        double[] millis = new double[TRIES];
        // the first try warms up
        for (int i = -1; i < TRIES; i++) {
            long start = System.nanoTime();
            for (int k = 0; k < products; k++) {
                try (NDArray product = left.matMul(right)) {
                    if (k == products - 1) {
                        waitFor(product);
                    }
                }
            }
            if (i >= 0) {
                millis[i] = Math.max(1e-9, (System.nanoTime() - start) / 1e6 / products);
            }
        }
        Arrays.sort(millis);
        return new ProductTimes.Span(millis[0], millis[TRIES / 2]);
    }

    /** A GPU is done when a number of the result is here. */
    private static void waitFor(NDArray product) {
        try (NDArray one = product.get(0, 0)) {
            one.toArray();
        }
    }
}
