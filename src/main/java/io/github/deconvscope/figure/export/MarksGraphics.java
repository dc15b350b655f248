package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import org.apache.xmlgraphics.java2d.AbstractGraphics2D;
import org.apache.xmlgraphics.java2d.GraphicContext;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is drawn into {@link PageMarks}. Letters of fonts that are not shipped, as formulas have them, become areas. Scales have to be the
 * same across and down, as they are in figures.
 */
final class MarksGraphics extends AbstractGraphics2D {
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    private final PageMarks marks;
    /** The clip that was told last; shared by all copies. */
    private final Shape[] told;

    /** @param outlined whether all letters become areas */
    MarksGraphics(PageMarks marks, boolean outlined) {
        super(outlined);
        this.marks = marks;
        told = new Shape[1];
        gc = new GraphicContext();
        setRenderingHint(Ink.LOSSLESS_IMAGES, true);
        setRenderingHint(Ink.ANCHOR, 0.0);
        setRenderingHint(Ink.CELLS, true);
    }

    private MarksGraphics(MarksGraphics other) {
        super(other);
        marks = other.marks;
        told = other.told;
    }

    @Override
    public Graphics create() {
        return new MarksGraphics(this);
    }

    @Override
    public void dispose() {
        // Holds nothing.
    }

    /** Draws the ground, unless it is left out, and the figure. */
    static void paint(Figure figure, ExportSettings settings, boolean outlined, PageMarks marks) {
        MarksGraphics g = new MarksGraphics(marks, outlined);
        if (!settings.transparent()) {
            g.setColor(Palette.of(settings.theme()).surface());
            g.fill(new Rectangle2D.Double(0, 0, settings.width(), settings.height()));
        }
        Raster.framed(figure, settings).paint(g, settings.width(), settings.height(), settings.style());
    }

    private Shape onPage(Shape shape) {
        boolean upright = getTransform().getShearX() == 0 && getTransform().getShearY() == 0;
        Shape moved = getTransform().createTransformedShape(shape);
        return upright && shape instanceof Rectangle2D ? moved.getBounds2D() : moved;
    }

    private double scale() {
        return Math.sqrt(Math.abs(getTransform().getDeterminant()));
    }

    private Color ink() {
        float opacity = getComposite() instanceof AlphaComposite faint ? faint.getAlpha() : 1;
        Color color = getColor();
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(color.getAlpha() * opacity));
    }

    private PageMarks clipped() {
        @Nullable Shape clip = getClip() == null ? null : onPage(getClip());
        boolean same = clip == null ? told[0] == null : told[0] != null && sameBounds(clip, told[0]);
        if (!same) {
            marks.clip(clip);
            told[0] = clip;
        }
        return marks;
    }

    /** Clips of figures are rectangles; another shape is told each time. */
    private static boolean sameBounds(Shape one, Shape other) {
        return one.getBounds2D().equals(other.getBounds2D()) && one.contains(one.getBounds2D());
    }

    @Override
    public void fill(Shape shape) {
        clipped().fill(onPage(shape), ink());
    }

    @Override
    public void draw(Shape shape) {
        if (!(getStroke() instanceof BasicStroke stroke)) {
            fill(getStroke().createStrokedShape(shape));
            return;
        }
        float scale = (float) scale();
        float[] dash = stroke.getDashArray();
        for (int i = 0; dash != null && i < dash.length; i++) {
            dash[i] *= scale;
        }
        BasicStroke onPage = new BasicStroke(
                stroke.getLineWidth() * scale,
                stroke.getEndCap(),
                stroke.getLineJoin(),
                stroke.getMiterLimit(),
                dash,
                stroke.getDashPhase() * scale);
        clipped().stroke(onPage(shape), onPage, ink());
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (text.isBlank()) {
            return;
        }
        if (textAsShapes || !FigureFonts.isShipped(getFont())) {
            fill(getFont().createGlyphVector(METRICS, text).getOutline(x, y));
            return;
        }
        double align = getRenderingHint(Ink.ANCHOR) instanceof Double given ? given : 0;
        AffineTransform place = new AffineTransform(getTransform());
        place.translate(x, y);
        place.scale(1 / scale(), 1 / scale());
        clipped()
                .text(
                        text,
                        FigureFonts.of(getFont()).at(getFont().getSize2D() * scale()),
                        place,
                        align,
                        Ink.width(text, getFont()) * scale(),
                        ink());
    }

    @Override
    public boolean drawImage(Image image, AffineTransform at, ImageObserver observer) {
        AffineTransform place = new AffineTransform(getTransform());
        place.concatenate(at);
        clipped().image((BufferedImage) image, place);
        return true;
    }

    @Override
    public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
        return drawImage(image, AffineTransform.getTranslateInstance(x, y), observer);
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, ImageObserver observer) {
        AffineTransform at = AffineTransform.getTranslateInstance(x, y);
        at.scale(width / (double) image.getWidth(null), height / (double) image.getHeight(null));
        return drawImage(image, at, observer);
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform at) {
        drawImage((BufferedImage) image, at, null);
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform at) {
        drawRenderedImage(image.createDefaultRendering(), at);
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB)
                .createGraphics()
                .getDeviceConfiguration();
    }

    @Override
    public FontMetrics getFontMetrics(java.awt.Font font) {
        return new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB)
                .createGraphics()
                .getFontMetrics(font);
    }

    @Override
    public void setXORMode(Color color) {
        throw new UnsupportedOperationException("figures do not draw by exclusive or");
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        throw new UnsupportedOperationException("figures do not copy areas");
    }
}
