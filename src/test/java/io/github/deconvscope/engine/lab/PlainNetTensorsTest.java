package io.github.deconvscope.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.layer.Layers;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.math.GoldenPlainNet;
import io.github.deconvscope.math.PlainNet;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.math.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engine's pictures of channels, and every step of the way to them, against PyTorch's own and against the net in double. */
@Tag("engine")
@ExtendWith(OnComputeThread.class)
class PlainNetTensorsTest {
    @TestFactory
    List<DynamicTest> golden() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (GoldenPlainNet golden : GoldenPlainNet.all()) {
            for (int i = 0; i < golden.images(); i++) {
                int image = i;
                tests.add(DynamicTest.dynamicTest(golden.name() + " image " + i, () -> check(golden, image)));
            }
        }
        return tests;
    }

    private static void check(GoldenPlainNet golden, int image) {
        PlainNet oracle = golden.net();
        double[] x = golden.of("x", image);
        PlainNet.Pass pass = oracle.forward(x, golden.size());
        try (NDManager scope = NDManager.newBaseManager()) {
            PlainNetTensors net = net(golden, scope);
            Size size = golden.size();
            NDArray images = scope.create(floats(x), new Shape(1, 3, size.height(), size.width()));
            int count = pass.activations().size();
            List<NDArray> activations = net.forward(images, count);
            golden.check("logits", image, Layers.doubles(net.scores(activations.get(count - 1))));
            for (int layer : golden.layers()) {
                NDArray activation = activations.get(layer - 1);
                golden.check("act" + (layer - 1), image, Layers.doubles(activation));
                for (BackRule rule : BackRule.values()) {
                    NDArray start = start(activation, golden.channel(layer));
                    List<BackStep> steps = net.back(images, activations, start, BackStep.Kind.START, layer, rule);
                    golden.check(golden.back(layer, rule), image, Layers.doubles(last(steps)));
                    same(steps, oracle.back(pass, layer, golden.channel(layer), rule));
                }
            }
            int category = (int) golden.arrays().get("class").toLongs()[image];
            List<BackStep> steps = net.back(
                    images,
                    activations,
                    net.spread(activations.get(count - 1), category),
                    BackStep.Kind.DENSE,
                    count,
                    BackRule.GRADIENT);
            golden.check("class_gradient", image, Layers.doubles(last(steps)));
            same(steps, oracle.back(pass, count + 1, category, BackRule.GRADIENT));
        }
    }

    private static PlainNetTensors net(GoldenPlainNet golden, NDManager scope) {
        List<PlainNetTensors.Convolution> convolutions = new ArrayList<>();
        for (boolean pooled : golden.pooled()) {
            String name = "conv" + convolutions.size();
            Optional<Pooling> pooling = Optional.of(new Pooling(2, 2)).filter(two -> pooled);
            NpyArray bias = golden.arrays().get(name + ".bias");
            convolutions.add(PlainNetTensors.Convolution.of(
                    scope, golden.arrays().get(name + ".weight"), bias, 1, Optional.empty(), pooling));
        }
        return new PlainNetTensors(
                convolutions,
                PlainNetTensors.tensor(scope, golden.arrays().get("dense.weight")),
                PlainNetTensors.tensor(scope, golden.arrays().get("dense.bias")));
    }

    private static NDArray start(NDArray activation, int channel) {
        float[] values = activation.toFloatArray();
        int cells = values.length / (int) activation.getShape().get(1);
        int place = channel * cells;
        for (int i = place; i < (channel + 1) * cells; i++) {
            place = values[i] > values[place] ? i : place;
        }
        float[] signal = new float[values.length];
        signal[place] = values[place];
        return activation.getManager().create(signal, activation.getShape());
    }

    private static float[] last(List<BackStep> steps) {
        return steps.get(steps.size() - 1).signal();
    }

    private static void same(List<BackStep> got, List<double[]> want) {
        assertThat(got).hasSameSizeAs(want);
        for (int i = 0; i < got.size(); i++) {
            double[] expected = want.get(i);
            double[] values = Layers.doubles(got.get(i).signal());
            assertThat(values).as(got.get(i).inWords()).hasSameSizeAs(expected);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            for (int v = 0; v < expected.length; v++) {
                assertThat(Math.abs(values[v] - expected[v]))
                        .as(got.get(i).inWords() + ", value " + v)
                        .isLessThanOrEqualTo(1e-5 * largest);
            }
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
