package io.github.deconvscope.engine.root;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.compute.TorchScript;
import io.github.deconvscope.engine.layer.Layers;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products in blocks are the whole ones, one half the mirror image of the other, for sizes that three divides and others. */
@ExtendWith(OnComputeThread.class)
class SymmetricProductTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                2,
                SymmetricProduct.BLOCKS_FROM - 1,
                SymmetricProduct.BLOCKS_FROM,
                SymmetricProduct.BLOCKS_FROM + 1,
                410
            })
    void ofSamplesAndPolynomials(int features) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Layers.numbers(manager, new Random(features), new Shape(features, 50));
            NDArray a = SymmetricProduct.of(x, x.transpose());
            Layers.requireClose(a, x.matMul(x.transpose()));
            NDArray square = SymmetricProduct.of(a, a);
            Layers.requireClose(square, a.matMul(a));
            TorchScript script = new TorchScript(
                            "Sum", "a: Tensor, b: Tensor", "return (self).sum(torch.empty_like(a), 0.5, a, b, b, a)\n")
                    .with(SymmetricProduct.methods(2, SymmetricProduct.inBlocks(a)));
            NDArray sum = script.call(a, square);
            Layers.requireClose(sum, a.matMul(square));
            if (features >= SymmetricProduct.BLOCKS_FROM) {
                NDIndex corner = new NDIndex("-100:, :100");
                assertThat(square.get(corner).contentEquals(square.transpose().get(corner)))
                        .isTrue();
                assertThat(sum.get(corner).contentEquals(sum.transpose().get(corner)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, SymmetricProduct.BLOCKS_FROM})
    void ofSeveralMatricesAtOnce(long features) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Layers.numbers(manager, new Random(features), new Shape(2, features, 9));
            Layers.requireClose(SymmetricProduct.of(x, Matrices.transpose(x)), x.matMul(Matrices.transpose(x)));
        }
    }
}
