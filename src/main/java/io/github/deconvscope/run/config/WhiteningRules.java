package io.github.deconvscope.run.config;

/** How the layers compute a whitening matrix, by the size of its covariance: what the engine obeys and a forecast of cost counts. */
public final class WhiteningRules {
    /** The residual as a formula for people: of F dimensions, with the Cov that D was made from, eps included. */
    public static final String RESIDUAL = "norm(D Cov D' - I) / sqrt(F)";

    /** Up to this many features a covariance is formed, and iterated, in double precision: cheap, and fp32 cannot resolve natural images. */
    public static final int DOUBLE_UP_TO = 64;

    private WhiteningRules() {}

    /** Whether a covariance of so many features is formed and iterated in double precision. */
    public static boolean inDouble(long features) {
        return features <= DOUBLE_UP_TO;
    }

    /** Whether a covariance is of so few samples that its inverse root takes products as large as the samples are many. */
    public static boolean fewSamples(long features, long samples) {
        return !inDouble(features) && 2 * samples <= features;
    }
}
