package io.github.deconvscope.math;

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
