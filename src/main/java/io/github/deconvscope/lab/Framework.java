package io.github.deconvscope.lab;

import io.github.deconvscope.math.ConvolutionGeometry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The deep-learning framework that checks what the lab computes. The lab computes in double without it; the framework computes in fp32.
 * Calls return at once; the stage completes on the framework's own thread.
 */
public interface Framework {
    /** Stands where there is no framework: every question fails, in words. */
    Framework NONE = new Framework() {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public CompletionStage<double[]> convolve(ConvolutionGeometry geometry, double[] input, double[] weights) {
            return CompletableFuture.failedFuture(new IllegalStateException("there is no framework to ask"));
        }
    };

    /** Name and version for a person, such as {@code PyTorch 2.7.1}. */
    String name();

    /**
     * {@code Conv2d}, or {@code ConvTranspose2d} if the geometry is transposed, without bias.
     *
     * @param geometry sizes and settings
     * @param input flat (channel, row, column)
     * @param weights flat, (output, input, height, width), or (input, output, height, width) if transposed
     * @return the output, flat (channel, row, column); fails if the framework does
     */
    CompletionStage<double[]> convolve(ConvolutionGeometry geometry, double[] input, double[] weights);
}
