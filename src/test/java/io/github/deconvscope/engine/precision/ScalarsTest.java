package io.github.deconvscope.engine.precision;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("engine")
@ExtendWith(OnComputeThread.class)
class ScalarsTest {
    /** With {@code NDArray.mul(Number)} in place of {@link Scalars#times} this fails. */
    @Test
    void theNumberOutlivesAGarbageCollection() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(4), DataType.FLOAT32);
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                List<NDArray> terms = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    terms.add(Scalars.times(Scalars.times(x, 3), 0.25));
                }
                NDArray sum = terms.get(0).zerosLike();
                for (NDArray term : terms) {
                    sum = sum.add(term);
                }
                System.gc();
                overwriteWhatWasFreed();
                collector.backward(sum.sum());
            }
            try (NDArray gradient = x.getGradient()) {
                assertThat(gradient.toFloatArray()).containsExactly(150, 150, 150, 150);
            }
        }
    }

    private static void overwriteWhatWasFreed() {
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(8);
            buffer.putLong(0, -1);
        }
    }

    @Test
    void theTypeStays() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (DataType type : new DataType[] {DataType.FLOAT16, DataType.FLOAT32, DataType.FLOAT64}) {
                assertThat(Scalars.times(manager.ones(new Shape(), type), 0.5).getDataType())
                        .isEqualTo(type);
                assertThat(Scalars.times(manager.ones(new Shape(3), type), 0.5).getDataType())
                        .isEqualTo(type);
            }
        }
    }

    @Test
    void doublesKeepTheirDigits() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray one = manager.ones(new Shape(1), DataType.FLOAT64);
            assertThat(Scalars.times(one, 0.1).getDouble()).isEqualTo(0.1);
        }
    }
}
