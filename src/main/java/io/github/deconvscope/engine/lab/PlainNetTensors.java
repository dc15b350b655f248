package io.github.deconvscope.engine.lab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.math.GroupNorm;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.math.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plain VGG net as tensors, both ways: convolutions of odd kernels, padded so that stride 1 keeps the size, each with a ReLU and some with a
 * max pooling; the mean of each channel; a dense layer. On the compute thread. Results belong to the manager of what is put in.
 */
final class PlainNetTensors {

    private final List<Convolution> convolutions;
    private final NDArray dense;
    private final NDArray denseBias;

    /**
     * A convolution.
     *
     * @param weight (O, C, k, k)
     * @param bias (O)
     * @param stride distance between two positions of the kernel
     * @param norm between it and its ReLU, if any
     * @param pooling what follows, if a max pooling does
     */
    record Convolution(
            NDArray weight, NDArray bias, int stride, Optional<GroupNormTensors> norm, Optional<Pooling> pooling) {
        static Convolution of(
                NDManager manager,
                NpyArray weight,
                NpyArray bias,
                int stride,
                Optional<GroupNorm> norm,
                Optional<Pooling> pooling) {
            return new Convolution(
                    tensor(manager, weight),
                    tensor(manager, bias),
                    stride,
                    norm.map(of -> GroupNormTensors.of(manager, of)),
                    pooling);
        }

        int kernel() {
            return (int) weight.getShape().get(2);
        }

        /** Before a normalization and the ReLU. */
        NDArray sums(NDArray x) {
            Shape padding = new Shape(kernel() / 2, kernel() / 2);
            return Conv2d.conv2d(x, weight, bias, new Shape(stride, stride), padding, new Shape(1, 1))
                    .singletonOrThrow();
        }

        NDArray forward(NDArray x) {
            NDArray sums = sums(x);
            return Activation.relu(norm.map(of -> of.forward(sums)).orElse(sums));
        }

        /** From its output, as its input had this size: what the kernel did not reach at the end of a row or a column gets 0. */
        NDArray back(NDArray signal, long size) {
            long rest = size - ((signal.getShape().get(2) - 1) * stride + kernel() - 2 * (kernel() / 2));
            long padding = kernel() / 2;
            NDArray settings =
                    signal.getManager().create(new long[] {stride, stride, padding, padding, rest, rest, 1, 1, 1});
            NDArray noBias =
                    signal.getManager().zeros(new Shape(weight.getShape().get(1)));
            return PyTorchFunctions.TRANSPOSED_CONVOLUTION.call(signal, weight, noBias, settings);
        }
    }

    /**
     * @param dense (classes, channels)
     * @param denseBias (classes)
     */
    PlainNetTensors(List<Convolution> convolutions, NDArray dense, NDArray denseBias) {
        this.convolutions = List.copyOf(convolutions);
        this.dense = dense;
        this.denseBias = denseBias;
    }

    static NDArray tensor(NDManager manager, NpyArray array) {
        int[] shape = array.shape();
        long[] sizes = new long[shape.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape[i];
        }
        return manager.create(array.toFloats(), new Shape(sizes));
    }

    /** This net with some layers drawn anew; their tensors belong to {@code scope}. */
    PlainNetTensors with(Redraw redraw, NDManager scope) {
        List<Convolution> changed = new ArrayList<>();
        for (Convolution c : convolutions) {
            int layer = changed.size() + 1;
            changed.add(
                    redraw.layers().contains(layer)
                            ? new Convolution(
                                    scope.create(redraw.weights(layer, c.weight.toFloatArray()), c.weight.getShape()),
                                    scope.zeros(c.bias.getShape()),
                                    c.stride,
                                    c.norm.map(norm -> norm.anew(scope)),
                                    c.pooling)
                            : c);
        }
        return new PlainNetTensors(changed, dense, denseBias);
    }

    /**
     * The activations of the first layers, each after its ReLU.
     *
     * @param images (N, C, H, W)
     * @param layers how many
     */
    List<NDArray> forward(NDArray images, int layers) {
        List<NDArray> activations = new ArrayList<>();
        NDArray x = images;
        for (Convolution c : convolutions.subList(0, layers)) {
            NDArray y = c.forward(x);
            activations.add(y);
            x = pooled(c, y);
        }
        return activations;
    }

    private static NDArray pooled(Convolution c, NDArray y) {
        return c.pooling.map(pooling -> ConvNet.pool(pooling, y)).orElse(y);
    }

    /** The scores. @param last the activation of the last convolution */
    NDArray scores(NDArray last) {
        NDArray x = pooled(convolutions.get(convolutions.size() - 1), last);
        Shape map = x.getShape();
        NDArray means =
                x.reshape(map.get(0), map.get(1), map.get(2) * map.get(3)).mean(new int[] {2});
        return means.matMul(dense.transpose()).add(denseBias);
    }

    /** The derivative of a score with respect to the last maps, before their means: the start of its way back. */
    NDArray spread(NDArray last, int category) {
        NDArray map = pooled(convolutions.get(convolutions.size() - 1), last);
        long cells = map.getShape().get(2) * map.getShape().get(3);
        NDArray row = map.getManager().zeros(map.getShape());
        return row.add(Scalars.times(dense.get(category), 1.0 / cells).reshape(1, -1, 1, 1));
    }

    /**
     * Sends a signal back to the pixels.
     *
     * @param image (1, C, H, W)
     * @param activations of the net for it, at least up to {@code layer}
     * @param start the signal, in the shape of the layer's output before or after its pooling
     * @param first what {@code start} is
     * @param layer whose output it is, from 1
     * @return {@code start} and the signal after each step
     */
    List<BackStep> back(
            NDArray image, List<NDArray> activations, NDArray start, BackStep.Kind first, int layer, BackRule rule) {
        List<BackStep> steps = new ArrayList<>();
        NDArray signal = start;
        steps.add(step(first, layer, signal));
        for (int k = layer; k >= 1; k--) {
            Convolution c = convolutions.get(k - 1);
            NDArray activation = activations.get(k - 1);
            if (!signal.getShape().equals(activation.getShape())) {
                Pooling pooling = c.pooling.orElseThrow();
                NDArray window = signal.getManager().create(new long[] {pooling.kernel(), pooling.stride()});
                signal = PyTorchFunctions.UNPOOL.call(signal, activation, window);
                steps.add(step(BackStep.Kind.UNPOOL, k, signal));
            }
            signal = rectified(signal, activation, rule);
            steps.add(step(BackStep.Kind.RELU, k, signal));
            NDArray input = k == 1 ? image : pooled(convolutions.get(k - 2), activations.get(k - 2));
            if (c.norm.isPresent()) {
                signal = c.norm.get().back(c.sums(input), signal);
                steps.add(step(BackStep.Kind.NORMALIZATION, k, signal));
            }
            signal = c.back(signal, input.getShape().get(2));
            steps.add(step(BackStep.Kind.TRANSPOSED, k, signal));
        }
        return steps;
    }

    private static NDArray rectified(NDArray signal, NDArray activation, BackRule rule) {
        NDArray passed = rule.asksSignal() ? Activation.relu(signal) : signal;
        return rule.asksForward() ? passed.mul(activation.gt(0).toType(DataType.FLOAT32, false)) : passed;
    }

    private static BackStep step(BackStep.Kind kind, int layer, NDArray signal) {
        Shape shape = signal.getShape();
        return new BackStep(
                kind,
                layer,
                (int) shape.get(1),
                new Size((int) shape.get(2), (int) shape.get(3)),
                signal.toFloatArray());
    }
}
