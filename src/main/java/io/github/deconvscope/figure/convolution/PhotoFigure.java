package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.image.PixelTable;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.math.ColorImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.Optional;

/** A photograph, or what a convolution made of it: values below 0 are shown as black, above 1 as white. */
public final class PhotoFigure implements Figure {
    /** Pictures stand side by side: all of them leave the room that the longest of their notes takes. */
    private static final String LONGEST_NOTE = "129x193, kernel 3x3, stride 2, uneven overlap: checkerboard";

    private final PhotoLab.Panel panel;
    private final Optional<int[]> window;

    public PhotoFigure(PhotoLab.Panel panel) {
        this(panel, Optional.empty());
    }

    /** @param window to be framed: top, left and side in pixels of the picture */
    public PhotoFigure(PhotoLab.Panel panel, Optional<int[]> window) {
        this.panel = panel;
        this.window = window;
    }

    @Override
    public String title() {
        return panel.title();
    }

    @Override
    public String caption() {
        return panel.note();
    }

    @Override
    public String altText() {
        return panel.title() + ": a picture of " + panel.note();
    }

    @Override
    public boolean headsItself() {
        return true;
    }

    @Override
    public double preferredAspect() {
        return preferredWidth() / naturalHeight(preferredWidth(), FigureStyle.of(FigureTheme.LIGHT));
    }

    /** The height at which the picture is as wide as the figure. */
    public double naturalHeight(double width, FigureStyle style) {
        double high = (width - 6) / panel.image().width() * panel.image().height();
        return Heading.height(style, LONGEST_NOTE, width) + high + 4;
    }

    private Rectangle2D place(double width, double height, FigureStyle style) {
        double top = Heading.height(style, LONGEST_NOTE, width);
        ColorImage image = panel.image();
        double scale = Math.max(1e-3, Math.min((width - 6) / image.width(), (height - top - 4) / image.height()));
        return new Rectangle2D.Double(3, top, image.width() * scale, image.height() * scale);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Heading.paint(ink, style, title(), panel.note(), width);
            Rectangle2D at = place(width, height, style);
            // Enlarged pixels stay squares: a smoothed picture would hide the checkerboard.
            double scale = at.getWidth() / panel.image().width();
            if (scale >= 1) {
                ink.image(pixels(), at);
            } else {
                ink.graphics()
                        .setRenderingHint(
                                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
                ink.graphics().drawImage(pixels(), new AffineTransform(scale, 0, 0, scale, at.getX(), at.getY()), null);
            }
            window.ifPresent(frame -> ink.frame(
                    new Rectangle2D.Double(
                            at.getX() + frame[1] * scale,
                            at.getY() + frame[0] * scale,
                            frame[2] * scale,
                            frame[2] * scale),
                    ink.palette().accent(),
                    2));
        } finally {
            ink.close();
        }
    }

    private BufferedImage pixels() {
        ColorImage image = panel.image();
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        int[] rgb = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        float[] red = image.plane(0);
        float[] green = image.plane(image.channels() < 3 ? 0 : 1);
        float[] blue = image.plane(image.channels() < 3 ? 0 : 2);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = eightBits(red[i]) << 16 | eightBits(green[i]) << 8 | eightBits(blue[i]);
        }
        return picture;
    }

    private static int eightBits(float value) {
        return value <= 0 ? 0 : value >= 1 ? 255 : (int) (value * 255 + 0.5f);
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Rectangle2D at = place(width, height, style);
        if (!at.contains(x, y)) {
            return Optional.empty();
        }
        ColorImage image = panel.image();
        int column = Math.min(image.width() - 1, (int) ((x - at.getX()) / at.getWidth() * image.width()));
        int row = Math.min(image.height() - 1, (int) ((y - at.getY()) / at.getHeight() * image.height()));
        StringBuilder text = new StringBuilder("row " + row + ", column " + column + ":");
        for (int c = 0; c < image.channels(); c++) {
            text.append(c == 0 ? " " : ", ").append(Numbers.full(image.at(c, row, column)));
        }
        return Optional.of(new FigureHit("photo", row, column, text.toString()));
    }

    @Override
    public DataTable table() {
        ColorImage image = panel.image();
        return PixelTable.of(image, image.channels() < 3 ? List.of("grey") : List.of("red", "green", "blue"));
    }
}
