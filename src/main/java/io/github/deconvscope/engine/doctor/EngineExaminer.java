package io.github.deconvscope.engine.doctor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.engine.compute.Mkl;
import io.github.deconvscope.engine.compute.OneDnn;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.EngineStatus;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.doctor.Check;
import io.github.deconvscope.run.doctor.Examiner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Loads the engine, lets it multiply two matrices, and looks for devices and data sets. */
public final class EngineExaminer implements Examiner {
    private static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");

    private final ComputeThread compute;
    private final DataSets dataSets;

    /**
     * @param compute the thread to load the engine on
     * @param dataSets where data sets are looked for
     */
    public EngineExaminer(ComputeThread compute, DataSets dataSets) {
        this.compute = compute;
        this.dataSets = dataSets;
    }

    /** Where PyTorch is unpacked to. */
    public static Path cacheFolder() {
        return Utils.getEngineCacheDir("pytorch");
    }

    @Override
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("djl", "DJL", Engine.getDjlVersion()));
        long start = System.nanoTime();
        EngineStatus status = compute.load().join();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (status.state() != EngineStatus.State.READY) {
            checks.add(Check.broken(
                    "pytorch",
                    "PyTorch",
                    status.message(),
                    "Delete the folder " + cacheFolder()
                            + " so that it is unpacked again, and check that its disk has 1 GB free."));
        } else {
            checks.add(computes(status, seconds));
            checks.add(products(Mkl.isWidened()));
            checks.add(convolutions(OneDnn.fault()));
            checks.addAll(compute.submit(EngineExaminer::devices).join());
        }
        checks.add(dataSets());
        return checks;
    }

    private Check computes(EngineStatus status, double seconds) {
        float[] product;
        try {
            product = compute.submit(EngineExaminer::multiply).join();
        } catch (CompletionException e) {
            return Check.broken("pytorch", "PyTorch", "A matrix product failed: " + e.getCause(), "Run with --debug.");
        }
        if (!Arrays.equals(product, new float[] {19, 22, 43, 50})) {
            return Check.broken(
                    "pytorch",
                    "PyTorch",
                    "[[1,2],[3,4]] x [[5,6],[7,8]] came out as " + Arrays.toString(product),
                    "The native library does not fit this processor; see README.md, Troubleshooting.");
        }
        return Check.ok(
                "pytorch", "PyTorch", String.format("%s, computes; loaded in %.1f s", status.engine(), seconds));
    }

    static Check products(boolean widened) {
        return Check.ok(
                "products",
                "Matrix products",
                (widened ? "MKL computes them, told to use the AVX-512 of this AMD processor" : "MKL computes them")
                        + "; compared with double precision at start");
    }

    static Check convolutions(String fault) {
        if (fault.isEmpty()) {
            return Check.ok(
                    "convolutions", "Convolutions", "oneDNN computes them; compared with double precision at start");
        }
        return Check.note(
                "convolutions",
                "Convolutions",
                "oneDNN, which PyTorch uses, is wrong on this processor (" + fault
                        + "), so they are computed without it: right, and two to three times as slow.",
                "Nothing has to be done; another processor is faster.");
    }

    private static float[] multiply() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray left = manager.create(new float[][] {{1, 2}, {3, 4}});
            NDArray right = manager.create(new float[][] {{5, 6}, {7, 8}});
            return left.matMul(right).toFloatArray();
        }
    }

    private static List<Check> devices() {
        Devices devices = Devices.current();
        Check threads = Check.ok(
                "threads",
                "Threads",
                "PyTorch computes with " + devices.threads() + "; the machine has "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        return List.of(threads, device(devices, Files.exists(NVIDIA_DRIVER)), precision(devices));
    }

    static Check precision(Devices devices) {
        return Check.ok(
                "precision",
                "Mixed precision",
                devices.gpus() > 0
                        ? "fp16 is native: the GPU computes it"
                        : "fp16 is emulated: tensors are rounded around fp32 kernels, since no GPU is used");
    }

    static Check device(Devices devices, boolean hasDriver) {
        String id = "device";
        String name = "Device";
        if (devices.gpus() > 0) {
            return Check.ok(id, name, devices.describe() + ". " + devices.explain());
        }
        if (devices.cudaBuild()) {
            return Check.note(
                    id,
                    name,
                    devices.describe() + ". No GPU is used: this PyTorch is built for CUDA, but "
                            + (hasDriver
                                    ? "it finds no device that the NVIDIA driver offers."
                                    : "the NVIDIA driver is not installed."),
                    hasDriver
                            ? "The driver has to support CUDA 12.8 (version 570 or newer); nvidia-smi shows it."
                            : "Install the NVIDIA driver, or leave --cuda out.");
        }
        if (hasDriver) {
            return Check.note(
                    id,
                    name,
                    devices.describe()
                            + ". No GPU is used: there is an NVIDIA driver, but this PyTorch is the CPU build.",
                    "Start with ./deconvscope --cuda to compute on the GPU.");
        }
        return Check.ok(id, name, devices.describe() + ". No GPU is used: no NVIDIA driver was found on this machine.");
    }

    private Check dataSets() {
        List<String> found = new ArrayList<>(List.of("fashion-mini and emoji (embedded)", "synthetic (generated)"));
        List<String> missing = new ArrayList<>();
        for (DatasetName name : DatasetName.values()) {
            if (name.fromFolder()) {
                Optional<Path> folder = dataSets.find(name);
                folder.ifPresent(where -> found.add(name.id() + " in " + where.toAbsolutePath()));
                if (folder.isEmpty() && name.downloadable()) {
                    missing.add(name.id());
                }
            }
        }
        String finding = String.join(", ", found);
        if (missing.isEmpty()) {
            return Check.ok("data", "Data sets", finding);
        }
        return Check.note(
                "data",
                "Data sets",
                finding + "; not found: " + String.join(", ", missing),
                "Put them into " + DataSets.downloadRoot() + ", or name their folder with --data.");
    }
}
