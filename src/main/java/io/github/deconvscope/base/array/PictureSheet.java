package io.github.deconvscope.base.array;

import io.github.deconvscope.base.UsesAwt;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Square colour pictures of one side that lie side by side, row after row, in a PNG on the class path. */
@UsesAwt("the PNG is decoded by ImageIO")
public final class PictureSheet {
    private final int side;
    private final int columns;
    private final int size;
    private final BufferedImage sheet;

    private PictureSheet(int side, BufferedImage sheet) {
        this.side = side;
        this.sheet = sheet;
        columns = sheet.getWidth() / side;
        size = columns * (sheet.getHeight() / side);
    }

    /**
     * @param resource absolute name on the class path
     * @param side of each picture, in pixels
     * @throws FileNotFoundException if there is no such resource
     */
    public static PictureSheet load(String resource, int side) throws IOException {
        InputStream in = PictureSheet.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException(resource + " is not on the class path: this installation is not complete.");
        }
        try (in) {
            return new PictureSheet(side, ImageIO.read(new MemoryCacheImageInputStream(in)));
        }
    }

    /** How many pictures there are. */
    public int size() {
        return size;
    }

    /** Copies unsigned bytes of one picture in the order (channel, row, column), red, green and blue, to {@code target} from {@code start} on. */
    public void copy(int picture, byte[] target, int start) {
        int plane = side * side;
        int[] rgb = sheet.getRGB(picture % columns * side, picture / columns * side, side, side, null, 0, side);
        for (int i = 0; i < plane; i++) {
            target[start + i] = (byte) (rgb[i] >> 16);
            target[start + plane + i] = (byte) (rgb[i] >> 8);
            target[start + 2 * plane + i] = (byte) rgb[i];
        }
    }
}
