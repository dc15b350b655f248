package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;

/**
 * Height and width of a map or kernel, or a pair of numbers one per axis, such as a stride.
 *
 * @param height number of rows, or the number that belongs to the vertical axis
 * @param width number of columns, or the number that belongs to the horizontal axis
 */
public record Size(int height, int width) {
    /** The same number on both axes. */
    public static Size square(int side) {
        return new Size(side, side);
    }

    /**
     * Reads one number for both axes, or two.
     *
     * @param name of the thing read, for the message, such as {@code --stride}
     * @param text such as {@code 2}, {@code 7,8} or, as {@link #toString} writes it, {@code 7x8}
     * @param flat whether one number is meant for the width only, since the input is one-dimensional
     * @param neutral the height then
     * @throws InvalidInputException naming the forms, if it is neither
     */
    public static Size read(String name, String text, boolean flat, int neutral) {
        String[] parts = text.split("[,x]", -1);
        try {
            int last = Integer.parseInt(parts[parts.length - 1].strip());
            if (parts.length <= 2) {
                int height = parts.length == 2 ? Integer.parseInt(parts[0].strip()) : flat ? neutral : last;
                return new Size(height, last);
            }
        } catch (NumberFormatException e) {
            // Refused as what has too many numbers is.
        }
        throw new InvalidInputException(name + " is '" + text + "'; give one whole number, or two as HEIGHT,WIDTH.");
    }

    /** Height times width; a long, since settings that are not checked yet may hold any number. */
    public long area() {
        return (long) height * width;
    }

    /** Number of elements of a map of this size. */
    public int cells() {
        return Math.toIntExact(area());
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }

    /** Such as {@code 2 rows and 1 column}; a side of 0 is left out. */
    public String rowsAndColumns() {
        String rows = PlainWords.count(height, "row");
        String columns = PlainWords.count(width, "column");
        return height == 0 ? width == 0 ? "" : columns : width == 0 ? rows : rows + " and " + columns;
    }
}
