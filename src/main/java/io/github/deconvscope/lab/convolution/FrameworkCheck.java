package io.github.deconvscope.lab.convolution;

/**
 * The comparison of what the page shows with what the framework computes.
 *
 * @param framework name of the framework
 * @param operator {@code Conv2d} or {@code ConvTranspose2d}
 * @param largestDifference largest absolute difference over all outputs
 * @param tolerance what fp32 arithmetic may leave: 1e-6 of the largest sum of absolute products
 */
public record FrameworkCheck(String framework, String operator, double largestDifference, double tolerance) {
    /** Relative tolerance in fp32. */
    public static final double RELATIVE_TOLERANCE = 1e-6;

    /**
     * Compares.
     *
     * @param framework name of the framework
     * @param result what the page shows; its sliding-window output is what is checked
     * @param answer the framework's output
     */
    public static FrameworkCheck of(String framework, ConvolutionResult result, double[] answer) {
        result.state().geometry().requireOutput(answer);
        double largest = 0;
        for (int i = 0; i < answer.length; i++) {
            double difference = Math.abs(answer[i] - result.windowOutput()[i]);
            // A NaN of the framework has to show: Math.max hands it on.
            largest = Math.max(largest, difference);
        }
        String operator = result.state().geometry().transposed() ? "ConvTranspose2d" : "Conv2d";
        return new FrameworkCheck(framework, operator, largest, RELATIVE_TOLERANCE * result.scale());
    }

    /** Whether both agree. */
    public boolean agrees() {
        return largestDifference <= tolerance;
    }
}
