package io.github.deconvscope.lab.precision;

import java.util.List;

/**
 * Which programs accumulate sums of 16-bit numbers in 16 bits and which in 32, by operation. A sum that is rounded once, after accumulation
 * in 32 bits, differs from one that is rounded term by term.
 */
public final class SixteenBitSums {
    /** The programs, in the order of {@link Row#answers}. */
    public static final List<String> PROGRAMS = List.of("PyTorch 2.7.1", "TensorFlow 2.18", "ONNX Runtime 1.29");

    /** The answer of a program that accumulates in 32 bits. */
    public static final String RIGHT = "right";

    private static final String STUCK = "stuck";
    private static final String UNKNOWN = "not measured";

    /** What the table says, and where it is from. */
    public static final String EXPLANATION =
            "Right: added up in 32 bits. Stuck: added up in 16, where a sum of ones ends at 2,048 in fp16 and at"
                    + " 256 in bf16. Measured on CPUs in November 2026; the column of PyTorch by the tests of this program. On a GPU a tensor core adds up"
                    + " in 32 bits, and so does the emulation here.";

    /** The table. */
    public static final List<Row> TABLE = List.of(
            new Row("matrix product", RIGHT, RIGHT, RIGHT),
            new Row("convolution", RIGHT, RIGHT, RIGHT),
            new Row("depthwise convolution", RIGHT, STUCK, UNKNOWN),
            new Row(
                    "transposed convolution, gradient of a convolution's input",
                    "stuck: 2,048 of 2,500",
                    STUCK,
                    UNKNOWN),
            new Row("gradient of a bias, in bf16", UNKNOWN, "stuck: 256 of 4,096", UNKNOWN),
            new Row("mean of 70,000 ones", RIGHT, "not a number", RIGHT),
            new Row("softmax of 70,000 equal scores", RIGHT, "0", UNKNOWN));

    private SixteenBitSums() {}

    /**
     * One operation on fp16 tensors.
     *
     * @param operation what is computed
     * @param answers one for each of {@link #PROGRAMS}
     */
    public record Row(String operation, List<String> answers) {
        Row(String operation, String... answers) {
            this(operation, List.of(answers));
        }
    }
}
