package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Iterative normalization: whitens the channels of a layer's output in groups, by the uncoupled Newton-Schulz iteration (Huang et al.,
 * "Iterative Normalization: Beyond Standardization towards Efficient Whitening", CVPR 2019). For each group, X of its channels x (batch *
 * positions):
 *
 * <pre>Cov = eps I + Xc Xc' / m,  S = Cov / trace(Cov),  P_0 = I,  P = 1.5 P - 0.5 P^3 S;   D = P_T / sqrt(trace(Cov)),  Y = D Xc</pre>
 *
 * Training uses the mean and D of the batch and updates the running values, which start at 0 and I; evaluation uses the running values.
 * Values are (batch, channels, positions), row-major. The scale and shift that may follow are not part of it.
 */
final class IterNorm {
    private final int channels;
    private final int size;
    private final int iterations;
    private final double eps;
    private final double updateRate;
    private final double[] runningMean;
    private final double[][] runningWhitening;
    private final List<Batch> last = new ArrayList<>();

    /**
     * @param channels of the layer
     * @param size channels of a group; divides the channels
     * @param iterations T, 0 or more; 5 in the paper
     * @param eps added to the diagonal of the covariance
     * @param updateRate the share of a batch in the running values
     * @throws InvalidInputException if the size does not divide the channels
     */
    public IterNorm(int channels, int size, int iterations, double eps, double updateRate) {
        int groups = new FeatureBlocks(channels, 1, size, false).groups();
        this.channels = channels;
        this.size = size;
        this.iterations = iterations;
        this.eps = eps;
        this.updateRate = updateRate;
        runningMean = new double[channels];
        runningWhitening = new double[groups][];
        for (int g = 0; g < groups; g++) {
            runningWhitening[g] = SquareMatrix.identity(size);
        }
    }

    /**
     * What a pass over a group in training found.
     *
     * @param centred size x m
     * @param trace of the covariance
     * @param overTrace S, the covariance over its trace
     * @param iterates P_0 to P_T
     */
    private record Batch(double[][] centred, double trace, double[] overTrace, List<double[]> iterates) {
        double[] whitening() {
            return scaled(iterates.get(iterates.size() - 1), 1 / Math.sqrt(trace));
        }
    }

    /** The normalised values of a batch in training; moves the running values. */
    public double[] train(double[] x, int batch) {
        last.clear();
        double[] y = new double[x.length];
        for (int g = 0; g < runningWhitening.length; g++) {
            double[][] rows = rows(x, batch, g);
            for (int i = 0; i < size; i++) {
                double mean = centre(rows[i]);
                runningMean[g * size + i] = moved(runningMean[g * size + i], mean);
            }
            Batch seen = iterate(rows);
            last.add(seen);
            double[] whitening = seen.whitening();
            for (int i = 0; i < whitening.length; i++) {
                runningWhitening[g][i] = moved(runningWhitening[g][i], whitening[i]);
            }
            store(times(whitening, rows), y, batch, g);
        }
        return y;
    }

    /** The normalised values in evaluation: by the running values, whatever the batch. */
    public double[] evaluate(double[] x, int batch) {
        double[] y = new double[x.length];
        for (int g = 0; g < runningWhitening.length; g++) {
            double[][] rows = rows(x, batch, g);
            for (int i = 0; i < size; i++) {
                for (int s = 0; s < rows[i].length; s++) {
                    rows[i][s] -= runningMean[g * size + i];
                }
            }
            store(times(runningWhitening[g], rows), y, batch, g);
        }
        return y;
    }

    /**
     * The gradient of a loss by the input of the last {@link #train}, through mean, covariance and all iterations.
     *
     * @param gradient of the loss by the normalised values
     */
    public double[] gradient(double[] gradient, int batch) {
        double[] gx = new double[gradient.length];
        for (int g = 0; g < last.size(); g++) {
            Batch seen = last.get(g);
            double[][] gy = rows(gradient, batch, g);
            double[] whitening = seen.whitening();
            double[] ofCovariance = ofCovariance(seen, outer(gy, seen.centred));
            double[][] direct = times(SquareMatrix.transpose(whitening, size), gy);
            // Cov is Xc Xc' / m: the derivative falls on both factors.
            double[] both = sum(ofCovariance, SquareMatrix.transpose(ofCovariance, size), 1);
            double[][] byCovariance = times(both, seen.centred);
            int m = gy[0].length;
            for (int i = 0; i < size; i++) {
                for (int s = 0; s < m; s++) {
                    direct[i][s] += byCovariance[i][s] / m;
                }
                centre(direct[i]);
            }
            store(direct, gx, batch, g);
        }
        return gx;
    }

