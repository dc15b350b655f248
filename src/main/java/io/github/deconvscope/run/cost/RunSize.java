package io.github.deconvscope.run.cost;

import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.Progress;
import java.util.Locale;

/**
 * Work and memory of a run, counted from its configuration before the first step: they follow the size of the pictures, their channels, the
 * batch and the classes.
 *
 * @param multiplyAdds of the convolutions and the dense layer in one step, forward and backward: the backward pass takes two products for
 *     one, but for the first layer, whose input needs no gradient
 * @param outputBytes of the outputs of the convolutions for one batch, in fp32
 * @param parameters of convolutions and dense layer
 */
public record RunSize(double multiplyAdds, long outputBytes, long parameters) {
    /** @param classes that the net tells apart */
    public static RunSize of(RunConfig config, int classes) {
        NetPlan plan = NetPlan.of(config);
        double work = 0;
        long outputs = 0;
        long parameters = 0;
        for (NetPlan.Convolution convolution : plan.convolutions()) {
            long weights = (long) convolution.in() * convolution.out() * convolution.cells();
            double positions = (double) config.batch() * convolution.outputSize() * convolution.outputSize();
            work += (convolution.first() ? 2 : 3) * weights * positions;
            outputs += (long) positions * convolution.out() * Float.BYTES;
            parameters += weights + convolution.out();
        }
        work += 3.0 * plan.outputs() * classes * config.batch();
        parameters += (long) (plan.outputs() + 1) * classes;
        return new RunSize(work, outputs, parameters);
    }

    /**
     * Multiply-adds of a step, forward and backward, with those of whitening: a product has two in its gradient, but for that of a covariance
     * with itself, which has one.
     *
     * @param classes that the net tells apart
     */
    public static double withWhitening(RunConfig config, int classes) {
        WhiteningWork work = WhiteningWork.of(config);
        return of(config, classes).multiplyAdds()
                + work.covariance().multiplyAdds()
                + work.covarianceBack().multiplyAdds()
                + work.newtonSchulz().multiplyAdds()
                + work.newtonSchulzBack().multiplyAdds()
                + 3 * work.weight().multiplyAdds();
    }

    /**
     * Bytes that a step cannot do without when its forward pass ends: weights with their gradients and momentum, what the convolutions put out
     * (for the next one's gradient) and what normalizations behind them do, with deconvolution the weights with the whitening in them and the
     * matrices that its gradient needs.
     *
     * @param classes that the net tells apart
     */
    public static double held(RunConfig config, int classes) {
        RunSize size = of(config, classes);
        WhiteningWork work = WhiteningWork.of(config);
        int weights = config.normalization() == Normalization.DECONV ? 4 : 3;
        int outputs = config.normalization().followsConvolutions() ? 2 : 1;
        return (double) weights * Float.BYTES * size.parameters() + outputs * size.outputBytes() + work.kept();
    }

    /**
     * Milliseconds that the multiply-adds of a step take at the rate of the largest product that was timed.
     *
     * @param times at least one
     */
    public double millis(ProductTimes times) {
        int side = times.millis().lastKey();
        return multiplyAdds / Math.pow(side, 3) * times.fastest(side);
    }

    /**
     * For a person, before the run.
     *
     * @param times of products on this machine; none if they were not timed
     * @param steps of the whole run
     */
    public String inWords(ProductTimes times, long steps) {
        String words = String.format(
                Locale.ROOT,
                "A step takes %s multiply-adds beside whitening; the outputs of the convolutions take %s, the %,d parameters %s.",
                count(multiplyAdds),
                bytes(outputBytes),
                parameters,
                bytes(Float.BYTES * parameters));
        if (times.isEmpty()) {
            return words;
        }
        double millis = millis(times);
        return words
                + String.format(
                        Locale.ROOT,
                        " At the rate of matrix products on this machine these alone are %.0f ms per step, %s for %d steps: a run takes longer.",
                        millis,
                        Progress.duration(millis * steps / 1e3),
                        steps);
    }

    private static String count(double number) {
        return number >= 1e9
                ? String.format(Locale.ROOT, "%.1f billion", number / 1e9)
                : String.format(Locale.ROOT, "%.1f million", number / 1e6);
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
