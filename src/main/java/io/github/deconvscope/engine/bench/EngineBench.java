package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDManager;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.engine.compute.Threads;
import io.github.deconvscope.run.EngineStatus;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchOptions.Scope;
import io.github.deconvscope.run.bench.BenchReport;
import io.github.deconvscope.run.bench.BenchService;
import io.github.deconvscope.run.bench.LayerTiming;
import io.github.deconvscope.run.bench.MachineSpeed;
import io.github.deconvscope.run.bench.NetTiming;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.bench.Timing;
import io.github.deconvscope.run.config.DeviceChoice;
import io.github.deconvscope.run.config.EngineThreads;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Times training steps and their parts on the compute thread, one thing at a time. */
public final class EngineBench implements BenchService {
    private static final List<Normalization> KINDS =
            List.of(Normalization.DECONV, Normalization.BATCHNORM, Normalization.NONE);

    private final ComputeThread compute;

    /**
     * @param compute the thread to measure on; stays open
     */
    public EngineBench(ComputeThread compute) {
        this.compute = compute;
    }

    @Override
    public BenchReport measure(BenchOptions options, Consumer<String> progress) {
        EngineStatus engine = load(options.threads());
        progress.accept("matrix products");
        double gflops = onCompute(Integer.MAX_VALUE, manager -> MatrixBench.bestGflops(manager, options.repeats()));
        int threads = Threads.wanted(options.config());
        List<NetTiming> nets = new ArrayList<>();
        Optional<Timing> data = Optional.empty();
        Optional<Timing> watched = Optional.empty();
        if (options.scopes().contains(Scope.NET)) {
            progress.accept("a step with each normalization");
            nets.addAll(onCompute(
                    threads,
                    manager -> NetBench.steps(
                            KINDS.stream()
                                    .map(kind -> new NetBench(options, kind, manager))
                                    .toList(),
                            options.repeats())));
            progress.accept("a step with every layer watched");
            watched = Optional.of(
                    onCompute(threads, manager -> new NetBench(options, Normalization.DECONV, manager).watchedStep()));
            progress.accept("the preparation of batches");
            data = Optional.of(DataBench.batch(options));
        }
        List<LayerTiming> layers = new ArrayList<>();
        List<PartTiming> parts = new ArrayList<>();
        for (NetPlan.Convolution shape : NetPlan.of(options.config()).convolutions()) {
            if (options.scopes().contains(Scope.LAYERS)) {
                progress.accept("layer " + shape.name());
                for (Normalization kind : KINDS) {
                    layers.add(onCompute(threads, manager -> new LayerBench(options, shape, manager).time(kind)));
                }
            }
            if (options.scopes().contains(Scope.PARTS)) {
                progress.accept("the parts of " + shape.name());
                parts.addAll(onCompute(threads, manager -> new PartBench(options, shape, manager).time()));
            }
        }
        MachineSpeed machine =
                new MachineSpeed(engine.engine(), Threads.beside(engine.device(), options.config()), gflops);
        return new BenchReport(options, machine, nets, layers, parts, data, watched);
    }

    private EngineStatus load(int threads) {
        if (threads > 0) {
            if (compute.status().state() != EngineStatus.State.NOT_STARTED) {
                throw new InvalidInputException(
                        "--threads is " + threads + ", but PyTorch is loaded already; set it in a new process.");
            }
            EngineThreads.fix(threads);
        }
        EngineStatus status = compute.load().join();
        if (status.state() != EngineStatus.State.READY) {
            throw new IllegalStateException(status.message());
        }
        return status;
    }

    /** Something that is measured with arrays of its own. */
    private interface Measurement<T> {
        T take(NDManager manager);
    }

    /** @param threads see {@link Threads#wanted} */
    private <T> T onCompute(int threads, Measurement<T> measurement) {
        Callable<T> task = () -> {
            try (NDManager manager = NDManager.newBaseManager(Devices.current().choose(DeviceChoice.AUTO), "PyTorch")) {
                return measurement.take(manager);
            }
        };
        try {
            return compute.submit(threads, task).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
