package io.github.deconvscope.run.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The convolutions of a VGG net for images of 32 x 32 pixels, with the channels they have at a net's width.
 *
 * @param convolutions in order
 */
public record NetPlan(List<Convolution> convolutions) {
    /** Channels of an image. */
    public static final int CHANNELS = 3;

    /** Side of each kernel. */
    public static final int KERNEL = 3;

    /** Height and width of an image. */
    public static final int SIDE = 32;

    /**
     * A convolution as it stands in the net.
     *
     * @param number from 1
     * @param poolings how many max poolings by 2 stand before it
     * @param in input channels
     * @param out output channels
     * @param pooled whether a max pooling by 2 follows
     */
    public record Convolution(int number, int poolings, int in, int out, boolean pooled) {
        /** Its name in a benchmark, such as {@code conv3}. */
        public String name() {
            return "conv" + number;
        }

        /** Whether images come in, whose gradient nobody needs. */
        public boolean first() {
            return number == 1;
        }

        /** Height and width of its input, and of its output before a pooling. */
        public int size() {
            return SIDE >> poolings;
        }

        /** Its place in the published numbering of modules, from 0, where each convolution comes with {@code modules - 1} others. */
        public int index(int modules) {
            return (number - 1) * modules + poolings;
        }
    }

    public NetPlan {
        convolutions = List.copyOf(convolutions);
    }

    /** The convolutions of the net that a run trains. */
    public static NetPlan of(RunConfig config) {
        return of(config.model(), config.width());
    }

    /** @param width factor on all channels, above 0; a layer keeps at least one channel */
    public static NetPlan of(ModelName model, double width) {
        List<Convolution> convolutions = new ArrayList<>();
        int in = CHANNELS;
        int poolings = 0;
        List<Integer> plan = model.plan();
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i) == 0) {
                poolings++;
            } else {
                int out = (int) Math.max(1, Math.round(plan.get(i) * width));
                boolean pooled = i + 1 < plan.size() && plan.get(i + 1) == 0;
                convolutions.add(new Convolution(convolutions.size() + 1, poolings, in, out, pooled));
                in = out;
            }
        }
        return new NetPlan(convolutions);
    }

    /** Channels that the head sees. */
    public int outputs() {
        return convolutions.get(convolutions.size() - 1).out();
    }

    /** Output channels of each convolution, 0 for each max pooling. */
    public List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (Convolution convolution : convolutions) {
            widths.add(convolution.out());
            if (convolution.pooled()) {
                widths.add(0);
            }
        }
        return widths;
    }

    /** The smallest height and width of an image that all max poolings leave something of. */
    public int smallestSide() {
        return 1 << convolutions.stream().filter(Convolution::pooled).count();
    }
}
