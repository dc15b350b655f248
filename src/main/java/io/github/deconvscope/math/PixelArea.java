package io.github.deconvscope.math;

/**
 * A rectangle of pixels.
 *
 * @param row of its first row, from 0
 * @param column of its first column, from 0
 * @param height in pixels
 * @param width in pixels
 */
public record PixelArea(int row, int column, int height, int width) {
    /** Such as {@code rows 3 to 12, columns 0 to 9}. */
    public String inWords() {
        return "rows " + row + " to " + (row + height - 1) + ", columns " + column + " to " + (column + width - 1);
    }
}
