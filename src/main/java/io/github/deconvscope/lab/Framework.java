package io.github.deconvscope.lab;

import io.github.deconvscope.math.ConvolutionGeometry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The deep-learning framework, which computes in fp32 what the lab computes in double precision, for comparison. Calls return at once; the
 * stage completes on the framework's own thread.
 */
public interface Framework {
    /** Used when no framework is available: every call fails with a message. */
    Framework NONE = new Framework() {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public CompletionStage<double[]> convolve(
                ConvolutionGeometry geometry, double[] input, double[] weights, double[] bias) {
            return CompletableFuture.failedFuture(new IllegalStateException("there is no framework to ask"));
        }
    };

    /** Name and version for a person, such as {@code PyTorch 2.7.1}. */
    String name();

    /**
     * {@code Conv2d}, or {@code ConvTranspose2d} if the geometry is transposed.
     *
     * @param geometry sizes and settings
     * @param input flat (channel, row, column)
     * @param weights flat, (output, input, height, width), or (input, output, height, width) if transposed; with groups the second of
     *     these counts within a group
     * @param bias one number an output channel
     * @return the output, flat (channel, row, column); fails if the framework does
     */
    CompletionStage<double[]> convolve(ConvolutionGeometry geometry, double[] input, double[] weights, double[] bias);
}
