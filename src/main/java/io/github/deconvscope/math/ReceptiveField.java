package io.github.deconvscope.math;

/**
 * Which pixels of a picture a unit of a layer depends on: a unit is one value of one of the layer's maps. Units and pixels are counted along one axis;
 * both axes are alike here.
 *
 * <p>Unit i sees the pixels from {@code start + i * jump} on, {@code size} of them, as far as they are in the picture: those before 0 and
 * beyond its end are padding. Source: Dumoulin and Visin, 2016, and Araujo et al., Computing receptive fields, 2019, equations 2 and 3.
 *
 * @param size pixels that a unit sees, at least 1
 * @param jump pixels between the fields of two neighbours, at least 1
 * @param start first pixel of unit 0's field; negative where padding stands before the picture
 */
public record ReceptiveField(int size, int jump, int start) {
    /** Of a pixel itself. */
    public static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 0);

    /** Of the units that a window makes of the units that have this field. */
    public ReceptiveField through(int kernel, int stride, int padding) {
        return new ReceptiveField(size + (kernel - 1) * jump, jump * stride, start - padding * jump);
    }

    /**
     * What the unit at a row and a column sees of a picture.
     *
     * @param row of the unit in its map, from 0
     * @param column of the unit in its map, from 0
     */
    public PixelArea of(int row, int column, Size picture) {
        int top = first(row);
        int left = first(column);
        return new PixelArea(
                top,
                left,
                Math.min(picture.height(), start + row * jump + size) - top,
                Math.min(picture.width(), start + column * jump + size) - left);
    }

    private int first(int unit) {
        return Math.max(0, start + unit * jump);
    }
}
