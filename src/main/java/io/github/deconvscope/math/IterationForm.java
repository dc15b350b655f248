package io.github.deconvscope.math;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.Numbers;

/**
 * The forms in which the inverse square root of a covariance can be approached by matrix products alone: which polynomial each iteration multiplies
 * by, and in which order. {@code NewtonSchulz} has the two oldest ones as formulas.
 *
 * <p>All but {@link #UNCOUPLED} hold two matrices, Y, which tends to the square root, and Z, which tends to its inverse. Each iteration computes the
 * polynomial T = p(M) of M = Z Y and multiplies both by it. What this does can be seen in each eigenvector of the covariance alone: the square root
 * s = sqrt(eigenvalue / norm) of its eigenvalue, which is to become 1, becomes s p(s^2).
 */
public enum IterationForm implements Choice {
    /** T = (3 I - M) / 2, Y and Z side by side, after division by norm(Cov)_F. Layers of network deconvolution. */
    COUPLED("coupled", "coupled", "Newton-Schulz", "", new double[][] {{1.5, -0.5}}),
    /** The same T with P alone, after division by trace(Cov): rounding errors grow from iteration to iteration. IterNorm. */
    UNCOUPLED(
            "uncoupled",
            "uncoupled",
            "uncoupled Newton-Schulz",
            "The uncoupled iteration, that of IterNorm, takes the same products in another order.",
            COUPLED.factors),
    /**
     * Two iterations that do what five of Newton-Schulz do: their s is within 3.5e-4 of it for every s from 0 to 1. The coefficients minimize
     * that distance (least p-th powers, p up to 50, over 4,300 points). Later iterations are those of Newton-Schulz.
     */
    FITTED(
            "fitted",
            "fitted",
            "the fitted polynomials",
            "The first two iterations with the fitted polynomials do what five of Newton-Schulz do, within 0.00035; the"
                    + " others are Newton-Schulz.",
            new double[][] {
                {4.050888633498505, -6.213386131395134, 3.536019563520739},
                {1.8717931152776843, -1.5194971015348848, 0.8933612758005549, -0.295233683971344, 0.041515591734765885},
                {1.5, -0.5}
            }),
    /** Chosen to have the steepest start that keeps what comes near 1 within 0.7 and 1.2. Source: Jordan et al., <em>Muon</em>, 2024. */
    QUINTIC(
            "quintic",
            "quintic",
            "Jordan's quintic",
            "Jordan's quintic boosts a small direction by 3.4 each time, and never settles: directions stay within 0.7 and 1.2 of white.",
            new double[][] {{3.4445, -4.7750, 2.0315}}),
    /**
     * In each iteration the quintic that is best for what the one before has left, for s from 0.001 to 1; the first seven divided by 1.01, 1.01^3
     * and 1.01^5, so that rounding does not leave their range. Source: Amsel, Persson, Musco and Gower, <em>The Polar Express</em>, 2025,
     * algorithm 1 (published for the polar factor, whose M is X' X).
     */
    POLAR_EXPRESS(
            "polar-express",
            "Polar Express",
            "Polar Express",
            "Polar Express takes another quintic in each iteration, the best for what the one before has left: directions are first"
                    + " boosted beyond white, up to 2, and come back.",
            polarExpress());

    private static final double SAFETY = 1.01;

    private final Words words;
    private final String inWords;
    private final String remark;
    private final double[][] factors;

    IterationForm(String id, String title, String inWords, String remark, double[][] factors) {
        this.words = new Words(id, title);
        this.inWords = inWords;
        this.remark = remark;
        this.factors = factors;
    }

    private static double[][] polarExpress() {
        double[][] published = {
            {8.28721201814563, -23.595886519098837, 17.300387312530933},
            {4.107059111542203, -2.9478499167379106, 0.5448431082926601},
            {3.9486908534822946, -2.908902115962949, 0.5518191394370137},
            {3.3184196573706015, -2.488488024314874, 0.51004894012372},
            {2.300652019954817, -1.6689039845747493, 0.4188073119525673},
            {1.891301407787398, -1.2679958271945868, 0.37680408948524835},
            {1.8750014808534479, -1.2500016453999487, 0.3750001645474248},
            {1.875, -1.25, 0.375}
        };
        for (int k = 0; k < published.length - 1; k++) {
            for (int i = 0; i < published[k].length; i++) {
                published[k][i] /= Math.pow(SAFETY, 2 * i + 1);
            }
        }
        return published;
    }

    @Override
    public Words words() {
        return words;
    }

    /** Its name in a sentence. */
    public String inWords() {
        return inWords;
    }

    /** What is to be known of its curve, a sentence; empty for Newton-Schulz. */
    public String remark() {
        return remark;
    }

    /**
     * The coefficients of T, from that of I to that of the highest power of M: 2, 3 or 5; a new array.
     *
     * @param iteration from 1 on
     */
    public double[] factor(int iteration) {
        return factors[Math.min(iteration, factors.length) - 1].clone();
    }

    /** What a covariance is divided by before it is iterated, as a formula for people. */
    public String normInWords() {
        return this == UNCOUPLED ? "trace(Cov)" : "norm(Cov)";
    }

    /** By how much the smallest directions grow in some iterations: the product of the first coefficients, 1.5^k for Newton-Schulz. */
    public double boost(int iterations) {
        double boost = 1;
        for (int k = 1; k <= iterations; k++) {
            boost *= factor(k)[0];
        }
        return boost;
    }

    /** {@link #boost} for people. */
    public String boostInWords(int iterations) {
        return this == COUPLED || this == UNCOUPLED ? "1.5^k" : Numbers.shown(boost(iterations));
    }
}
