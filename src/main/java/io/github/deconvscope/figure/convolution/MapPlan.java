package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.math.StretchedInput.Origin;
import java.util.function.IntFunction;

/** Builder and contents of a {@link MapFigure}; not changed after {@link #build}. Arrays are not copied. */
final class MapPlan {
    final String part;
    final String heading;
    final ConvolutionGeometry geometry;
    String note = "";
    int maps = 1;
    Size size;
    double[] values;
    IntFunction<String> name = String::valueOf;
    int fixedColumns;
    Origin[] origins;
    int[] lit;
    boolean kernel;
    int[] window;
    int ring = -1;
    boolean pinned;
    Size reached;
    double turn;
    double stretch = 1;

    MapPlan(String part, String heading, ConvolutionGeometry geometry) {
        this.part = part;
        this.heading = heading;
        this.geometry = geometry;
    }

    /** The numbers, flat (map, row, column), and what each is called. */
    MapPlan values(int count, Size of, double[] numbers, IntFunction<String> names) {
        maps = count;
        size = of;
        values = numbers;
        name = names;
        return this;
    }

    /** Size and what became of it, under the heading. */
    MapPlan note(String text) {
        note = text;
        return this;
    }

    /** Number of maps side by side. */
    MapPlan columns(int count) {
        fixedColumns = count;
        return this;
    }

    /** Where the elements of one map come from. */
    MapPlan origins(Origin[] of) {
        origins = of;
        return this;
    }

    /** For each element the weight it meets, or a code of {@link Links}; {@code null} while nothing is selected. */
    MapPlan lit(int[] codes) {
        lit = codes;
        return this;
    }

    /** These are weights: each has its own colour. */
    MapPlan kernel() {
        kernel = true;
        return this;
    }

    /** The frame of the sliding window: row, column, height, width in cells of a map. */
    MapPlan window(int row, int column, int height, int width) {
        window = new int[] {row, column, height, width};
        return this;
    }

    /** The element that is pointed at. */
    MapPlan ring(int index, boolean isPinned) {
        ring = index;
        pinned = isPinned;
        return this;
    }

    /** Rows and columns from here on are reached by no window. */
    MapPlan reached(Size of) {
        reached = of;
        return this;
    }

    /** From 0, as it is, to 1, turned by 180 degrees. */
    MapPlan turn(double part) {
        turn = part;
        return this;
    }

    /** From 0, the bare input, to 1, stretched and padded. */
    MapPlan stretch(double part) {
        stretch = part;
        return this;
    }

    /** Size of the part of a map that windows reach. */
    Size reached() {
        return reached == null ? size : reached;
    }

    /** Whether the maps are shown turned by 180 degrees, or nearly so. */
    boolean turned() {
        return turn > 0.5;
    }

    /** Index of the element at the point-symmetric position in the same map. */
    int mirrored(int index) {
        int first = index / size.cells() * size.cells();
        return first + size.cells() - 1 - (index - first);
    }

    MapFigure build() {
        return new MapFigure(this);
    }
}
