package io.github.deconvscope.math;

/**
 * A polynomial of fourth degree with two products of matrices: c4 M^4 + ... + c0 I = leading ((M^2 + p M + b I) (M^2 + e I) + f I), after
 * Paterson and Stockmeyer, 1973.
 */
public record QuarticFactor(double leading, double p, double b, double e, double f) {
    /** @param c the coefficients from that of I to that of M^4; those of M^3 and M^4 are not 0 */
    public static QuarticFactor of(double[] c) {
        double p = c[3] / c[4];
        double e = c[1] / c[3];
        double b = c[2] / c[4] - e;
        return new QuarticFactor(c[4], p, b, e, c[0] / c[4] - b * e);
    }
}
