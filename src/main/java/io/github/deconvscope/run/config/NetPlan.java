package io.github.deconvscope.run.config;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The convolutions of a VGG net for pictures of one shape, with the channels they have at a net's width.
 *
 * @param input the shape of the pictures
 * @param convolutions in order
 */
public record NetPlan(InputShape input, List<Convolution> convolutions) {
    /** Side of each kernel. */
    public static final int KERNEL = 3;

    /**
     * A convolution as it stands in the net.
     *
     * @param number from 1
     * @param poolings how many max poolings by 2 stand before it
     * @param in input channels
     * @param out output channels
     * @param pooled whether a max pooling by 2 follows
     * @param size height and width of its input, and of its output before a pooling
     */
    public record Convolution(int number, int poolings, int in, int out, boolean pooled, int size) {
        /** Its name in a benchmark, such as {@code conv3}. */
        public String name() {
            return "conv" + number;
        }

        /** Whether images come in, whose gradient nobody needs. */
        public boolean first() {
            return number == 1;
        }

        /** Its place in the published numbering of modules, from 0, where each convolution comes with {@code modules - 1} others. */
        public int index(int modules) {
            return (number - 1) * modules + poolings;
        }
    }

    public NetPlan {
        convolutions = List.copyOf(convolutions);
    }

    /**
     * The convolutions of the net that a run trains.
     *
     * @throws InvalidInputException if its max poolings leave nothing of the pictures
     */
    public static NetPlan of(RunConfig config) {
        return of(config.model(), config.width(), config.input());
    }

    /**
     * @param width factor on all channels, above 0; a layer keeps at least one channel
     * @throws InvalidInputException if the max poolings leave nothing of the pictures
     */
    public static NetPlan of(ModelName model, double width, InputShape input) {
        if (!(width > 0)) {
            throw new InvalidInputException(
                    "The width is " + width + "; it has to be above 0, and 1 is the published net.");
        }
        List<Convolution> convolutions = new ArrayList<>();
        int in = input.channels();
        int size = input.side();
        int poolings = 0;
        List<Integer> plan = model.plan();
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i) == 0) {
                poolings++;
                if (size < 2) {
                    throw poolsTooMuch(model, input, poolings, convolutions.size());
                }
                size /= 2;
            } else {
                int out = (int) Math.max(1, Math.round(plan.get(i) * width));
                boolean pooled = i + 1 < plan.size() && plan.get(i + 1) == 0;
                convolutions.add(new Convolution(convolutions.size() + 1, poolings, in, out, pooled, size));
                in = out;
            }
        }
        return new NetPlan(input, convolutions);
    }

    private static InvalidInputException poolsTooMuch(ModelName model, InputShape input, int pooling, int convolution) {
        long poolings = model.plan().stream().filter(out -> out == 0).count();
        return new InvalidInputException(
                "Max pooling " + pooling + " of " + model.label() + ", after conv" + convolution
                        + ", gets maps of 1 x 1 from pictures of " + input.side() + " x " + input.side()
                        + " pixels and would leave nothing. Its " + poolings + " poolings need pictures of at least "
                        + (1 << poolings) + " x " + (1 << poolings) + ": give " + RunOption.IMAGE_SIZE.flag() + " "
                        + (1 << poolings) + " or more.");
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
}
