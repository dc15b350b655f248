package io.github.deconvscope.figure;

import java.util.Objects;

/**
 * The part of a figure under a point.
 *
 * @param part which part of the figure, such as {@code cells} or the name of a curve
 * @param row row of the cell, or index of the point of a curve
 * @param column column of the cell, 0 for a curve
 * @param text for a tooltip: the value with all digits, and what the row and the column are
 */
public record FigureHit(String part, int row, int column, String text) {
    public FigureHit {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(text, "text");
    }
}
