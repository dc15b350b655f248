package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** Where the tensors live. */
public enum DeviceChoice implements Choice {
    AUTO("auto", "Automatic", "The GPU where there is one that works, else the CPU."),
    CPU("cpu", "CPU", "The processor of this machine."),
    GPU("gpu", "GPU", "A CUDA device; refused with a reason where there is none.");

    private final Words words;

    DeviceChoice(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
