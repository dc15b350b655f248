package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t distribution, for intervals around the mean of few values, whose standard deviation is itself only estimated (Student, "The probable
 * error of a mean", Biometrika 1908).
 */
public final class StudentT {
    private StudentT() {}

    /**
     * How many standard deviations, as estimated, 95 of 100 values lie within on both sides.
     *
     * @param degrees of freedom, at least 1
     */
    public static double within95(int degrees) {
        return quantile(0.975, degrees);
    }

    /**
     * The value that a share of the distribution lies below.
     *
     * @param share above 0 and below 1
     * @param degrees of freedom, at least 1
     */
    public static double quantile(double share, int degrees) {
        if (degrees < 1) {
            throw new InvalidInputException(degrees + " degrees of freedom; give at least 1.");
        }
        return TDistribution.of(degrees).inverseCumulativeProbability(share);
    }
}
