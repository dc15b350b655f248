package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.PictureScaling;
import io.github.deconvscope.math.UpsamplingNet;
import java.util.ArrayList;
import java.util.List;

/**
 * Nets of all three ways to enlarge, each trained from several seeds on one photograph, shrunk to {@value #SIDE} pixels a side: they get it four
 * times smaller again, and learn to make it as it was.
 *
 * @param steps of gradient descent
 * @param runs ways in their order, seeds from 1 on within each
 */
public record LearnedUpsampling(int steps, List<Run> runs) {
    /** Side of the picture that is learned. */
    public static final int SIDE = 32;

    /** The grey of the flat picture in which a pattern is looked for. */
    public static final double GREY = 0.5;

    /**
     * One net after its training.
     *
     * @param seed decided the weights it began with
     * @param error mean squared difference from the photograph, whose pixels lie in [0, 1]
     * @param checkerboard see {@link UpsamplingNet#checkerboard}
     * @param picture the photograph as the net enlarges it, flat
     * @param flat see {@link UpsamplingNet#flat}
     */
    public record Run(
            UpsamplingNet.Way way, int seed, double error, double checkerboard, double[] picture, double[] flat) {}

    public LearnedUpsampling {
        runs = List.copyOf(runs);
    }

    /** Trains all; about 50 ms for each net of 100 steps. */
    public static LearnedUpsampling of(ColorImage photo, int steps, int seeds) {
        double[] large = grey(photo, SIDE);
        double[] small = grey(photo, SIDE / 4);
        List<Run> runs = new ArrayList<>();
        for (UpsamplingNet.Way way : UpsamplingNet.Way.values()) {
            for (int seed = 1; seed <= seeds; seed++) {
                UpsamplingNet net = new UpsamplingNet(way, SIDE / 4, seed);
                for (int i = 0; i < steps; i++) {
                    net.step(small, large);
                }
                runs.add(new Run(
                        way,
                        seed,
                        net.error(small, large),
                        net.checkerboard(GREY),
                        net.enlarge(small),
                        net.flat(GREY)));
            }
        }
        return new LearnedUpsampling(steps, runs);
    }

    private static double[] grey(ColorImage photo, int side) {
        return NpyArray.of(PictureScaling.fit(photo, new InputShape(1, side)).plane(0))
                .toDoubles();
    }

    /** The nets of one way, by seed. */
    public List<Run> of(UpsamplingNet.Way way) {
        return runs.stream().filter(run -> run.way() == way).toList();
    }
}
