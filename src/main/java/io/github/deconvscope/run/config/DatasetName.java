package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** The data sets a run can learn from. */
public enum DatasetName implements Choice {
    FASHION_MINI(
            "fashion-mini",
            "Fashion, small (embedded)",
            "10,000 + 2,000 grey pictures of clothes in ten classes, a part of Fashion-MNIST, that ship with the app; nothing to download."),
    EMOJI(
            "emoji",
            "Emoji, colour (embedded)",
            "7,000 + 1,000 colour pictures in ten classes, drawn from Noto Color Emoji, that ship with the app; nothing to download."),
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
            "50,000 small colour photographs in ten classes, read from a folder or downloaded when you ask for it."),
    FOLDER(
            "folder",
            "Folder of pictures",
            "Your own pictures: a folder for each class, in train and test (or val) if there are such folders, else split by a seed."),
    CIFAR100(
            "cifar100",
            "CIFAR-100",
            "50,000 small colour photographs in 100 classes of 20 groups, read from a folder."),
    IDX(
            "idx",
            "IDX files (MNIST and its kin)",
            "Grey pictures in the format of MNIST: MNIST, KMNIST, EMNIST, Fashion-MNIST or your own, with .gz or without."),
    NPZ(
            "npz",
            "NumPy archive",
            "Pictures in an .npz file with the names of Keras (x_train, y_train, ...) or of MedMNIST (train_images, train_labels, ...).");

    private final Words words;

    DatasetName(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    /** Whether its images are read from a folder; the others are embedded or generated. */
    public boolean fromFolder() {
        return this != FASHION_MINI && this != EMOJI && this != SYNTHETIC;
    }

    /** Whether it can be downloaded on demand. */
    public boolean downloadable() {
        return this == FASHION_MNIST || this == CIFAR10;
    }

    @Override
    public Words words() {
        return words;
    }
}
