package io.github.deconvscope.engine.lab;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Floats;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.util.concurrent.CompletionStage;

/** PyTorch's own {@code conv2d} and {@code conv_transpose2d} in fp32 on the CPU, on the compute thread. */
public final class ConvolutionFramework implements Framework {
    private final ComputeThread compute;

    public ConvolutionFramework(ComputeThread compute) {
        this.compute = compute;
    }

    @Override
    public String name() {
        String engine = compute.status().engine();
        return engine.isEmpty() ? "PyTorch" : engine;
    }

    @Override
    public CompletionStage<double[]> convolve(
            ConvolutionGeometry geometry, double[] input, double[] weights, double[] bias) {
        geometry.requireInput(input);
        geometry.requireWeights(weights);
        geometry.requireBias(bias);
        return compute.whenReady(() -> answer(geometry, input, weights, bias));
    }

    private double[] answer(ConvolutionGeometry geometry, double[] input, double[] weights, double[] bias) {
        compute.assertCurrent();
        Size in = geometry.input();
        Size kernel = geometry.kernel();
        boolean back = geometry.transposed();
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray x = scope.create(Floats.of(input), new Shape(1, geometry.inputChannels(), in.height(), in.width()));
            NDArray w = scope.create(
                    Floats.of(weights),
                    new Shape(geometry.firstChannels(), geometry.secondChannels(), kernel.height(), kernel.width()));
            NDArray b = scope.create(Floats.of(bias));
            NDArray y = back ? transposedConvolution(geometry, x, w, b) : convolution(geometry, x, w, b);
            return Floats.wide(y.toFloatArray());
        }
    }

    /** PyTorch pads both ends of an axis alike; other padding is put around the input before. */
    private static NDArray convolution(ConvolutionGeometry geometry, NDArray x, NDArray w, NDArray b) {
        ConvolutionSettings s = geometry.settings();
        Sides p = geometry.padding();
        NDArray padded = p.equalEnds() ? x : x.pad(new Shape(p.left(), p.right(), p.top(), p.bottom()), 0);
        return Conv2d.conv2d(padded, w, b, shape(s.stride()), shape(inside(p)), shape(s.dilation()), s.groups())
                .singletonOrThrow();
    }

    /** PyTorch crops both ends of an axis alike; other padding is cropped after. */
    private static NDArray transposedConvolution(ConvolutionGeometry geometry, NDArray x, NDArray w, NDArray b) {
        ConvolutionSettings s = geometry.settings();
        Sides p = geometry.padding();
        Size inside = inside(p);
        NDArray settings = x.getManager().create(new long[] {
            s.stride().height(),
            s.stride().width(),
            inside.height(),
            inside.width(),
            geometry.outputPadding().height(),
            geometry.outputPadding().width(),
            s.dilation().height(),
            s.dilation().width(),
            s.groups()
        });
        NDArray y = PyTorchFunctions.TRANSPOSED_CONVOLUTION.call(x, w, b, settings);
        Size out = geometry.output();
        return p.equalEnds()
                ? y
                : y.get(new NDIndex(
                        ":, :, {}:{}, {}:{}", p.top(), p.top() + out.height(), p.left(), p.left() + out.width()));
    }

    private static Size inside(Sides padding) {
        return padding.equalEnds() ? padding.begin() : Size.square(0);
    }

    private static Shape shape(Size size) {
        return new Shape(size.height(), size.width());
    }
}
