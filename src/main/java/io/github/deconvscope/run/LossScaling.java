package io.github.deconvscope.run;

/** How the loss is scaled so that small fp16 gradients do not become zero. */
public enum LossScaling implements Choice {
    DYNAMIC(
            "dynamic",
            "Dynamic",
            "Starts at the initial scale, doubles after 2,000 finite steps, halves and skips a step on overflow: the usual choice."),
    FIXED("fixed", "Fixed", "The initial scale throughout; a step whose gradients overflow is still skipped."),
    NONE("none", "None", "No scaling: gradients below 6e-8 become zero. Shows why scaling is needed.");

    private final String id;
    private final String label;
    private final String explanation;

    LossScaling(String id, String label, String explanation) {
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
