package io.github.deconvscope.run;

/** Where the tensors live. */
public enum DeviceChoice implements Choice {
    AUTO("auto", "Automatic", "The GPU where there is one that works, else the CPU."),
    CPU("cpu", "CPU", "The processor of this machine."),
    GPU("gpu", "GPU", "A CUDA device; refused with a reason where there is none.");

    private final String id;
    private final String label;
    private final String explanation;

    DeviceChoice(String id, String label, String explanation) {
        this.id = id;
        this.label = label;
        this.explanation = explanation;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
