package io.github.deconvscope.math;

/**
 * A max pooling without padding.
 *
 * @param kernel side of the window
 * @param stride distance between two positions of the window
 */
public record Pooling(int kernel, int stride) {
    /** Height or width of what it makes of a map; below 1 if the map is smaller than the window. */
    public int outputSize(int size) {
        return Math.floorDiv(size - kernel, stride) + 1;
    }

    /** Height and width of what it makes of a map that is no smaller than the window. */
    public Size outputSize(Size size) {
        return new Size(outputSize(size.height()), outputSize(size.width()));
    }
}
