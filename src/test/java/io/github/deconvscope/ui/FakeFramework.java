package io.github.deconvscope.ui;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.DirectConvolution;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands for PyTorch: the textbook loops, rounded to fp32, at once. */
public final class FakeFramework implements Framework {
    /** How often it was asked. */
    public int asked;

    @Override
    public String name() {
        return "loops";
    }

    @Override
    public CompletionStage<double[]> convolve(
            ConvolutionGeometry geometry, double[] input, double[] weights, double[] bias) {
        asked++;
        double[] answer = DirectConvolution.apply(geometry, input, weights);
        for (int i = 0; i < answer.length; i++) {
            answer[i] = (float) (answer[i] + bias[i / geometry.output().cells()]);
        }
        return CompletableFuture.completedFuture(answer);
    }
}
