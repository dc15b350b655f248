package io.github.deconvscope.figure.image;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.array.PictureSheet;
import io.github.deconvscope.math.ColorImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Test images of the data sets that come with the app, by the names that {@code --dataset} has for them. */
public enum EmbeddedSet implements Choice {
    /** Grey: a part of Fashion-MNIST (MIT licence, notice beside it). */
    FASHION("fashion-mini", "Fashion-MNIST", 1, 28),
    /** In colour: drawn from Noto Color Emoji (SIL Open Font License 1.1, notice beside it). */
    EMOJI("emoji", "Emoji in colour", 3, 32);

    private static final String FASHION_IMAGES = "/assets/data/fashion-mini/t10k-images-idx3-ubyte.gz";
    private static final int FASHION_HEADER = 16;

    private final Words words;
    private final int channels;
    private final int side;

    EmbeddedSet(String id, String label, int channels, int side) {
        words = new Words(id, label);
        this.channels = channels;
        this.side = side;
    }

    @Override
    public Words words() {
        return words;
    }

    /** The first {@code count} test images, in [0, 1]. */
    public List<ColorImage> load(int count) {
        try {
            return (this == FASHION ? fashion(count) : emoji(count))
                    .stream().map(this::image).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the data set " + id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<byte[]> fashion(int count) throws IOException {
        try (InputStream file = EmbeddedSet.class.getResourceAsStream(FASHION_IMAGES)) {
            if (file == null) {
                throw new FileNotFoundException(FASHION_IMAGES + " is missing from the class path");
            }
            InputStream in = new GZIPInputStream(file);
            in.readNBytes(FASHION_HEADER);
            List<byte[]> images = new ArrayList<>();
            byte[] pixels;
            while (images.size() < count && (pixels = in.readNBytes(side * side)).length == side * side) {
                images.add(pixels);
            }
            return images;
        }
    }

    private List<byte[]> emoji(int count) throws IOException {
        PictureSheet sheet = PictureSheet.load("/assets/data/emoji/test.png", side);
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < Math.min(count, sheet.size()); i++) {
            byte[] pixels = new byte[channels * side * side];
            sheet.copy(i, pixels, 0);
            images.add(pixels);
        }
        return images;
    }

    private ColorImage image(byte[] pixels) {
        float[][] planes = new float[channels][side * side];
        for (int i = 0; i < pixels.length; i++) {
            planes[i / (side * side)][i % (side * side)] = (pixels[i] & 0xff) / 255f;
        }
        return new ColorImage(side, side, planes);
    }
}
