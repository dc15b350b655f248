package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.run.EngineStatus;
import io.github.deconvscope.run.bench.PrecisionBench;
import io.github.deconvscope.run.bench.PrecisionReport;
import io.github.deconvscope.run.bench.PrecisionReport.Row;
import io.github.deconvscope.run.config.DeviceChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Times products and convolutions, forward and backward, in fp32, in emulated and in native fp16, on the compute thread. */
public final class EnginePrecisionBench implements PrecisionBench {
    private static final Shape ONE = new Shape(1, 1);

    private final ComputeThread compute;

    /**
     * @param compute the thread to measure on; stays open
     */
    public EnginePrecisionBench(ComputeThread compute) {
        this.compute = compute;
    }

    /** What is timed: a product or a convolution of two tensors. */
    private record Operation(String name, Shape left, Shape right, BinaryOperator<NDArray> compute) {
        static Operation product(int size) {
            return new Operation(
                    "product of two " + size + " x " + size,
                    new Shape(size, size),
                    new Shape(size, size),
                    NDArray::matMul);
        }

        static Operation convolution(int batch, int in, int out, int size) {
            return new Operation(
                    "convolution 3 x 3, " + in + " to " + out + " channels, " + batch + " of " + size + " x " + size,
                    new Shape(batch, in, size, size),
                    new Shape(out, in, 3, 3),
                    (x, w) -> Conv2d.conv2d(x, w, null, ONE, ONE).singletonOrThrow());
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            Operation.product(128),
            Operation.product(512),
            Operation.convolution(16, 16, 32, 16),
            Operation.convolution(16, 64, 64, 16),
            Operation.convolution(16, 64, 128, 16),
            Operation.convolution(64, 128, 128, 8));

    @Override
    public PrecisionReport measure(int repeats, Consumer<String> progress) {
        EngineStatus status = compute.load().join();
        if (status.state() != EngineStatus.State.READY) {
            throw new IllegalStateException(status.message());
        }
        List<Row> rows = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            progress.accept(operation.name());
            rows.add(compute.submit(() -> row(operation, repeats)).join());
        }
        return new PrecisionReport(status.engine(), status.device(), rows);
    }

    private static Row row(Operation operation, int repeats) {
        try (NDManager manager = NDManager.newBaseManager(Devices.current().choose(DeviceChoice.AUTO), "PyTorch")) {
            NDArray left = manager.randomNormal(operation.left());
            NDArray right = manager.randomNormal(operation.right());
            right.setRequiresGradient(true);
            BinaryOperator<NDArray> plain = operation.compute();
            return new Row(
                    operation.name(),
                    time(manager, repeats, left, x -> plain.apply(x, right)),
                    time(
                            manager,
                            repeats,
                            left,
                            x -> Casts.roundToHalf(plain.apply(Casts.roundToHalf(x), Casts.roundToHalf(right)))),
                    time(
                            manager,
                            repeats,
                            left.toType(DataType.FLOAT16, false),
                            x -> plain.apply(x, Casts.cast(right, DataType.FLOAT16))));
        }
    }

    private static double time(NDManager manager, int repeats, NDArray left, UnaryOperator<NDArray> pass) {
        Laps laps = Laps.of(manager, repeats, left, true, true, (tape, x) -> pass.apply(x));
        return laps.forward().median() + laps.backward().median();
    }
}
