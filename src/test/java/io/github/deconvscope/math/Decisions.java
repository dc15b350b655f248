package io.github.deconvscope.math;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a forward pass decides: which ReLUs are open and where each maximum of a pooling is. A close decision may fall otherwise in single precision,
 * which turns the gradient, so that there it can't be compared with one in double.
 */
public final class Decisions {
    /** Of the largest value of a layer. */
    private static final double MARGIN = 2e-5;

    private Decisions() {}

    /** Whether none is close. */
    public static boolean areClear(List<PlainNet.Convolution> convolutions, PlainNet.Pass pass) {
        return IntStream.range(0, convolutions.size()).allMatch(i -> {
            PlainNet.Convolution convolution = convolutions.get(i);
            double[] sums = pass.sums().get(i);
            double[] normal = convolution.norm().map(norm -> norm.forward(sums)).orElse(sums);
            double margin = MARGIN * Arrays.stream(normal).map(Math::abs).max().orElseThrow();
            return Arrays.stream(normal).noneMatch(v -> Math.abs(v) < margin)
                    && convolution
                            .pooling()
                            .map(pooling -> maximaAreClear(
                                    pass.activations().get(i), pass.sizes().get(i), pooling, margin))
                            .orElse(true);
        });
    }

    private static boolean maximaAreClear(double[] map, Size size, Pooling pooling, double margin) {
        double[] others = map.clone();
        int[] maxima = PlainNet.switches(map, size, pooling);
        for (int i = 0; i < maxima.length; i++) {
            double largest = map[maxima[i]];
            // Of a window of zeros the gradient is 0, whichever is taken.
            if (largest > 0) {
                others[maxima[i]] = Double.NEGATIVE_INFINITY;
                double next = second(others, size, pooling, i);
                others[maxima[i]] = largest;
                // Where a picture is flat values are equal in any precision, and the first is taken.
                if (largest > next && largest - next < margin) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The largest value of a window. */
    private static double second(double[] map, Size size, Pooling pooling, int window) {
        Size windows = pooling.outputSize(size);
        int within = window % windows.cells();
        int corner = window / windows.cells() * size.cells()
                + within / windows.width() * pooling.stride() * size.width()
                + within % windows.width() * pooling.stride();
        return IntStream.range(0, pooling.kernel() * pooling.kernel())
                .mapToDouble(i -> map[corner + i / pooling.kernel() * size.width() + i % pooling.kernel()])
                .max()
                .orElseThrow();
    }
}
