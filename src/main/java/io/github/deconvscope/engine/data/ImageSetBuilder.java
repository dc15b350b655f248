package io.github.deconvscope.engine.data;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.PictureScaling;
import java.util.Arrays;
import java.util.List;

/**
 * Collects images of any size into a set of one shape ({@link PictureScaling}). Images of 28 x 28 get a border of 2 black pixels where 32
 * x 32 are asked for, so that no pixel of MNIST's kin is changed. A set without a colour is kept in one channel.
 */
final class ImageSetBuilder {
    private static final int MNIST_SIDE = 28;
    private static final int MNIST_FRAMED = 32;

    private final InputShape shape;
    private final byte[] pixels;
    private final int[] labels;
    private int size;
    private boolean grey = true;

    /**
     * @param what whose images they are, for a refusal
     * @param most how many images may come
     * @param shape that is asked for
     */
    ImageSetBuilder(String what, int most, InputShape shape) {
        this.shape = shape;
        pixels = ImageSet.room(what, most, shape);
        labels = new int[most];
    }

    /** @param image 1 or 3 channels in [0, 1] */
    void add(ColorImage image, int label) {
        boolean framed = shape.side() == MNIST_FRAMED && image.width() == MNIST_SIDE && image.height() == MNIST_SIDE;
        int border = framed ? (MNIST_FRAMED - MNIST_SIDE) / 2 : 0;
        int inner = shape.side() - 2 * border;
        ColorImage fitted = PictureScaling.fit(image, new InputShape(shape.channels(), inner));
        grey &= fitted.channels() == 1;
        for (int c = 0; c < shape.channels(); c++) {
            float[] plane = fitted.plane(c % fitted.channels());
            int start = (size * shape.channels() + c) * shape.plane() + border * shape.side() + border;
            for (int i = 0; i < plane.length; i++) {
                pixels[start + i / inner * shape.side() + i % inner] = (byte) Math.round(plane[i] * 255);
            }
        }
        labels[size++] = label;
    }

    /** Grey bytes of one image, row by row. */
    static ColorImage grey(byte[] raw, int start, int height, int width) {
        return new ColorImage(width, height, plane(raw, start, 1, height * width));
    }

    /** Red, green, blue bytes of one image: whole planes if {@code step} is 1, else interleaved with a step of 3. */
    static ColorImage colours(byte[] raw, int start, int height, int width, int step) {
        int cells = height * width;
        int apart = step == 1 ? cells : 1;
        return new ColorImage(
                width,
                height,
                plane(raw, start, step, cells),
                plane(raw, start + apart, step, cells),
                plane(raw, start + 2 * apart, step, cells));
    }

    private static float[] plane(byte[] raw, int start, int step, int cells) {
        float[] plane = new float[cells];
        for (int i = 0; i < cells; i++) {
            plane[i] = (raw[start + i * step] & 0xff) / 255f;
        }
        return plane;
    }

    /** What came so far. */
    ImageSet build(List<String> classNames) {
        int kept = grey ? 1 : shape.channels();
        InputShape as = new InputShape(kept, shape.side());
        byte[] bytes;
        if (kept == shape.channels()) {
            bytes = size == labels.length ? pixels : Arrays.copyOf(pixels, size * as.values());
        } else {
            bytes = new byte[size * as.values()];
            for (int image = 0; image < size; image++) {
                System.arraycopy(pixels, image * shape.values(), bytes, image * as.values(), as.values());
            }
        }
        return new ImageSet(as, bytes, Arrays.copyOf(labels, size), classNames);
    }

    /** A set in another shape; itself if it has that already. */
    static ImageSet reshaped(ImageSet set, InputShape shape) {
        if (set.side() == shape.side() && set.channels() <= shape.channels()) {
            return set;
        }
        ImageSetBuilder builder = new ImageSetBuilder("The data set", set.size(), shape);
        for (int i = 0; i < set.size(); i++) {
            builder.add(set.picture(i), set.label(i));
        }
        return builder.build(set.classNames());
    }
}
