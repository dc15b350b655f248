package io.github.deconvscope.run.feed;

import java.util.Arrays;
import java.util.Optional;

/** Where the matrix D that a whitening layer used in one step came from. */
public enum MatrixOrigin {
    /** Computed from this batch. */
    LIVE(0, "live", "computed from this batch"),
    /** The running values of earlier batches. */
    RUNNING(1, "running", "the running one, of earlier batches"),
    /** The running values, which the layer keeps for good. */
    FROZEN(2, "frozen", "the frozen one, which no longer follows the batches");

    private final int code;
    private final String label;
    private final String inWords;

    MatrixOrigin(int code, String label, String inWords) {
        this.code = code;
        this.label = label;
        this.inWords = inWords;
    }

    /** The number in recorded frames, see {@code Quantity.ORIGIN}. */
    public int code() {
        return code;
    }

    /** One word. */
    public String label() {
        return label;
    }

    /** The end of a sentence that begins with "D is". */
    public String inWords() {
        return inWords;
    }

    /** The origin of a recorded number; empty if it is none. */
    static Optional<MatrixOrigin> of(float code) {
        return Arrays.stream(values()).filter(origin -> origin.code == code).findFirst();
    }
}
