package io.github.deconvscope.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import io.github.deconvscope.engine.compute.Devices;

/** Where a test computes: it runs on each, and where there is no GPU it is reported as skipped for that reason. */
public enum TestDevice {
    CPU,
    GPU;

    /** The device. On the compute thread; ends the test as skipped if this machine has none. */
    public Device take() {
        return take(Devices.current());
    }

    /** The device, where {@code devices} is what the machine has. */
    public Device take(Devices devices) {
        assumeTrue(this == CPU || devices.gpus() > 0, () -> "Needs a GPU, and there is none. " + devices.explain());
        return this == CPU ? Device.cpu() : Device.gpu();
    }
}
