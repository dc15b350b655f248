package io.github.deconvscope.engine.lab;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.EngineStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/** PyTorch's own {@code conv2d} and {@code conv_transpose2d} in fp32 on the CPU, on the compute thread. */
public final class ConvolutionFramework implements Framework, AutoCloseable {
    private final ComputeThread compute;
    private Model transposed;

    public ConvolutionFramework(ComputeThread compute) {
        this.compute = compute;
    }

    @Override
    public String name() {
        String engine = compute.status().engine();
        return engine.isEmpty() ? "PyTorch" : engine;
    }

    @Override
    public CompletionStage<double[]> convolve(ConvolutionGeometry geometry, double[] input, double[] weights) {
        geometry.requireInput(input);
        geometry.requireWeights(weights);
        compute.load();
        return compute.submit(() -> {
            if (compute.status().state() != EngineStatus.State.READY) {
                throw new IllegalStateException(compute.status().message());
            }
            return answer(geometry, input, weights);
        });
    }

    private double[] answer(ConvolutionGeometry geometry, double[] input, double[] weights)
            throws IOException, MalformedModelException {
        compute.assertCurrent();
        Size in = geometry.input();
        Size kernel = geometry.kernel();
        boolean back = geometry.transposed();
        int first = back ? geometry.inputChannels() : geometry.outputChannels();
        int second = back ? geometry.outputChannels() : geometry.inputChannels();
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray x = scope.create(floats(input), new Shape(1, geometry.inputChannels(), in.height(), in.width()));
            NDArray w = scope.create(floats(weights), new Shape(first, second, kernel.height(), kernel.width()));
            NDArray y =
                    back ? transposedConvolution(geometry.settings(), x, w) : convolution(geometry.settings(), x, w);
            return doubles(y.toFloatArray());
        }
    }

    private static NDArray convolution(ConvolutionSettings s, NDArray x, NDArray w) {
        return Conv2d.conv2d(x, w, null, shape(s.stride()), shape(s.padding()), shape(s.dilation()))
                .singletonOrThrow();
    }

    private NDArray transposedConvolution(ConvolutionSettings s, NDArray x, NDArray w)
            throws IOException, MalformedModelException {
        if (transposed == null) {
            Model model = Model.newInstance("conv_transpose2d", Device.cpu(), "PyTorch");
            try (InputStream script = TransposedConvolutionScript.open()) {
                model.load(script);
            }
            transposed = model;
        }
        NDArray settings = x.getManager().create(new long[] {
            s.stride().height(), s.stride().width(), s.padding().height(),
                    s.padding().width(),
            s.outputPadding().height(), s.outputPadding().width(), s.dilation().height(),
                    s.dilation().width()
        });
        ParameterStore parameters = new ParameterStore(x.getManager(), false);
        return transposed
                .getBlock()
                .forward(parameters, new NDList(x, w, settings), false)
                .singletonOrThrow();
    }

    private static Shape shape(Size size) {
        return new Shape(size.height(), size.width());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Releases the script's native memory; the compute thread has to be open still. */
    @Override
    public void close() {
        compute.submit(() -> {
            if (transposed != null) {
                transposed.close();
                transposed = null;
            }
            return null;
        });
    }
}
