package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * Gradient descent on a quadratic loss, f(w) = (w - minimum)' H (w - minimum) / 2, which is what least squares are, with the best rate that stays the same for
 * all steps, 2 / (largest + smallest eigenvalue of H). Each step then shrinks the distance from the minimum, measured by f, by the factor {@link
 * #contraction} exactly: the largest and the smallest eigenvalue shrink alike, in one dimension or two.
 *
 * @param hessian H, {@code n x n}, symmetric, positive definite
 * @param minimum where f is smallest, n numbers
 * @param start where the descent starts, n numbers
 */
public record QuadraticDescent(double[] hessian, double[] minimum, double[] start) {
    /** The best fixed learning rate. */
    public double rate() {
        double[] values = eigenvalues();
        return 2 / (values[0] + values[values.length - 1]);
    }

    /** What a step leaves of the distance along the largest and the smallest eigenvector: (condition - 1) / (condition + 1). */
    public double contraction() {
        double[] values = eigenvalues();
        double smallest = values[values.length - 1];
        return (values[0] - smallest) / (values[0] + smallest);
    }

    private double[] eigenvalues() {
        return SymmetricEigen.valuesOf(hessian, minimum.length);
    }

    /** f at a place. */
    public double loss(double[] at) {
        double[] gradient = gradient(at);
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            sum += (at[i] - minimum[i]) * gradient[i] / 2;
        }
        return sum;
    }

    private double[] gradient(double[] at) {
        int n = minimum.length;
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gradient[i] += hessian[i * n + j] * (at[j] - minimum[j]);
            }
        }
        return gradient;
    }

    private double[] next(double[] at, double rate) {
        double[] gradient = gradient(at);
        double[] next = at.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= rate * gradient[i];
        }
        return next;
    }

    /** The start and the places after 1 to {@code steps} steps. */
    public double[][] path(int steps) {
        double rate = rate();
        double[][] path = new double[steps + 1][];
        path[0] = start.clone();
        for (int k = 0; k < steps; k++) {
            path[k + 1] = next(path[k], rate);
        }
        return path;
    }

    /**
     * Steps until the loss is at most a share of that at the start, counted by taking them.
     *
     * @param share above 0
     * @param most steps that are taken
     * @return the number; {@code most} + 1 if those do not suffice
     */
    public int stepsTo(double share, int most) {
        double rate = rate();
        double wanted = share * loss(start);
        double[] at = Arrays.copyOf(start, start.length);
        int steps = 0;
        while (steps <= most && loss(at) > wanted) {
            at = next(at, rate);
            steps++;
        }
        return steps;
    }
}
