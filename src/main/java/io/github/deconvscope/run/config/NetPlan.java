package io.github.deconvscope.run.config;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The convolutions of a net, one after another with max poolings between them, with the channels they have at a net's width and the sizes that
 * maps of a picture have.
 *
 * @param input the shape of the pictures
 * @param convolutions in order
 */
public record NetPlan(InputShape input, List<Convolution> convolutions) {
    /**
     * A convolution as it stands in the net, with as much padding as keeps the size of the map at stride 1.
     *
     * @param number from 1
     * @param poolings how many max poolings stand before it
     * @param in input channels
     * @param out output channels
     * @param kernel height and width of the kernel; odd
     * @param stride distance between two positions of the kernel
     * @param size height and width of its input
     * @param pooling what follows, if a max pooling does
     */
    public record Convolution(
            int number, int poolings, int in, int out, int kernel, int stride, int size, Optional<Pooling> pooling) {
        /** Its name in a benchmark, such as {@code conv3}. */
        public String name() {
            return "conv" + number;
        }

        /** Whether images come in, whose gradient nobody needs. */
        public boolean first() {
            return number == 1;
        }

        /** Height and width of its output, before a pooling. */
        public int outputSize() {
            return (size - 1) / stride + 1;
        }

        /** Weights of one output and one input channel. */
        public int cells() {
            return kernel * kernel;
        }

        /** Whether a max pooling follows. */
        public boolean pooled() {
            return pooling.isPresent();
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
     * The net that a run trains.
     *
     * @throws InvalidInputException if its max poolings leave nothing of the pictures
     */
    public static NetPlan of(RunConfig config) {
        return of(config.steps(), config.width(), config.input());
    }

    /**
     * The net of some steps, a convolution first.
     *
     * @param width factor on all channels, above 0; a layer keeps at least one channel
     * @throws InvalidInputException if a max pooling does not fit what is left of the pictures
     */
    public static NetPlan of(List<PlanStep> steps, double width, InputShape input) {
        if (!(width > 0)) {
            throw new InvalidInputException(
                    "The width is " + width + "; it has to be above 0, and 1 is the published net.");
        }
        List<Convolution> convolutions = new ArrayList<>();
        int in = input.channels();
        int size = input.side();
        int poolings = 0;
        for (int i = 0; i < steps.size(); i++) {
            PlanStep step = steps.get(i);
            if (step.pools()) {
                Pooling pooling = new Pooling(step.kernel(), step.stride());
                poolings++;
                if (pooling.outputSize(size) < 1) {
                    int needed = smallestSide(steps);
                    throw new InvalidInputException("Max pooling " + poolings + " of the net, after conv"
                            + convolutions.size() + ", has windows of " + step.kernel() + " x " + step.kernel()
                            + ", but of pictures of " + input.side() + " x " + input.side() + " pixels only " + size
                            + " x "
                            + size + " are left there. Its poolings need pictures of at least " + needed + " x "
                            + needed
                            + ": give " + RunOption.IMAGE_SIZE.flag() + " " + needed + " or more, or pool less.");
                }
                size = pooling.outputSize(size);
            } else {
                int out = (int) Math.max(1, Math.round(step.channels() * width));
                Optional<Pooling> pooling = Optional.of(i + 1)
                        .filter(next -> next < steps.size())
                        .map(steps::get)
                        .filter(PlanStep::pools)
                        .map(next -> new Pooling(next.kernel(), next.stride()));
                Convolution convolution = new Convolution(
                        convolutions.size() + 1, poolings, in, out, step.kernel(), step.stride(), size, pooling);
                convolutions.add(convolution);
                in = out;
                size = convolution.outputSize();
            }
        }
        return new NetPlan(input, convolutions);
    }

    /** Channels that the head sees. */
    public int outputs() {
        return convolutions.get(convolutions.size() - 1).out();
    }

    /** Whether its convolutions are 3 x 3 at stride 1 and its poolings 2 x 2 at stride 2, as those of the VGG nets are. */
    public boolean isVgg() {
        Pooling two = new Pooling(2, 2);
        return convolutions.stream()
                .allMatch(c -> c.kernel() == 3
                        && c.stride() == 1
                        && c.pooling().orElse(two).equals(two));
    }

    /** What it is made of, with the channels of its width. */
    public List<PlanStep> steps() {
        List<PlanStep> steps = new ArrayList<>();
        for (Convolution convolution : convolutions) {
            steps.add(new PlanStep(convolution.out(), convolution.kernel(), convolution.stride()));
            convolution.pooling().ifPresent(pooling -> steps.add(new PlanStep(0, pooling.kernel(), pooling.stride())));
        }
        return steps;
    }

    /** The smallest height and width of a picture that all max poolings leave something of. */
    private static int smallestSide(List<PlanStep> steps) {
        int side = 1;
        for (int i = steps.size() - 1; i >= 0; i--) {
            PlanStep step = steps.get(i);
            side = (side - 1) * step.stride() + (step.pools() ? step.kernel() : 1);
        }
        return side;
    }
}
