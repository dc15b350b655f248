package io.github.deconvscope.figure.export;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a drawing in a vector format: areas, lines, texts and images, one over the other. All places and sizes are those of the
 * page, in logical pixels from its top left corner.
 */
interface PageMarks {
    /** What is drawn next lies within this shape; null for the whole page. */
    void clip(@Nullable Shape shape);

    /** @param color its alpha is the opacity */
    void fill(Shape shape, Color color);

    /** @param color its alpha is the opacity */
    void stroke(Shape shape, BasicStroke stroke, Color color);

    /**
     * A text in a shipped font.
     *
     * @param font in the size on the page
     * @param place of the start of the base line, and the direction in which it runs
     * @param align how much of the width lies left of the place that the text is aligned with, from 0 to 1
     * @param width of the text as the figure measured it
     * @param color its alpha is the opacity
     */
    void text(String text, Font font, AffineTransform place, double align, double width, Color color);

    /** @param place of the image whose pixels are 1 x 1 */
    void image(BufferedImage image, AffineTransform place);
}
