package io.github.deconvscope.run;

/** How closely the layers follow the published code where it differs from the mathematics. */
public enum Fidelity implements Choice {
    MIXED(
            "mixed",
            "Mixed",
            "The reference where its algebra is consistent, corrected where it is a defect. The default."),
    REFERENCE("reference", "Reference", "The numbers of the authors' PyTorch code, quirks included."),
    CORRECTED("corrected", "Corrected", "The mathematically right thing everywhere.");

    private final String id;
    private final String label;
    private final String explanation;

    Fidelity(String id, String label, String explanation) {
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
