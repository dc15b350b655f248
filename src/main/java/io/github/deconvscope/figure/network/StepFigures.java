package io.github.deconvscope.figure.network;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.math.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One step of the way back to the pixels, and what is left of a channel's picture once weights are drawn anew. */
public final class StepFigures {
    /** Channels of a signal that are drawn, the strongest first. */
    private static final int MOST = 16;

    /** A signal of no more channels is shown whole: a picture. */
    static final int SHOWN_WHOLE = 3;

    private StepFigures() {}

    /**
     * The signal before and after one step.
     *
     * @param position of the step, from 0; before the first there is nothing
     */
    public static Figure step(NetworkInfo info, BackProjection made, int position) {
        BackStep step = made.steps().get(position);
        List<PictureTile> tiles = new ArrayList<>();
        if (position > 0) {
            tiles.add(tile("before", made.steps().get(position - 1)));
        }
        tiles.add(tile(position > 0 ? "after" : "start", step));
        return new TileSheet(
                "Step " + (position + 1) + " of " + made.steps().size() + ": " + step.inWords(),
                words(step, made) + " Of each signal at most the " + MOST
                        + " strongest channels are drawn, blue below 0 and orange above, each signal with its own scale. "
                        + NetworkFigures.from(info),
                tiles,
                tiles.size());
    }

    private static PictureTile tile(String name, BackStep step) {
        boolean whole = step.channels() <= SHOWN_WHOLE;
        String note =
                (step.channels() <= MOST ? "" : MOST + " strongest of ") + PlainWords.count(step.channels(), "channel")
                        + " of " + step.size() + ", up to " + Numbers.shown(NetworkFigures.largest(step.signal()));
        if (whole) {
            return PictureTile.signed(name, note, step.channels(), step.size(), step.signal());
        }
        int cells = step.size().cells();
        List<Integer> strongest = IntStream.range(0, step.channels())
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -energy(step, c)))
                .limit(MOST)
                .toList();
        float[] values = new float[strongest.size() * cells];
        for (int i = 0; i < strongest.size(); i++) {
            System.arraycopy(step.signal(), strongest.get(i) * cells, values, i * cells, cells);
        }
        return new PictureTile(
                name, note, strongest, step.size(), values, PictureTile.Scaling.SIGNED, java.util.Optional.empty());
    }

    private static double energy(BackStep step, int channel) {
        double sum = 0;
        int cells = step.size().cells();
        for (int i = channel * cells; i < (channel + 1) * cells; i++) {
            sum += (double) step.signal()[i] * step.signal()[i];
        }
        return sum;
    }

    private static String words(BackStep step, BackProjection made) {
        return switch (step.kind()) {
            case START -> "The largest activation of the channel at its place, and 0 everywhere else.";
            case DENSE ->
                "The derivative of the score by the last layer's activations: its dense weights, the same for all pixels.";
            case UNPOOL ->
                "Each value goes to where the maximum of its window was on the way forward; all others are 0.";
            case RELU -> made.question().rule().explanation();
            case NORMALIZATION ->
                "The derivative of the normalization, of its mean and deviation too: they are those of this picture.";
            case TRANSPOSED ->
                "Each value spreads over the places under a kernel, weighted with the layer's kernels; no bias is added.";
        };
    }

    /**
     * A channel in pixels by each rule, of the net as it is and with weights of some layers drawn anew, with their rank correlations.
     *
     * @param made by each rule
     * @param redrawn likewise, in the same order
     */
    public static Figure redrawn(NetworkInfo info, List<BackProjection> made, List<BackProjection> redrawn) {
        Size size = Size.square(info.format().side());
        List<PictureTile> tiles = new ArrayList<>();
        for (BackProjection one : made) {
            tiles.add(PictureTile.signed(
                    one.question().rule().label(),
                    "as learned",
                    info.format().input().channels(),
                    size,
                    one.picture()));
        }
        for (int i = 0; i < redrawn.size(); i++) {
            double correlation = made.get(i).rankCorrelation(redrawn.get(i));
            tiles.add(PictureTile.signed(
                    made.get(i).question().rule().label() + ", redrawn",
                    "rank correlation "
                            + (Double.isNaN(correlation)
                                    ? "undefined: one is 0 everywhere"
                                    : Numbers.shown(correlation)),
                    info.format().input().channels(),
                    size,
                    redrawn.get(i).picture()));
        }
        Redraw redraw = redrawn.get(0).question().redraw().orElseThrow();
        String layers = (redraw.layers().size() == 1 ? "layer " : "layers ")
                + redraw.layers().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return new TileSheet(
                "With weights drawn anew",
                "Above as learned, below with the weights of " + layers
                        + " drawn at random. A picture that tells what the net has learned has to change: a rank correlation near 1"
                        + " says that it does not. " + NetworkFigures.from(info),
                tiles,
                made.size());
    }
}
