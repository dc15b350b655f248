package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.image.PixelTable;
import io.github.deconvscope.math.ColorImage;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An image as large as it fits, with frames drawn over it. Of more than three channels the first three are shown, of two the first.
 *
 * @param title short
 * @param caption what is seen, with the range of values that is shown
 * @param image the values
 * @param low value that is shown black
 * @param high value that is shown white
 * @param frames rectangles in pixels of the image: where patches are cut
 * @param pinned the frame that is drawn strongly, or -1
 */
public record ImageFigure(
        String title, String caption, ColorImage image, double low, double high, List<Rectangle2D> frames, int pinned)
        implements Figure {
    private static final double SMALLEST_FRAME = 6;

    public ImageFigure {
        frames = List.copyOf(frames);
    }

    @Override
    public String altText() {
        return title + ": an image of " + image.width() + " by " + image.height() + " pixels and "
                + PlainWords.count(image.channels(), "channel") + ".";
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        Rectangle2D place = place(width, height);
        ink.image(pixels(), place);
        double scale = place.getWidth() / image.width();
        for (int i = 0; i < frames.size(); i++) {
            if (i != pinned) {
                Rectangle2D frame = frames.get(i);
                ink.faint(0.55, () -> ink.stroke(scaled(frame, place, scale), java.awt.Color.WHITE, 0.75));
            }
        }
        if (pinned >= 0 && pinned < frames.size()) {
            Rectangle2D frame = scaled(frames.get(pinned), place, scale);
            ink.stroke(frame, java.awt.Color.WHITE, 4);
            ink.stroke(frame, ink.palette().accent(), 2);
        }
        ink.close();
    }

    @Override
    public double preferredAspect() {
        return Math.max(0.5, Math.min(3, (double) image.width() / image.height()));
    }

    private Rectangle2D place(double width, double height) {
        double scale = Math.min(width / image.width(), height / image.height());
        double w = image.width() * scale;
        double h = image.height() * scale;
        return new Rectangle2D.Double((width - w) / 2, (height - h) / 2, w, h);
    }

    private static Rectangle2D scaled(Rectangle2D frame, Rectangle2D place, double scale) {
        // A frame of three pixels in a large image could not be seen.
        double grow = Math.max(0, SMALLEST_FRAME - frame.getWidth() * scale) / 2;
        return new Rectangle2D.Double(
                place.getX() + frame.getX() * scale - grow,
                place.getY() + frame.getY() * scale - grow,
                frame.getWidth() * scale + 2 * grow,
                frame.getHeight() * scale + 2 * grow);
    }

    private BufferedImage pixels() {
        int shown = image.channels() >= 3 ? 3 : 1;
        int[] argb = new int[image.width() * image.height()];
        double scale = 255 / (high - low);
        for (int i = 0; i < argb.length; i++) {
            int packed = 0xff;
            for (int c = 0; c < 3; c++) {
                double level = (image.plane(shown == 3 ? c : 0)[i] - low) * scale;
                packed = packed << 8 | (int) Math.max(0, Math.min(255, level + 0.5));
            }
            argb[i] = packed;
        }
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, image.width(), image.height(), argb, 0, image.width());
        return picture;
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Rectangle2D place = place(width, height);
        if (!place.contains(x, y)) {
            return Optional.empty();
        }
        int column = (int) ((x - place.getX()) / place.getWidth() * image.width());
        int row = (int) ((y - place.getY()) / place.getHeight() * image.height());
        StringBuilder text = new StringBuilder("row " + row + ", column " + column + ": ");
        for (int c = 0; c < Math.min(3, image.channels()); c++) {
            text.append(c == 0 ? "" : ", ").append(Numbers.full(image.at(c, row, column)));
        }
        return Optional.of(new FigureHit("pixels", row, column, text.toString()));
    }

    @Override
    public DataTable table() {
        return PixelTable.of(
                image,
                IntStream.range(0, image.channels())
                        .mapToObj(c -> "channel " + c)
                        .toList());
    }
}
