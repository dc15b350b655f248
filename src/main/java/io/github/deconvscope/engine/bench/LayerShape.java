package io.github.deconvscope.engine.bench;

import io.github.deconvscope.engine.data.ImageSet;
import io.github.deconvscope.run.bench.BenchOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution of a VGG net as it stands there.
 *
 * @param name such as {@code conv3}
 * @param in input channels
 * @param out output channels
 * @param size height and width of its input
 * @param first whether images come in, whose gradient nobody wants
 */
record LayerShape(String name, int in, int out, int size, boolean first) {
    static final int KERNEL = 3;

    /** The convolutions of the net that the options name, in order. */
    static List<LayerShape> of(BenchOptions options) {
        List<LayerShape> shapes = new ArrayList<>();
        int in = 3;
        int size = ImageSet.SIDE;
        for (int planned : options.config().model().plan()) {
            if (planned == 0) {
                size /= 2;
            } else {
                int out =
                        (int) Math.max(1, Math.round(planned * options.config().width()));
                shapes.add(new LayerShape("conv" + (shapes.size() + 1), in, out, size, shapes.isEmpty()));
                in = out;
            }
        }
        return shapes;
    }
}
