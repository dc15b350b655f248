package io.github.deconvscope.ui.theme;

import java.util.function.DoubleUnaryOperator;

/**
 * The heights that a node needs at the width it was asked for last. JavaFX keeps a node's sizes only where its height does not hang on its width, so
 * that one changed label measures every wrapped text of a page anew. A node with such heights clears them when its layout is requested, which every
 * change of what is in it does.
 */
public final class HeightsByWidth {
    private final Kept least = new Kept();
    private final Kept preferred = new Kept();

    /** The smallest height at a width in pixels; computed if it is not known. */
    public double least(double width, DoubleUnaryOperator compute) {
        return least.at(width, compute);
    }

    /** The preferred height at a width in pixels; computed if it is not known. */
    public double preferred(double width, DoubleUnaryOperator compute) {
        return preferred.at(width, compute);
    }

    /** Forgets them. */
    public void clear() {
        least.width = Double.NaN;
        preferred.width = Double.NaN;
    }

    private static final class Kept {
        private double width = Double.NaN;
        private double height;

        double at(double asked, DoubleUnaryOperator compute) {
            if (asked != width) {
                height = compute.applyAsDouble(asked);
                width = asked;
            }
            return height;
        }
    }
}
