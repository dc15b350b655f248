package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.root.Matrices;
import io.github.deconvscope.engine.root.UncoupledNewtonSchulz;
import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.run.feed.MatrixOrigin;
import io.github.deconvscope.run.feed.StepPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * IterNorm, then a ReLU: the channels of a convolution's output are whitened in groups, by the mean and the whitening matrix D of the batch
 * in training and by running ones in evaluation. (N, C, H, W) to the same shape. Source: Huang et al., CVPR 2019. The same in double on plain
 * arrays, with the formulas, is {@code IterNorm} among the tests.
 *
 * <p>The running values have the names and shapes of the authors' class: {@code running_mean} (G, d, 1), {@code running_wm} (G, d, d).
 */
public final class IterNorm2D extends NormalizationLayer {
    private final WhiteningOptions options;
    private final BlockLayout layout;
    private final Parameter runningMean;
    private final Parameter runningMatrix;

    /**
     * @param name in errors and records
     * @param channels C
     * @param options its block is d, where it does not fit changed as {@link FeatureBlocks#effectiveBlock} says, and its iterations are T; eps
     *     and update rate are used too, the rest is not
     */
    public IterNorm2D(String name, int channels, WhiteningOptions options) {
        super(name, channels, options);
        this.options = options;
        layout = BlockLayout.ofPatches(channels, super.effectiveBlock(), 1, 1, true);
        Shape square = new Shape(layout.groups(), layout.features(), layout.features());
        runningMean = addParameter(WhiteningLayer.constant(
                "running_mean", new Shape(layout.groups(), layout.features(), 1), NDManager::zeros));
        runningMatrix = addParameter(WhiteningLayer.constant("running_wm", square, WhiteningLayer::identities));
    }

    /** Groups stay together, whatever the layout of those that only are looked at. */
    @Override
    public boolean interleaved() {
        return false;
    }

    /** Shown when it is whitened, with its D. */
    @Override
    void show(NDArray input) {}

    @Override
    public FoldedConvolution fold(FoldedConvolution before) {
        float[] running = floats(runningMatrix);
        double[] matrices = new double[running.length];
        Arrays.setAll(matrices, i -> running[i]);
        return fold(before, matrices, layout.features(), floats(runningMean));
    }

    @Override
    NDArray normalise(Values values, NDArray x, NDArray scale, NDArray shift, boolean training) {
        if (!policy().expectsOverflow()) {
            FiniteInput.require(name(), x);
        }
        Shape shape = x.getShape();
        Shape swapped = new Shape(shape.get(1), shape.get(0), shape.get(2), shape.get(3));
        NDArray samples = x.transpose(1, 0, 2, 3).reshape(layout.groups(), layout.features(), -1);
        NDArray mean = values.of(runningMean);
        NDArray matrix = values.of(runningMatrix);
        NDArray white = training ? whiten(x, samples, mean, matrix) : matrix.matMul(samples.sub(mean));
        return affine(white.reshape(swapped).transpose(1, 0, 2, 3), scale, shift);
    }

    /** Whitens samples (G, d, R) of the input by their own statistics, and moves the running values towards them. */
    private NDArray whiten(NDArray x, NDArray samples, NDArray movingMean, NDArray movingMatrix) {
        enter(StepPart.COVARIANCE);
        NDArray mean = samples.mean(new int[] {2}, true);
        NDArray centred = samples.sub(mean);
        NDArray covariance = Matrices.addToDiagonal(
                Scalars.times(
                        centred.matMul(Matrices.transpose(centred)),
                        1.0 / samples.getShape().get(2)),
                options.statistics().eps());
        boolean watched = observer() != null && observer().wantsInput(name());
        List<NDArray> iterates = watched ? new ArrayList<>() : null;
        enter(StepPart.NEWTON_SCHULZ);
        NDArray d = UncoupledNewtonSchulz.inverseSqrt(
                covariance, options.iteration().count(), iterates);
        requireFinite(d);
        if (watched) {
            look(observer -> {
                InputView view = new InputView(
                        x.stopGradient(),
                        new CovarianceEstimator.Moments(single(centred), single(mean), single(covariance)).seen(),
                        layout,
                        1,
                        options.statistics().eps());
                observer.input(name(), view);
                observer.whitening(
                        name(),
                        new WhiteningView(
                                view,
                                single(d),
                                iterates.stream().map(this::single).toList(),
                                MatrixOrigin.LIVE));
            });
        }
        enter(StepPart.NORMALIZATION);
        move(movingMean, mean);
        move(movingMatrix, d);
        return d.matMul(centred);
    }

    /** The input is finite: what is not is made by the iteration, whose rounding errors grow. */
    private void requireFinite(NDArray d) {
        // A sum is finite only if all its terms are.
        float sum = d.stopGradient().sum().toType(DataType.FLOAT32, false).getFloat();
        if (!policy().expectsOverflow() && !Float.isFinite(sum)) {
            throw new NonFiniteException("Layer " + name() + ": D is not finite after "
                    + options.iteration().count()
                    + " iterations of IterNorm, which multiply rounding errors. Take fewer, usual is 5"
                    + " (--iterations), a larger eps (--eps) or a smaller block (--block).");
        }
    }

    /** Without graph, and without the dimension of groups if there is only one. */
    private NDArray single(NDArray a) {
        NDArray seen = a.stopGradient();
        return layout.groups() == 1 ? seen.squeeze(0) : seen;
    }

    private void move(NDArray running, NDArray now) {
        RunningAverage.move(running, now, options.statistics().updateRate());
    }
}
