package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import java.util.Arrays;

/**
 * Mean and covariance of rows of features.
 *
 * @param mean mean of each of the n features
 * @param matrix n x n, row-major, divided by the number of rows (as the layers do), without eps
 * @param samples number of rows
 */
public record Covariance(double[] mean, double[] matrix, int samples) {
    /**
     * @param rows {@code samples x features}, row-major
     * @param samples at least 2
     * @param centred whether the mean is taken away first; without it the result is the second moment
     * @throws InvalidInputException for fewer than 2 samples or a value that is not finite
     */
    public static Covariance of(float[] rows, int samples, int features, boolean centred) {
        if (samples < 2) {
            throw new InvalidInputException(PlainWords.count(samples, "sample")
                    + ": a covariance needs at least 2; take a larger image or a smaller stride.");
        }
        double[] mean = new double[features];
        for (int s = 0; s < samples; s++) {
            for (int f = 0; f < features; f++) {
                mean[f] += rows[s * features + f];
            }
        }
        for (int f = 0; f < features; f++) {
            mean[f] /= samples;
            if (!Double.isFinite(mean[f])) {
                throw new InvalidInputException("Feature " + f + " holds values that are not finite.");
            }
        }
        return new Covariance(mean, moments(rows, samples, features, centred ? mean : new double[features]), samples);
    }

    /** Sum of outer products of (row - origin), four rows at a time, one triangle, over the number of rows. */
    // lesson:start covariance
    private static double[] moments(float[] rows, int samples, int n, double[] origin) {
        double[][] sums = new double[n][n];
        double[][] four = new double[4][n];
        for (int s = 0; s < samples; s += 4) {
            for (int r = 0; r < 4; r++) {
                for (int f = 0; f < n; f++) {
                    four[r][f] = s + r < samples ? rows[(s + r) * n + f] - origin[f] : 0;
                }
            }
            for (int i = 0; i < n; i++) {
                SquareMatrix.addFour(
                        sums[i],
                        i + 1,
                        four[0],
                        four[1],
                        four[2],
                        four[3],
                        four[0][i],
                        four[1][i],
                        four[2][i],
                        four[3][i]);
            }
        }
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i * n + j] = sums[i][j] / samples;
                covariance[j * n + i] = covariance[i * n + j];
            }
        }
        return covariance;
    }
    // lesson:end covariance

    /** A + eps I. */
    public static double[] plusDiagonal(double[] matrix, int n, double eps) {
        double[] regularized = matrix.clone();
        for (int i = 0; i < n; i++) {
            regularized[i * n + i] += eps;
        }
        return regularized;
    }

    /** cov(i, j) / sqrt(cov(i, i) cov(j, j)); 0 where a feature does not vary. */
    public static double[] correlation(double[] covariance, int n) {
        double[] scale = inverseDeviations(covariance, n);
        double[] correlation = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                correlation[i * n + j] = covariance[i * n + j] * scale[i] * scale[j];
            }
        }
        return correlation;
    }

    private static double[] inverseDeviations(double[] covariance, int n) {
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            double variance = covariance[i * n + i];
            scale[i] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
        }
        return scale;
    }

    /**
     * Mean absolute correlation of two different features: 0 for white data, 1 for copies; 0 for a single feature. A feature that does not
     * vary counts as uncorrelated. NaN where a value is not finite.
     */
    public static double meanAbsoluteCorrelation(double[] covariance, int n) {
        if (!SquareMatrix.isFinite(covariance)) {
            return Double.NaN;
        }
        double[] scale = inverseDeviations(covariance, n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double ofRow = 0;
            for (int j = 0; j < i; j++) {
                ofRow += Math.abs(covariance[i * n + j]) * scale[j];
            }
            sum += ofRow * scale[i];
        }
        return n < 2 ? 0 : sum / (n * (n - 1) / 2.0);
    }

    /**
     * Over how many directions the variance is spread, the participation ratio of the eigenvalues l: (sum l)^2 / sum l^2 = trace(A)^2 / norm(A)^2.
     * From 1, all along one direction, to n, white; the same for A scaled or turned. 0 where nothing varies, NaN where a value is not finite.
     *
     * @param covariance symmetric, without negative eigenvalues, {@code n x n}
     */
    public static double effectiveRank(double[] covariance, int n) {
        double largest = 0;
        for (double value : covariance) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (!(largest > 0) || largest == Double.POSITIVE_INFINITY) {
            return largest == 0 ? 0 : Double.NaN;
        }
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < covariance.length; i++) {
            // In units of the largest, so that squares neither overflow nor vanish.
            double value = covariance[i] / largest;
            trace += i % (n + 1) == 0 ? value : 0;
            squares += value * value;
        }
        return trace * trace / squares;
    }

    /**
     * The share of dead channels: those that have one value in all pixels of all images, such as 0 behind a ReLU that never opens.
     *
     * @param ranges of each channel the largest value minus the smallest; NaN counts as alive
     * @return 0 to 1; 0 for no channels
     */
    public static double deadChannels(double[] ranges) {
        return Arrays.stream(ranges).filter(range -> range == 0).count() / (double) Math.max(1, ranges.length);
    }

    /**
     * The variance along directions: u' Cov u / u' u.
     *
     * @param directions one a row, of any length; {@code n x n}
     */
    public static double[] variancesAlong(double[] directions, double[] covariance, int n) {
        double[] images = SquareMatrix.product(directions, covariance, n);
        double[] variances = new double[n];
        for (int i = 0; i < n; i++) {
            double variance = 0;
            double square = 0;
            for (int j = 0; j < n; j++) {
                double component = directions[i * n + j];
                variance += images[i * n + j] * component;
                square += component * component;
            }
            variances[i] = variance / square;
        }
        return variances;
    }

    /** W Cov W': the covariance of the data after whitening. */
    public static double[] after(double[] whitening, double[] covariance, int n) {
        double[] half = SquareMatrix.product(whitening, covariance, n);
        return SquareMatrix.symmetricProduct(half, SquareMatrix.transpose(whitening, n), n);
    }
}
