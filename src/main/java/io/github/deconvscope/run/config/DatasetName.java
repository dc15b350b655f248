package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** The data sets a run can learn from. */
public enum DatasetName implements Choice {
    FASHION_MINI(
            "fashion-mini",
            "Fashion, small (embedded)",
            "A class-balanced part of Fashion-MNIST that ships with the app; nothing to download."),
    SYNTHETIC(
            "synthetic",
            "Synthetic colour images",
            "Generated 32 x 32 images with natural statistics: a 1/f spectrum and correlated channels."),
    FASHION_MNIST(
            "fashion-mnist",
            "Fashion-MNIST",
            "60,000 grey images of clothes, read from a folder or downloaded when you ask for it."),
    CIFAR10(
            "cifar10",
            "CIFAR-10",
            "50,000 small colour photographs in ten classes, read from a folder or downloaded when you ask for it.");

    private final Words words;

    DatasetName(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    /** Whether its images are read from a folder; the others are embedded or generated. */
    public boolean fromFolder() {
        return this == FASHION_MNIST || this == CIFAR10;
    }

    @Override
    public Words words() {
        return words;
    }
}
