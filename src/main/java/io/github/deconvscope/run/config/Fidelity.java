package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** How closely the layers follow the published code where it differs from the mathematics. */
public enum Fidelity implements Choice {
    MIXED(
            "mixed",
            "Mixed",
            "The reference where its algebra is consistent, corrected where it is a defect. The default."),
    REFERENCE("reference", "Reference", "The numbers of the authors' PyTorch code, oddities included."),
    CORRECTED("corrected", "Corrected", "The mathematically right thing everywhere.");

    private final Words words;

    Fidelity(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
