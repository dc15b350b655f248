package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDManager;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.engine.compute.Threads;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.MemoryBench;
import io.github.deconvscope.run.bench.MemoryReport;
import io.github.deconvscope.run.config.DeviceChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes training steps on the compute thread and watches the process grow. */
public final class EngineMemoryBench implements MemoryBench {
    private static final int MARKS = 10;

    private final ComputeThread compute;

    /**
     * @param compute the thread to measure on; stays open
     */
    public EngineMemoryBench(ComputeThread compute) {
        this.compute = compute;
    }

    @Override
    public boolean isPossible() {
        return ResidentMemory.isTold();
    }

    @Override
    public MemoryReport measure(BenchOptions options, int steps, Consumer<String> progress) {
        compute.load().join();
        return compute.submit(Threads.wanted(options.config()), () -> {
                    try (NDManager manager =
                            NDManager.newBaseManager(Devices.current().choose(DeviceChoice.AUTO), "PyTorch")) {
                        return measure(manager, options, steps, progress);
                    }
                })
                .join();
    }

    private static MemoryReport measure(NDManager manager, BenchOptions options, int steps, Consumer<String> progress) {
        ResidentMemory memory = new ResidentMemory();
        double engine = memory.now();
        memory.forgetPeak();
        NetBench net = new NetBench(options, options.config().normalization(), manager);
        List<MemoryReport.Mark> marks = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            net.timedStep();
            if (step == 1 || step % Math.max(1, steps / MARKS) == 0) {
                MemoryReport.Mark mark = new MemoryReport.Mark(
                        step, memory.now(), manager.getManagedArrays().size());
                marks.add(mark);
                progress.accept(String.format("step %,d: %.0f MiB", step, mark.resident()));
            }
        }
        return new MemoryReport(engine, memory.peak(), marks);
    }
}
