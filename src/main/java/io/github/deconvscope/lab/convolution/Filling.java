package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.Size;
import java.util.SplittableRandom;

/** Ways to fill a map or a kernel of any size. */
public enum Filling {
    ONES("Ones", "every element 1: each output counts the inputs its window covers", true),
    DELTA("Delta", "a single 1 in the middle: as an input it shows the kernel, as a kernel it copies the input", true),
    RAMP("Ramp", "1, 2, 3, ... in reading order: every element can be told apart", true),
    RANDOM("Random", "normal numbers with mean 0 and variance 1 from a seed, rounded to two decimals", true),
    CHECKER("Checker", "1 and 0 in turn: the finest pattern a map can hold", true),
    SOBEL("Sobel", "the derivative from left to right, smoothed from top to bottom: answers to vertical edges", false),
    BLUR("Blur", "binomial weights that sum to 1: a smooth local average", false);

    private final String title;
    private final String explanation;
    private final boolean forMaps;

    Filling(String title, String explanation, boolean forMaps) {
        this.title = title;
        this.explanation = explanation;
        this.forMaps = forMaps;
    }

    public String title() {
        return title;
    }

    /** What it is and what it is good for, in one line. */
    public String explanation() {
        return explanation;
    }

    /** Whether it makes sense for an input or an output too, and not for a kernel alone. */
    public boolean forMaps() {
        return forMaps;
    }

    /**
     * Fills equally sized maps.
     *
     * @param maps number of maps or of kernels; a ramp goes on from one to the next, the others repeat
     * @param size size of one
     * @param seed of {@link #RANDOM}; the others do not use it
     * @return flat (map, row, column)
     */
    public double[] fill(int maps, Size size, long seed) {
        double[] values = new double[maps * size.cells()];
        SplittableRandom random = new SplittableRandom(seed);
        double[] rowSmooth = binomial(size.height());
        double[] columnSmooth = binomial(size.width());
        double[] columnSlope = derivative(size.width());
        int middle = (size.height() - 1) / 2 * size.width() + (size.width() - 1) / 2;
        double sum = Math.pow(2, size.height() - 1.0 + size.width() - 1.0);
        for (int at = 0; at < values.length; at++) {
            int cell = at % size.cells();
            int row = cell / size.width();
            int column = cell % size.width();
            values[at] = switch (this) {
                case ONES -> 1;
                case DELTA -> cell == middle ? 1 : 0;
                case RAMP -> at + 1;
                case RANDOM -> Math.round(random.nextGaussian() * 100) / 100.0;
                case CHECKER -> (row + column + 1) % 2;
                case SOBEL -> rowSmooth[row] * columnSlope[column];
                case BLUR -> rowSmooth[row] * columnSmooth[column] / sum;
            };
        }
        return values;
    }

    /** Row n-1 of Pascal's triangle: 1 2 1 for n = 3. */
    private static double[] binomial(int n) {
        double[] row = new double[n];
        row[0] = 1;
        for (int order = 1; order < n; order++) {
            for (int i = order; i > 0; i--) {
                row[i] += row[i - 1];
            }
        }
        return row;
    }

    /** A smoothed central difference: -1 0 1 for n = 3, -1 1 for n = 2; a single element has no slope and stays 1. */
    private static double[] derivative(int n) {
        double[] slope = new double[n];
        if (n < 3) {
            slope[0] = n == 1 ? 1 : -1;
            slope[n - 1] = 1;
            return slope;
        }
        double[] smooth = binomial(n - 2);
        for (int i = 0; i < n - 2; i++) {
            slope[i] -= smooth[i];
            slope[i + 2] += smooth[i];
        }
        return slope;
    }
}
