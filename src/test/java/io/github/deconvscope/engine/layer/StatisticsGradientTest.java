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
