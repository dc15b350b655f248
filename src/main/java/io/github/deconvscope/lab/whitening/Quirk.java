package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.base.Choice;

/**
 * Deviations of the published implementations from the algebra, each of which can be switched on. Their numbers are those of the README's
 * table.
 */
public enum Quirk implements Choice {
    UNCENTRED(
            "uncentred",
            "Uncentred covariance",
            "ChannelDeconv (1): the mean is not taken away before the products, so this is a second moment. The mean direction looks"
                    + " like a large variance and is crushed."),
    AVERAGED_WHITENING(
            "averaged-d",
            "Average D, not Cov",
            "All (9): the running value is an average of whitening matrices. The inverse root of an average is not the average of"
                    + " inverse roots, so small, noisy directions are boosted too much."),
    POOLED_BLOCKS(
            "pooled-blocks",
            "Pooled, interleaved blocks",
            "FastDeconv (8): features are dealt out to the groups in turn, and all groups share one mean and one covariance. No"
                    + " group comes out quite white. Needs a block smaller than the channels."),
    NO_BIAS_CORRECTION(
            "no-debias",
            "No bias correction",
            "FastDeconv (10): running values start at the identity and nothing takes it out again; after T batches (1 - rate)^T of"
                    + " it is left."),
    HALF_COVARIANCE(
            "fp16-covariance",
            "Covariance in fp16",
            "Mixed-precision port (21, 22): the sums of products and their count are fp16. Sums beyond 65,504 overflow, and rounding"
                    + " makes small eigenvalues negative.");

    private final Words words;

    Quirk(String id, String title, String explanation) {
        this.words = new Words(id, title, explanation);
    }

    @Override
    public Words words() {
        return words;
    }

    /** Whether it only shows in running values over several mini-batches. */
    public boolean needsBatches() {
        return this == AVERAGED_WHITENING || this == NO_BIAS_CORRECTION;
    }
}
