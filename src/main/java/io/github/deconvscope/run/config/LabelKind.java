package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** Which of its two labels a picture of CIFAR-100 is learned with. */
public enum LabelKind implements Choice {
    FINE("fine", "Fine: 100 classes", "What a picture shows: apple, aquarium fish, baby and so on."),
    COARSE("coarse", "Coarse: 20 classes", "The group that it belongs to: fish, flowers, people and so on.");

    private final Words words;

    LabelKind(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
