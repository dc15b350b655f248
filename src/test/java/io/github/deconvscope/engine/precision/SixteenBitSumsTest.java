package io.github.deconvscope.engine.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.compute.TorchScript;
import io.github.deconvscope.lab.precision.SixteenBitSums;
import io.github.deconvscope.math.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The column of PyTorch in the table of the page {@code precision}, on native fp16 tensors of this engine's CPU. */
@Tag("engine")
@ExtendWith(OnComputeThread.class)
class SixteenBitSumsTest {
    private static final int ONES = 4096;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        assertThat("PyTorch " + Engine.getInstance().getVersion()).isEqualTo(SixteenBitSums.PROGRAMS.get(0));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray ones(long... shape) {
        return manager.ones(new Shape(shape), DataType.FLOAT16);
    }

    private static double first(NDArray array) {
        return array.toType(DataType.FLOAT32, false).flatten().toFloatArray()[0];
    }

    private static String said(int row) {
        return SixteenBitSums.TABLE.get(row).answers().get(0);
    }

    @Test
    void aProduct() {
        assertThat(first(ones(3, ONES).matMul(ones(ONES, 2)))).isEqualTo(ONES);
        assertThat(said(0)).isEqualTo(SixteenBitSums.RIGHT);
    }

    @Test
    void aConvolution() {
        NDArray y = Conv2d.conv2d(ones(1, 256, 8, 8), ones(2, 256, 4, 4), null, new Shape(1, 1), new Shape(0, 0))
                .singletonOrThrow();
        assertThat(first(y)).isEqualTo(256 * 16);
        assertThat(said(1)).isEqualTo(SixteenBitSums.RIGHT);
    }

    @Test
    void aDepthwiseConvolution() {
        NDArray y = Conv2d.conv2d(
                        ones(1, 2, 64, 64),
                        ones(2, 1, 64, 64),
                        null,
                        new Shape(1, 1),
                        new Shape(0, 0),
                        new Shape(1, 1),
                        2)
                .singletonOrThrow();
        assertThat(first(y)).isEqualTo(64 * 64);
        assertThat(said(2)).isEqualTo(SixteenBitSums.RIGHT);
    }

    /** Windows of 50 x 50 overlap in the middle of the input: 2,500 ones meet there. */
    @Test
    void aTransposedConvolutionAndTheGradientOfTheInput() {
        TorchScript transposed = new TorchScript(
                "HalfConvTranspose2d",
                "x: Tensor, weight: Tensor",
                "return torch.conv_transpose2d(x, weight, None, [1, 1], [0, 0], [0, 0], 1, [1, 1])\n");
        float[] y = transposed
                .call(ones(1, 1, 50, 50), ones(1, 1, 50, 50))
                .toType(DataType.FLOAT32, false)
                .toFloatArray();
        assertThat(y[49 * 99 + 49]).isEqualTo(2048);
        NDArray x = ones(1, 1, 99, 99);
        x.setRequiresGradient(true);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray z = Conv2d.conv2d(x, ones(1, 1, 50, 50), null, new Shape(1, 1), new Shape(0, 0))
                    .singletonOrThrow();
            collector.backward(Casts.cast(z, DataType.FLOAT32).sum());
        }
        float[] gradient = x.getGradient().toType(DataType.FLOAT32, false).toFloatArray();
        assertThat(gradient[49 * 99 + 49]).isEqualTo(2048);
        assertThat(said(3)).isEqualTo("stuck: 2,048 of 2,500");
    }

    @Test
    void aMeanAndASoftmax() {
        assertThat(first(ones(70_000).mean(new int[] {0}))).isEqualTo(1);
        assertThat(said(5)).isEqualTo(SixteenBitSums.RIGHT);
        assertThat(first(ones(1, 70_000).softmax(1))).isCloseTo(1 / 70_000.0, within(0x1p-25));
        assertThat(said(6)).isEqualTo(SixteenBitSums.RIGHT);
    }

    /** The emulation of a run rounds around an fp32 product: the lane that adds up in fp32, not the one that adds up in fp16. */
    @Test
    void theEmulationOfARunAddsUpInFp32() {
        PrecisionPolicy emulated = PrecisionPolicy.half(true);
        NDArray single = manager.ones(new Shape(1, ONES));
        NDArray product =
                emulated.afterProduct(emulated.toActivation(single).matMul(emulated.toActivation(single.transpose())));
        float sum = 0;
        float stuck = 0;
        for (int i = 0; i < ONES; i++) {
            sum = Lane.FP16_SUMS_FP32.add(sum, 1);
            stuck = Lane.FP16.add(stuck, 1);
        }
        assertThat(first(product)).isEqualTo(Lane.FP16_SUMS_FP32.round(sum)).isEqualTo(ONES);
        assertThat(stuck).isEqualTo(2048);
    }
}
