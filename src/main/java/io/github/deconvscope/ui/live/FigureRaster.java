package io.github.deconvscope.ui.live;

import io.github.deconvscope.base.UsesAwt;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Pixels that Java2D paints and JavaFX shows, without a copy in between. */
@UsesAwt("figures are painted with Java2D, on the screen as in exports")
final class FigureRaster {
    private final BufferedImage canvas;
    private final PixelBuffer<IntBuffer> buffer;
    private final Image image;

    FigureRaster(int width, int height) {
        canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        int[] pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    boolean hasSize(int width, int height) {
        return canvas.getWidth() == width && canvas.getHeight() == height;
    }

    /** Paints over everything; on any thread but while the image is on the screen. */
    void paint(Figure figure, double width, double height, double scale, FigureStyle style) {
        Graphics2D g = canvas.createGraphics();
        try {
            g.setComposite(AlphaComposite.Clear);
            g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            g.setComposite(AlphaComposite.SrcOver);
            g.scale(scale, scale);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            figure.paint(g, width, height, style);
        } finally {
            g.dispose();
        }
    }

    /** The image with what was painted last; on the FX thread. */
    Image finished() {
        buffer.updateBuffer(b -> null);
        return image;
    }
}
