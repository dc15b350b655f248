package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import io.github.deconvscope.Near;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions on columns and pooling by tiles against PyTorch's own and its autograd, in double precision, on any processor. */
@ExtendWith(OnComputeThread.class)
class ColumnConvolutionTest {
    /** From this seed on, maps are so large that their columns are made in several parts. */
    private static final int LARGE = 8;

    static IntStream seeds() {
        return IntStream.range(0, LARGE + 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void convolvesAndPoolsAsPyTorchDoes(int seed) {
        Random random = new Random(seed);
        boolean large = seed >= LARGE;
        // With one row of the map between two rows of the result the rows of the kernel share their columns.
        int rows = large ? 1 : 1 + random.nextInt(2);
        Window window = new Window(
                new Size(1 + random.nextInt(3), 1 + random.nextInt(3)),
                new Size(rows, 1 + random.nextInt(2)),
                random.nextBoolean()
                        ? Padding.SAME
                        : Padding.each(
                                new Sides(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3))),
                new Size(1 + random.nextInt(2), 1 + random.nextInt(2)));
        int outputs = 1 + random.nextInt(large ? 3 : 12);
        int channels = large ? 32 : 1 + random.nextInt(4);
        Shape map = large ? new Shape(64, channels, 17, 15) : new Shape(2, channels, 9, 8);
        boolean relu = random.nextBoolean();
        int pool = 1 + random.nextInt(3);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray x = manager.randomNormal(0, 1, map, DataType.FLOAT64);
            NDArray weight = manager.randomNormal(
                    0,
                    1,
                    new Shape(
                            outputs,
                            channels,
                            window.kernel().height(),
                            window.kernel().width()),
                    DataType.FLOAT64);
            NDArray bias = manager.randomNormal(0, 1, new Shape(outputs), DataType.FLOAT64);
            // Whole numbers have equal values in a window: the gradient goes to the first.
            boolean whole = random.nextBoolean();
            List<NDArray> given = whole ? List.of(x.round(), weight.round(), bias.round()) : List.of(x, weight, bias);
            given.forEach(array -> array.setRequiresGradient(true));
            double[][] expected = results(manager, given, tape -> {
                NDArray y = window.convolve(given.get(0), given.get(1), given.get(2), 1);
                Shape side = new Shape(pool, pool);
                return Pool.maxPool2d(relu ? Activation.relu(y) : y, side, side, new Shape(0, 0), false);
            });
            double[][] actual = results(
                    manager,
                    given,
                    tape -> TilePooling.pool(
                            pool,
                            ColumnConvolution.convolve(
                                    window, tape.detach(given.get(0)), given.get(1), given.get(2), relu, true, tape),
                            tape));
            for (int i = 0; i < expected.length; i++) {
                Near.require(actual[i], expected[i], 1e-10);
            }
        }
    }

    /** The output, and the gradients of a sum of its products with fixed numbers. */
    private static double[][] results(NDManager manager, List<NDArray> given, Function<GradientTape, NDArray> pass) {
        try (NDManager scope = manager.newSubManager();
                GradientTape tape = new GradientTape(scope)) {
            NDArray y = pass.apply(tape);
            NDArray factors = y.getManager()
                    .arange(0, y.size(), 1, DataType.FLOAT64)
                    .mul(0.7)
                    .sin()
                    .reshape(y.getShape());
            tape.backward(y.mul(factors).sum());
            double[][] results = new double[1 + given.size()][];
            results[0] = y.toDoubleArray();
            for (int i = 0; i < given.size(); i++) {
                NDArray gradient = given.get(i).getGradient();
                results[i + 1] = gradient.toDoubleArray();
                gradient.subi(gradient.duplicate());
            }
            return results;
        }
    }
}
