package io.github.deconvscope.figure.network;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.LayerKernels;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TopPictures;
import io.github.deconvscope.math.PixelArea;
import io.github.deconvscope.math.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Makes the figures of a trained net from its activations, weights and predictions. */
public final class NetworkFigures {
    /** Mistakes that are shown. */
    public static final int MISTAKES = 12;

    private static final int STEPS_ACROSS = 6;
    private static final Map<BackStep.Kind, String> SHORT =
            Map.of(BackStep.Kind.TRANSPOSED, "transposed", BackStep.Kind.NORMALIZATION, "norm");

    private NetworkFigures() {}

    /** Ends a caption: which net it is. */
    static String from(NetworkInfo info) {
        return "From " + info.where() + ".";
    }

    /** The picture, each layer as a column of channels, and the scores. */
    public static NetOverview overview(NetworkPass pass) {
        return new NetOverview(pass);
    }

    /** A channel: where it looks, its map, and the weights it was learned and works with. */
    public static Figure channel(NetworkPass pass, LayerKernels kernels, int channel) {
        NetworkLayer layer = kernels.layer();
        LayerActivation activation = pass.layer(layer.number());
        LayerActivation.Peak peak = activation.peak(channel);
        PixelArea seen = layer.sees(peak.row(), peak.column());
        boolean folded = layer.product().length() > 3;
        Size taps = Size.square(layer.kernel());
        boolean asLearned = layer.product().equals("W");
        List<PictureTile> tiles = new ArrayList<>(List.of(
                PictureTile.photo(
                                "picture",
                                "framed: what the largest activation sees",
                                pass.picture().image())
                        .framed(seen),
                PictureTile.magnitudes(
                        "activations",
                        "0 to " + Numbers.shown(peak.value()),
                        List.of(channel),
                        layer.size(),
                        activation.map(channel)),
                PictureTile.signed(
                        "W",
                        "as learned, up to " + Numbers.shown(largest(kernels.learned(channel))),
                        layer.inputs(),
                        taps,
                        kernels.learned(channel))));
        if (!asLearned) {
            tiles.add(PictureTile.signed(
                    folded ? "W, folded" : layer.product(),
                    "as it meets the input, up to " + Numbers.shown(largest(kernels.folded(channel))),
                    layer.inputs(),
                    taps,
                    kernels.folded(channel)));
        }
        String caption = "Largest activation " + Numbers.shown(peak.value()) + " at row " + peak.row() + ", column "
                + peak.column() + ", which sees " + seen.inWords() + "; "
                + Numbers.percent(activation.zeros(channel)) + " of the map are 0. Weights: one " + layer.kernel()
                + " x "
                + layer.kernel() + " for each input"
                + (layer.inputs() == 3 ? ", red, green and blue in one" : "") + "; "
                + (asLearned
                        ? "W meets the input as learned. "
                        : "W as learned, " + layer.product() + (folded ? " in one" : "") + " as it meets the input. ")
                + from(pass.info());
        return new TileSheet("Channel " + channel + " of layer " + layer.number(), caption, tiles, tiles.size());
    }

    /** The picture, and what the rules make visible of the same channel. @param made of one channel and one picture */
    public static Figure back(NetworkInfo info, List<BackProjection> made) {
        NetworkPicture picture = made.get(0).question().picture();
        List<PictureTile> tiles = new ArrayList<>();
        PictureTile photo = PictureTile.photo("picture", picture.name(), picture.image());
        Optional<PixelArea> seen = seen(info, made.get(0));
        tiles.add(seen.map(photo::framed).orElse(photo));
        for (BackProjection one : made) {
            tiles.add(PictureTile.signed(
                    one.question().rule().label(),
                    "up to " + Numbers.shown(largest(one.picture())),
                    info.format().input().channels(),
                    size(info),
                    one.picture()));
        }
        return new TileSheet(
                "Back to pixels: " + what(info, made.get(0)),
                start(made.get(0)) + " Grey is 0; each picture has its own scale. " + from(info),
                tiles,
                tiles.size());
    }

    private static Optional<PixelArea> seen(NetworkInfo info, BackProjection made) {
        return made.peak().map(peak -> info.layer(made.question().layer()).sees(peak.row(), peak.column()));
    }

    private static Size size(NetworkInfo info) {
        return Size.square(info.format().side());
    }

    private static String what(NetworkInfo info, BackProjection made) {
        return made.peak().isPresent()
                ? "channel " + made.question().channel() + " of layer "
                        + made.question().layer()
                : "score of " + info.classNames().get(made.question().channel());
    }

    private static String start(BackProjection made) {
        return made.peak()
                .map(peak -> peak.value() == 0
                        ? "The channel is silent for this picture, so that nothing goes back."
                        : "From the largest activation, " + Numbers.shown(peak.value()) + " at row " + peak.row()
                                + ", column " + peak.column() + ".")
                .orElse("From the score.");
    }

