package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The order in memory changes neither numbers nor gradients. */
@ExtendWith(OnComputeThread.class)
class ChannelsLastTest {
    @Test
    void numbersAndShapeStay() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.arange(2f * 3 * 4 * 5).reshape(2, 3, 4, 5);
            NDArray y = ChannelsLast.of(x);
            assertThat(y.getShape()).isEqualTo(new Shape(2, 3, 4, 5));
            assertThat(y.toFloatArray()).isEqualTo(x.toFloatArray());
        }
    }

    @Test
    void eachGradientGoesWhereItsPixelCameFrom() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.arange(2f * 3 * 4 * 5).reshape(2, 3, 4, 5);
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(ChannelsLast.of(x).square().sum());
            }
            assertThat(x.getGradient().toFloatArray()).isEqualTo(x.mul(2).toFloatArray());
        }
    }
}
