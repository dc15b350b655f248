package io.github.deconvscope.math;

/**
 * A number for each side of a map, such as the zeros around it.
 *
 * @param top above the first row
 * @param bottom below the last row
 * @param left before the first column
 * @param right behind the last column
 */
public record Sides(int top, int bottom, int left, int right) {
    /** Nothing on any side. */
    public static final Sides NONE = new Sides(0, 0, 0, 0);

    /** The same number at both ends of each axis. */
    public static Sides both(Size size) {
        return new Sides(size.height(), size.height(), size.width(), size.width());
    }

    /** Whether both ends of each axis have the same number. */
    public boolean equalEnds() {
        return top == bottom && left == right;
    }

    /** The numbers where an axis begins: top and left. */
    public Size begin() {
        return new Size(top, left);
    }

    /** The numbers where an axis ends: bottom and right. */
    public Size end() {
        return new Size(bottom, right);
    }

    /** Such as {@code top 0, bottom 1, left 0, right 1}. */
    @Override
    public String toString() {
        return "top " + top + ", bottom " + bottom + ", left " + left + ", right " + right;
    }
}
