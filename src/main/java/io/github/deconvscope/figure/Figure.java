package io.github.deconvscope.figure;

import java.awt.Graphics2D;
import java.util.List;
import java.util.Optional;

/**
 * A picture as data: immutable, with one painter that serves the screen, PNG, SVG and PDF alike.
 *
 * <p>Implementations hold everything they draw. {@link #paint} may be called on any thread, at any size, any number of times,
 * and draws the same each time.
 */
public interface Figure {
    /** Short title, shown above the figure when asked for. */
    String title();

    /** One or two sentences that say what is seen; may hold measured numbers. */
    String caption();

    /** The picture in words, for a reader who cannot see it. */
    String altText();

    /**
     * Paints into the rectangle (0, 0, width, height).
     *
     * @param g where to paint; its transform already holds the scale of the screen or of the page
     * @param width in logical pixels (1/96 inch), above 0
     * @param height in logical pixels, above 0
     * @param style theme, fonts and line width
     */
    void paint(Graphics2D g, double width, double height, FigureStyle style);

    /** Width over height at which the figure looks best, for a file that is given one side only. */
    default double preferredAspect() {
        return 1.6;
    }

    /** Height at which the figure looks best at a width, both in logical pixels. */
    default double preferredHeight(double width) {
        return width / preferredAspect();
    }

    /** Height at a width below which words or pictures would have to be left out or cut, both in logical pixels; 0 for none. */
    default double leastHeight(double width) {
        return 0;
    }

    /** Width in logical pixels at which the figure looks best; a wider file shows the same picture larger. */
    default double preferredWidth() {
        return 520;
    }

    /**
     * Whether {@link #paint} draws title and caption itself, unless the style is {@link FigureStyle#bare}; a frame then leaves them out.
     */
    default boolean headsItself() {
        return false;
    }

    /**
     * This figure as one of several that are shown one after another: axes, colours and layout are those that hold all of them, so that one
     * can be compared with the next.
     *
     * @param frames figures of the same kind, this one among them
     */
    default Figure alongside(List<? extends Figure> frames) {
        return this;
    }

    /**
     * This figure with the words, limits and ticks of axes that a style file gives it.
     *
     * @throws io.github.deconvscope.base.InvalidInputException if the style sets an axis that the figure does not have
     */
    default Figure styled(FigureLook look) {
        if (look.setsAxes()) {
            throw look.refused(
                    look.x().equals(AxisLook.NONE) ? look.y().equals(AxisLook.NONE) ? "values" : "y" : "x",
                    "sets an axis that this figure does not have",
                    "leave it out");
        }
        return this;
    }

    /** What the axes of this figure measure: figures that say the same may be drawn {@link #alongside} one another; empty for none such. */
    default String measures() {
        return "";
    }

    /** This figure for a page of its own, which it fills; in a window it may share its scale with its neighbours. */
    default Figure forFile() {
        return this;
    }

    /** The page that a {@code .html} of this figure is; empty for one of its picture, with values under the pointer. */
    default Optional<FigurePage> page() {
        return Optional.empty();
    }

    /** The figures whose titles and captions need room where this one stands: itself, or all frames of an animation. */
    default List<Figure> family() {
        return List.of(this);
    }

    /** The numbers that are drawn, in full precision. */
    DataTable table();

    /**
     * The part of the figure under a point, for linked hover and tooltips. Takes the same geometry as {@link #paint}.
     *
     * @return empty where there is nothing to show
     */
    default Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        return Optional.empty();
    }
}
