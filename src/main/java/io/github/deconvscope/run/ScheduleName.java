package io.github.deconvscope.run;

/** How the learning rate changes during a run. */
public enum ScheduleName implements Choice {
    COSINE(
            "cosine",
            "Cosine to zero",
            "Falls along half a cosine from the learning rate to 0, step by step: the recipe of the paper."),
    CONSTANT("constant", "Constant", "The same learning rate for the whole run."),
    MULTISTEP("multistep", "Multi-step", "Divided by 10 after one half and after three quarters of the steps.");

    private final String id;
    private final String label;
    private final String explanation;

    ScheduleName(String id, String label, String explanation) {
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
