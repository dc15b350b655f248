package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.ColorImage;
import java.util.OptionalInt;

/** A picture, as it is stored and as a net gets it. Immutable as long as nobody writes into its arrays. */
public final class NetworkPicture {
    private final String name;
    private final ColorImage image;
    private final float[] values;
    private final OptionalInt index;
    private final OptionalInt truth;

    NetworkPicture(String name, ColorImage image, float[] values, OptionalInt index, OptionalInt truth) {
        this.name = name;
        this.image = image;
        this.values = values;
        this.index = index;
        this.truth = truth;
    }

    /** For people: a file's name, or {@code test picture 17}. */
    public String name() {
        return name;
    }

    /** The picture to look at, 1 or 3 channels in [0, 1]. */
    public ColorImage image() {
        return image;
    }

    /** What the net gets: normalised, flat (channel, row, column); not a copy. */
    public float[] values() {
        return values;
    }

    /** Its place in the test set, if it is one of it. */
    public OptionalInt index() {
        return index;
    }

    /** Its class, if that is known. */
    public OptionalInt truth() {
        return truth;
    }
}
