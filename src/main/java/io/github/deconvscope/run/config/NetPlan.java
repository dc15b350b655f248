package io.github.deconvscope.run.config;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The convolutions of a net, one after another with max poolings between them or in residual blocks, with the channels they have at a net's width
 * and the sizes that maps of a picture have.
 *
 * @param input the shape of the pictures
 * @param convolutions in order
 */
public record NetPlan(InputShape input, List<Convolution> convolutions) {
    /** Where a convolution of a residual net stands. */
    public enum Part {
        /** Before all blocks. */
        STEM,
        /** The first of a block: its input is that of the block. */
        FIRST,
        /** Of 1 x 1, on the other way through the block: its input is that of the block, too. */
        SHORTCUT,
        /** The last of a block: the other way through the block, a shortcut or the block's input itself, is added to its output. */
        LAST
    }

    /**
     * A convolution's place in a residual net.
     *
     * @param part of a block
     * @param name its module has in PyTorch's ResNet, such as {@code layer2.0.conv1}
     * @param norm the name of the normalization after it
     */
    public record Place(Part part, String name, String norm) {}

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
     * @param place in a residual net; empty in others
     */
    public record Convolution(
            int number,
            int poolings,
            int in,
            int out,
            int kernel,
            int stride,
            int size,
            Optional<Pooling> pooling,
            Optional<Place> place) {
        /** Whether it is this part of a residual block. */
        public boolean is(Part part) {
            return place.filter(p -> p.part() == part).isPresent();
        }

        /** Whether a ReLU follows at once: in a residual block it follows the sum of both ways. */
        public boolean activated() {
            return !is(Part.SHORTCUT) && !is(Part.LAST);
        }

        /** The published name of its module, where each convolution of a row comes with {@code modules - 1} others. */
        public String module(int modules) {
            return place.map(Place::name).orElse("features." + index(modules));
        }

        /** The published name of the normalization after it. */
        public String normModule() {
            return place.map(Place::norm).orElse("features." + (index(3) + 1));
        }

        /** The name of the ReLU after it, or after the sum that it is the last part of: in a residual block, where torchvision has one module for both, that of the convolution with its number. */
        public String reluModule(int modules) {
            return place.map(p -> p.name().replace("conv", "relu"))
                    .orElse("features." + (index(modules) + modules - 1));
        }

        /** The name of the sum that ends its residual block. */
        public String sumModule() {
            return place.orElseThrow().name().replace("conv2", "add");
        }

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
        return config.model() == ModelName.RESNET18
                ? resNet18(config.width(), config.input())
                : of(config.steps(), config.width(), config.input());
    }

    /**
     * ResNet-18 for small images: a stem of 3 x 3 without pooling, then four stages of two blocks, each stage but the first with half the size and
     * twice the channels. Names are those of torchvision's class. Source: He et al., 2016, figure 5 left, with 1 x 1 shortcuts.
     *
     * @param width factor on all channels, above 0; a layer keeps at least one channel
     */
    public static NetPlan resNet18(double width, InputShape input) {
        requireWidth(width);
        List<Convolution> all = new ArrayList<>();
        int in = channels(64, width);
        int size = input.side();
        residual(all, input.channels(), in, 3, 1, size, new Place(Part.STEM, "conv1", "bn1"));
        for (int stage = 1; stage <= 4; stage++) {
            int out = channels(32 << stage, width);
            for (int block = 0; block < 2; block++) {
                String name = "layer" + stage + "." + block + ".";
                int stride = stage > 1 && block == 0 ? 2 : 1;
                residual(all, in, out, 3, stride, size, new Place(Part.FIRST, name + "conv1", name + "bn1"));
                if (stride != 1 || in != out) {
                    Place shortcut = new Place(Part.SHORTCUT, name + "downsample.0", name + "downsample.1");
                    residual(all, in, out, 1, stride, size, shortcut);
                }
                size = all.get(all.size() - 1).outputSize();
                residual(all, out, out, 3, 1, size, new Place(Part.LAST, name + "conv2", name + "bn2"));
                in = out;
            }
        }
        return new NetPlan(input, all);
    }

    private static void residual(
            List<Convolution> all, int in, int out, int kernel, int stride, int size, Place place) {
        all.add(new Convolution(
                all.size() + 1, 0, in, out, kernel, stride, size, Optional.empty(), Optional.of(place)));
    }

    private static int channels(int published, double width) {
        return (int) Math.max(1, Math.round(published * width));
    }

    private static void requireWidth(double width) {
        if (!(width > 0)) {
            throw new InvalidInputException(
                    "The width is " + width + "; it has to be above 0, and 1 is the published net.");
        }
    }

    /**
     * The net of some steps, a convolution first.
     *
     * @param width factor on all channels, above 0; a layer keeps at least one channel
     * @throws InvalidInputException if a max pooling does not fit what is left of the pictures
     */
    public static NetPlan of(List<PlanStep> steps, double width, InputShape input) {
        requireWidth(width);
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
                int out = channels(step.channels(), width);
                Optional<Pooling> pooling = Optional.of(i + 1)
                        .filter(next -> next < steps.size())
                        .map(steps::get)
                        .filter(PlanStep::pools)
                        .map(next -> new Pooling(next.kernel(), next.stride()));
                Convolution convolution = new Convolution(
                        convolutions.size() + 1,
                        poolings,
                        in,
                        out,
                        step.kernel(),
                        step.stride(),
                        size,
                        pooling,
                        Optional.empty());
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

    /** Whether its layers stand one after another, so that each has one input and one successor. */
    public boolean isRow() {
        return convolutions.stream().allMatch(c -> c.place().isEmpty());
    }

    /**
     * Refuses a net with residual blocks for something that follows one row of layers.
     *
     * @param what cannot be done, such as {@code The page Network}
     */
    public void requireRow(String what) {
        if (!isRow()) {
            throw new InvalidInputException(what
                    + " follows one row of layers, but this net has residual blocks, in which a picture goes two ways. Choose a run of a net without them,"
                    + " such as VGG-11; curves, frames, whitening and comparison of runs work for this one too.");
        }
    }

    /** What a row is made of, with the channels of its width. */
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
