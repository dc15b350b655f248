package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.Palette;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Paints figures into images. */
public final class Raster {
    private Raster() {}

    /** Paints at the settings' size and resolution; ARGB if transparent, else RGB on the theme's surface. */
    public static BufferedImage paint(Figure figure, ExportSettings settings) {
        int type = settings.transparent() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(settings.pixelWidth(), settings.pixelHeight(), type);
        Graphics2D g = image.createGraphics();
        try {
            if (!settings.transparent()) {
                g.setColor(Palette.of(settings.theme()).surface());
                g.fillRect(0, 0, image.getWidth(), image.getHeight());
            }
            g.scale(image.getWidth() / settings.width(), image.getHeight() / settings.height());
            framed(figure, settings).paint(g, settings.width(), settings.height(), settings.style());
        } finally {
            g.dispose();
        }
        return image;
    }

    /** The figure as all formats paint it: in its frame, everything as much larger as the picture is. */
    static Figure framed(Figure figure, ExportSettings settings) {
        return new ScaledFigure(settings.framed(figure), settings.scale());
    }
}