    /**
     * The signal after each step, of those with more than three channels the one with the largest value.
     *
     * @param marked the step in view, from 0; negative for none
     */
    public static Figure steps(NetworkInfo info, BackProjection made, int marked) {
        List<PictureTile> tiles = new ArrayList<>();
        for (BackStep step : made.steps()) {
            String name = tiles.size() + " "
                    + SHORT.getOrDefault(step.kind(), step.kind().label())
                    + (step.kind() == BackStep.Kind.DENSE ? "" : ", layer " + step.layer());
            if (step.channels() <= StepFigures.SHOWN_WHOLE) {
                tiles.add(PictureTile.signed(name, note(step, "picture"), step.channels(), step.size(), step.signal()));
                continue;
            }
            int cells = step.size().cells();
            int channel = strongest(step.signal()) / cells;
            float[] map = Arrays.copyOfRange(step.signal(), channel * cells, (channel + 1) * cells);
            PictureTile tile = new PictureTile(
                    name,
                    note(step, "channel " + channel + " of " + step.channels()),
                    List.of(channel),
                    step.size(),
                    map,
                    PictureTile.Scaling.SIGNED,
                    Optional.empty());
            tiles.add(tile);
        }
        return new TileSheet(
                "Step by step to the pixels: " + what(info, made),
                start(made) + " Rule: " + made.question().rule().id()
                        + ". Of each signal the channel with the largest value is drawn, blue below 0 and orange above, each with its own scale. "
                        + from(info),
                tiles,
                Math.min(STEPS_ACROSS, tiles.size()),
                marked);
    }

    private static String note(BackStep step, String which) {
        return which + ", " + step.size() + ", up to " + Numbers.shown(largest(step.signal()));
    }

    private static int strongest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (Math.abs(values[i]) > Math.abs(values[best])) {
                best = i;
            }
        }
        return best;
    }

    static float largest(float[] values) {
        return Math.abs(values[strongest(values)]);
    }

    /**
     * The test pictures that excite a channel most, cropped to what its largest activation sees there.
     *
     * @param pictures gives a test picture by its number
     */
    public static Figure top(NetworkInfo info, TopPictures top, int channel, IntFunction<NetworkPicture> pictures) {
        List<TopPictures.Top> found = top.of(channel);
        List<PictureTile> tiles = new ArrayList<>();
        for (TopPictures.Top one : found) {
            NetworkPicture picture = pictures.apply(one.picture());
            PixelArea area = top.layer().sees(one.peak().row(), one.peak().column());
            tiles.add(PictureTile.photo(
                    Integer.toString(one.picture()),
                    Numbers.shown(one.peak().value()) + ", " + truth(info, picture),
                    picture.image().crop(area.column(), area.row(), area.width(), area.height())));
        }
        String title =
                "What excites channel " + channel + " of layer " + top.layer().number() + " most";
        if (tiles.isEmpty()) {
            tiles.add(PictureTile.photo(
                    "none", "silent for every test picture", pictures.apply(0).image()));
        }
        return new TileSheet(
                title,
                "The " + found.size() + " of " + top.pictures()
                        + " test pictures with the largest activation, each cropped to what that sees; above it the number of the picture. "
                        + from(info),
                tiles,
                Math.min(6, tiles.size()));
    }

    private static String truth(NetworkInfo info, NetworkPicture picture) {
        return picture.truth().isPresent()
                ? info.classNames().get(picture.truth().getAsInt())
                : picture.name();
    }

    /** Test pictures by class and by what they were taken for. */
    public static NamedHeatMap confusion(TestPredictions predictions) {
        NetworkInfo info = predictions.info();
        int[][] counts = predictions.confusion();
        int classes = counts.length;
        float[] values = new float[classes * classes];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts[i / classes][i % classes];
        }
        String accuracies = info.classNames().stream()
                .map(name -> name + " "
                        + Numbers.percent(predictions.accuracy(info.classNames().indexOf(name))))
                .collect(Collectors.joining(", "));
        String title = "Confusion of the classes";
        String caption = Numbers.percent(predictions.accuracy()) + " of "
                + predictions.all().size() + " test pictures are right: " + accuracies + ". " + from(info);
        HeatMapFigure map = HeatMapFigure.of(title, values, classes, classes)
                .counts()
                .map(ColorMap.VIRIDIS)
                .valueLabel("test pictures")
                .titles("class", "taken for")
                .ticks(false)
                .labels(info.classNames()::get, info.classNames()::get)
                .numbers(classes <= 20)
                .part("confusion")
                .caption(caption)
                .altText(title + ": rows are classes, columns what they are taken for. " + caption)
                .build();
        return new NamedHeatMap(map, info.classNames());
    }

    /**
     * The mistakes that the net is surest of.
     *
     * @param pictures gives a test picture by its number
     */
    public static Figure mistakes(TestPredictions predictions, IntFunction<NetworkPicture> pictures) {
        NetworkInfo info = predictions.info();
        List<TestPredictions.Prediction> found = predictions.surestMistakes(MISTAKES);
        List<PictureTile> tiles = new ArrayList<>();
        for (TestPredictions.Prediction one : found) {
            tiles.add(PictureTile.photo(
                    Integer.toString(one.picture()),
                    info.classNames().get(one.truth()) + ", taken for "
                            + info.classNames().get(one.predicted()) + " ("
                            + Numbers.percent(one.probability()) + ")",
                    pictures.apply(one.picture()).image()));
        }
        if (tiles.isEmpty()) {
            tiles.add(PictureTile.photo(
                    "none", "every test picture is right", pictures.apply(0).image()));
        }
        long wrong = predictions.all().stream().filter(p -> !p.right()).count();
        return new TileSheet(
                "The surest mistakes",
                "The " + found.size() + " of " + wrong + " mistakes among "
                        + predictions.all().size()
                        + " test pictures that the net gives the most probability; above each the number of the picture. "
                        + from(info),
                tiles,
                Math.min(6, tiles.size()));
    }
}
