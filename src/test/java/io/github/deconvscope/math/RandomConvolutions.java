package io.github.deconvscope.math;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Seeded random legal convolutions, transposed and not, rectangular, dilated, padded by numbers and rules, with channels, and with numbers that fp32 holds exactly. */
public final class RandomConvolutions {
    /** One case: an operation with numbers. */
    public record Case(long seed, ConvolutionGeometry geometry, double[] input, double[] weights) {
        @Override
        public String toString() {
            return "seed " + seed + ": " + geometry.settings();
        }
    }

    private RandomConvolutions() {}

    public static Stream<Case> cases(int count) {
        return Stream.iterate(1L, seed -> seed + 1).limit(count).map(RandomConvolutions::of);
    }

    public static Stream<Case> transposedCases(int count) {
        return Stream.iterate(1L, seed -> seed + 1)
                .map(RandomConvolutions::of)
                .filter(c -> c.geometry().transposed())
                .limit(count);
    }

    public static Case of(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 7919);
        ConvolutionSettings settings;
        do {
            boolean transposed = random.nextBoolean();
            boolean flat = random.nextInt(5) == 0;
            Padding padding = padding(random);
            boolean sized = transposed && !padding.rule().computed();
            int in = 1 + random.nextInt(4);
            int out = 1 + random.nextInt(4);
            settings = new ConvolutionSettings(
                    transposed,
                    in,
                    out,
                    1,
                    new Size(flat ? 1 : 1 + random.nextInt(9), 1 + random.nextInt(9)),
                    new Size(flat ? 1 : 1 + random.nextInt(4), 1 + random.nextInt(4)),
                    pair(random, 1, 3),
                    padding,
                    pair(random, 1, 3),
                    sized ? pair(random, 0, 2) : Size.square(0));
        } while (!settings.problems().isEmpty());
        if (seed % 2 == 0) {
            settings = settings.withGroups(commonDivisor(settings.inputChannels(), settings.outputChannels()));
        }
        ConvolutionGeometry geometry = new ConvolutionGeometry(settings);
        return new Case(
                seed, geometry, numbers(random, geometry.inputElements()), numbers(random, geometry.weightElements()));
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }

    /** Something to add to each output channel of a case: in every third case numbers that are not 0. */
    public static double[] bias(Case c) {
        int channels = c.geometry().outputChannels();
        return c.seed() % 3 == 0 ? numbers(new SplittableRandom(c.seed()), channels) : new double[channels];
    }

    /** Normal numbers, rounded to what a float holds. */
    public static double[] numbers(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Half of them as PyTorch has it, the others as its neighbours do. */
    private static Padding padding(SplittableRandom random) {
        Size begin = pair(random, 0, 3);
        Size end = pair(random, 0, 3);
        return switch (random.nextInt(6)) {
            case 0 -> Padding.SAME;
            case 1 -> Padding.SAME_LOWER;
            case 2 -> Padding.each(new Sides(begin.height(), end.height(), begin.width(), end.width()));
            default -> Padding.both(begin);
        };
    }

    private static Size pair(SplittableRandom random, int least, int most) {
        return new Size(random.nextInt(least, most + 1), random.nextInt(least, most + 1));
    }
}