    /** The running mean of each channel. */
    public double[] runningMean() {
        return runningMean.clone();
    }

    /** The running D of a group, size x size. */
    public double[] runningWhitening(int group) {
        return runningWhitening[group].clone();
    }

    private double moved(double running, double now) {
        return (1 - updateRate) * running + updateRate * now;
    }

    private Batch iterate(double[][] centred) {
        double[] covariance =
                Covariance.plusDiagonal(scaled(outer(centred, centred), 1.0 / centred[0].length), size, eps);
        double trace = SquareMatrix.trace(covariance, size);
        double[] s = scaled(covariance, 1 / trace);
        List<double[]> iterates = new ArrayList<>();
        iterates.add(SquareMatrix.identity(size));
        for (int k = 0; k < iterations; k++) {
            double[] p = iterates.get(k);
            double[] cubed = product(product(p, p), p);
            iterates.add(sum(scaled(p, 1.5), product(cubed, s), -0.5));
        }
        return new Batch(centred, trace, s, iterates);
    }

    /** From the gradient by D to that by the covariance. */
    private double[] ofCovariance(Batch seen, double[] ofWhitening) {
        double root = Math.sqrt(seen.trace);
        double[] h = scaled(ofWhitening, 1 / root);
        double[] ofScaled = new double[size * size];
        double[] st = SquareMatrix.transpose(seen.overTrace, size);
        for (int k = iterations - 1; k >= 0; k--) {
            double[] pt = SquareMatrix.transpose(seen.iterates.get(k), size);
            double[] square = product(pt, pt);
            ofScaled = sum(ofScaled, product(product(square, pt), h), -0.5);
            double[] hs = product(h, st);
            double[] cube = sum(product(hs, square), product(square, hs), 1);
            cube = sum(cube, product(product(pt, hs), pt), 1);
            h = sum(scaled(h, 1.5), cube, -0.5);
        }
        // trace stands in D = P / sqrt(trace) and in S = Cov / trace.
        double ofTrace =
                -0.5 * dot(ofWhitening, seen.whitening()) / seen.trace - dot(ofScaled, seen.overTrace) / seen.trace;
        return Covariance.plusDiagonal(scaled(ofScaled, 1 / seen.trace), size, ofTrace);
    }

    /** The channels of a group: size x (batch * positions). */
    private double[][] rows(double[] x, int batch, int group) {
        int positions = x.length / (batch * channels);
        double[][] rows = new double[size][batch * positions];
        for (int i = 0; i < size; i++) {
            for (int n = 0; n < batch; n++) {
                System.arraycopy(x, (n * channels + group * size + i) * positions, rows[i], n * positions, positions);
            }
        }
        return rows;
    }

    private void store(double[][] rows, double[] x, int batch, int group) {
        int positions = x.length / (batch * channels);
        for (int i = 0; i < size; i++) {
            for (int n = 0; n < batch; n++) {
                System.arraycopy(rows[i], n * positions, x, (n * channels + group * size + i) * positions, positions);
            }
        }
    }

    private double[] product(double[] a, double[] b) {
        return SquareMatrix.product(a, b, size);
    }

    /** Takes the mean away from a row; returns it. */
    private static double centre(double[] row) {
        double mean = 0;
        for (double value : row) {
            mean += value;
        }
        mean /= row.length;
        for (int s = 0; s < row.length; s++) {
            row[s] -= mean;
        }
        return mean;
    }

    /** A B, A square. */
    private double[][] times(double[] a, double[][] b) {
        double[][] c = new double[size][b[0].length];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                for (int s = 0; s < b[0].length; s++) {
                    c[i][s] += a[i * size + k] * b[k][s];
                }
            }
        }
        return c;
    }

    /** A B', which is square. */
    private double[] outer(double[][] a, double[][] b) {
        double[] c = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                c[i * size + j] = dot(a[i], b[j]);
            }
        }
        return c;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] scaled(double[] a, double factor) {
        return sum(new double[a.length], a, factor);
    }

    /** A + factor B. */
    private static double[] sum(double[] a, double[] b, double factor) {
        double[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] += factor * b[i];
        }
        return c;
    }
}
