package io.github.deconvscope.engine.compute;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.DeviceChoice;

/**
 * The devices tensors can live on.
 *
 * @param gpus CUDA devices that PyTorch can use
 * @param threads threads PyTorch computes with on the CPU
 * @param cudaBuild whether the PyTorch that is loaded was built for CUDA
 */
public record Devices(int gpus, int threads, boolean cudaBuild) {
    /** A property of Java with the number of the GPU to use, of several; who runs several processes gives each its own. */
    public static final String GPU_NUMBER = "deconvscope.gpu";

    static Devices of(Engine engine) {
        String flavour = System.getProperty("PYTORCH_FLAVOR", System.getenv().getOrDefault("PYTORCH_FLAVOR", ""));
        int gpus = engine.getGpuCount();
        return new Devices(gpus, Threads.most(), gpus > 0 || flavour.startsWith("cu"));
    }

    /** Reads what the loaded engine has. On the compute thread. */
    public static Devices current() {
        return of(Engine.getEngine("PyTorch"));
    }

    /** The default device in words. */
    public String describe() {
        return gpus > 0 ? (gpus == 1 ? "GPU" : gpus + " GPUs") : "CPU, " + PlainWords.count(threads, "thread");
    }

    /** Why a GPU is or is not used, in plain words. */
    public String explain() {
        if (gpus > 0) {
            return "PyTorch sees " + PlainWords.count(gpus, "CUDA device") + " and uses "
                    + (gpuNumber() == 0 ? "the first" : "number " + gpuNumber()) + ".";
        }
        return cudaBuild
                ? "PyTorch is built for CUDA but finds no device: the NVIDIA driver is missing or too old."
                : "PyTorch is the CPU build. With an NVIDIA GPU, start with --cuda to use it.";
    }

    /**
     * The device for a run.
     *
     * @throws InvalidInputException if a GPU is asked for and there is none
     */
    public Device choose(DeviceChoice choice) {
        return switch (choice) {
            case CPU -> Device.cpu();
            case AUTO -> gpus > 0 ? gpu() : Device.cpu();
            case GPU -> {
                if (gpus == 0) {
                    throw new InvalidInputException(
                            "--device is gpu, but there is none. " + explain() + " Use --device cpu, or leave it out.");
                }
                yield gpu();
            }
        };
    }

    private Device gpu() {
        if (gpuNumber() >= gpus) {
            throw new InvalidInputException("GPU number " + gpuNumber() + " is asked for by -D" + GPU_NUMBER
                    + ", but PyTorch sees " + PlainWords.count(gpus, "CUDA device") + ", counted from 0.");
        }
        return Device.gpu(gpuNumber());
    }

    private static int gpuNumber() {
        return Integer.getInteger(GPU_NUMBER, 0);
    }
}
