package io.github.deconvscope.figure.image;

import io.github.deconvscope.math.ColorImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Some grey images of 28 x 28 pixels out of the Fashion-MNIST part that comes with the app (MIT licence, notice beside it). */
public final class FashionImages {
    /** The name in links. */
    public static final String ID = "fashion-mini";

    private static final String RESOURCE = "/assets/data/fashion-mini/t10k-images-idx3-ubyte.gz";
    private static final int HEADER_BYTES = 16;
    private static final int SIDE = 28;

    private FashionImages() {}

    /** The first {@code count} test images, in [0, 1]. */
    public static List<ColorImage> load(int count) {
        try (InputStream file = FashionImages.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("the data set " + RESOURCE + " is missing from the class path");
            }
            InputStream in = new GZIPInputStream(file);
            in.readNBytes(HEADER_BYTES);
            List<ColorImage> images = new ArrayList<>();
            byte[] pixels;
            while (images.size() < count && (pixels = in.readNBytes(SIDE * SIDE)).length == SIDE * SIDE) {
                float[] plane = new float[pixels.length];
                for (int i = 0; i < plane.length; i++) {
                    plane[i] = (pixels[i] & 0xff) / 255f;
                }
                images.add(new ColorImage(SIDE, SIDE, plane));
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException("the data set " + RESOURCE + " cannot be read", e);
        }
    }
}
