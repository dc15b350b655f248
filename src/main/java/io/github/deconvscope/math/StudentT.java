package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;

/** Student's t distribution (Student, "The probable error of a mean", Biometrika 1908). */
public final class StudentT {
    /** Entry d - 1 for d degrees of freedom. */
    private static final double[] QUANTILES_975 = {
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
        2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860
    };

    private StudentT() {}

    /**
     * How many standard deviations, as estimated, 95 of 100 values lie within on both sides.
     *
     * @param degrees of freedom, at least 1; above 20 the value for 20 is given, which is a little too large
     */
    public static double within95(int degrees) {
        if (degrees < 1) {
            throw new InvalidInputException(degrees + " degrees of freedom; give at least 1.");
        }
        return QUANTILES_975[Math.min(degrees, QUANTILES_975.length) - 1];
    }
}
