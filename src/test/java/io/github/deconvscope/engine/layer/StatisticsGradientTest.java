package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.OnComputeThread;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnComputeThread.class)
class StatisticsGradientTest {
    /** Of overlapping patches the samples are nine times the input. */
    @Test
    void manySamplesAreNotKeptForTheGradient() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            FastDeconv2D layer = FastDeconv2D.builder()
                    .setChannels(16, 16)
                    .setKernel(3, 3)
                    .setRandom(new SplittableRandom(1))
                    .optPadding(1, 1)
                    .optWhitening(TestWhitening.options().samplingStride(1).build())
                    .build();
            Shape shape = new Shape(32, 16, 16, 16);
            layer.initialize(manager, DataType.FLOAT32, shape);
            NDArray x = Layers.images(manager, new Random(1), DataType.FLOAT32, shape.getShape());
            x.setRequiresGradient(true);
            List<NDManager> ofTape = new ArrayList<>();
            try (GradientTape tape = new GradientTape(watched(manager, ofTape))) {
                layer.setTape(tape);
                Layers.forward(layer, manager, x, true);
                assertThat(ofTape.get(0).getManagedArrays())
                        .hasSizeGreaterThan(5)
                        .allSatisfy(kept -> assertThat(kept.size()).isLessThanOrEqualTo(x.size()));
            }
        }
    }

    /** Samples in rows and in columns, for one covariance and for several, of a batch that does not divide evenly; autograd takes them all at once. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void someImagesAfterOthersHaveTheGradientOfAllAtOnce(int kind) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            FastDeconv2D layer = FastDeconv2D.builder()
                    .setChannels(8, 8)
                    .setKernel(3, 3)
                    .setRandom(new SplittableRandom(1))
                    .optPadding(1, 1)
                    .optGroups(kind == 2 ? 2 : 1)
                    .optWhitening(TestWhitening.options()
                            .block(kind == 1 ? 4 : 8)
                            .samplingStride(kind == 0 ? 3 : 1)
                            .build())
                    .build();
            int side = kind == 0 ? 50 : 17;
            Shape shape = new Shape(kind == 0 ? 55 : 53, 8, side, side);
            layer.initialize(manager, DataType.FLOAT32, shape);
            NDArray x = ChannelsLast.of(Layers.images(manager, new Random(1), DataType.FLOAT32, shape.getShape()));
            NDArray upstream = Layers.numbers(manager, new Random(2), shape).toType(DataType.FLOAT32, false);
            assertThat(layer.samples(x).size())
                    .as("more than one part, and no whole number of them")
                    .isBetween(1L << 20, 3L << 20);
            NDArray byParts = gradient(manager, layer, x, upstream, true);
            NDArray atOnce = gradient(manager, layer, x, upstream, false);
            double largest = atOnce.abs().max().getFloat();
            assertThat(byParts.sub(atOnce).abs().max().getFloat()).isLessThan((float) (1e-4 * largest));
        }
    }

    private static NDArray gradient(
            NDManager manager, FastDeconv2D layer, NDArray images, NDArray upstream, boolean byHand) {
        NDArray x = images.duplicate();
        x.setRequiresGradient(true);
        try (GradientTape tape = new GradientTape(manager)) {
            layer.setTape(byHand ? tape : null);
            NDArray y = Layers.forward(layer, manager, x, true);
            tape.backward(y.mul(upstream).sum());
        } finally {
            layer.setTape(null);
        }
        return x.getGradient();
    }

    /** A manager whose children are told. */
    private static NDManager watched(NDManager manager, List<NDManager> children) {
        return (NDManager) Proxy.newProxyInstance(
                NDManager.class.getClassLoader(), new Class<?>[] {NDManager.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(manager, arguments);
                    if (method.getName().equals("newSubManager")) {
                        children.add((NDManager) result);
                    }
                    return result;
                });
    }
}
