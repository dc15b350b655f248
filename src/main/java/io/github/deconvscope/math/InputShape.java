package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;

/**
 * The shape of a picture as a net gets it: channels, then height and width in pixels, which are equal.
 *
 * @param channels 3 (red, green, blue; a grey picture three times) or 1 (grey)
 * @param side height and width in pixels
 */
public record InputShape(int channels, int side) {
    /** That of the published nets, 3 x 32 x 32. */
    public static final InputShape PUBLISHED = new InputShape(3, 32);

    public InputShape {
        if (channels != 1 && channels != 3) {
            throw new InvalidInputException("A picture has 1 or 3 channels, not " + channels + ".");
        }
        if (side < 1) {
            throw new InvalidInputException("The side of a picture is " + side + " pixels; it has to be at least 1.");
        }
    }

    /** Pixels of one channel. */
    public int plane() {
        return side * side;
    }

    /** Numbers that make one picture. */
    public int values() {
        return channels * plane();
    }

    /** Such as {@code 3 x 32 x 32}. */
    @Override
    public String toString() {
        return channels + " x " + side + " x " + side;
    }
}
