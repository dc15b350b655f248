package io.github.deconvscope.figure.network;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.NetworkPass;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The forward pass of a picture: the picture, the most active channels of each layer as a column, and the scores of the classes as bars.
 * Maps of a layer share one scale of colours.
 */
public final class NetOverview implements Figure {
    /** Channels of a layer that are drawn, the most excited first. */
    static final int MOST = 24;

    /** Smallest letters of a heading, in pixels. */
    private static final double SMALLEST = 10;

    static final double GAP = 8;

    /** How the layers are told, from the widest columns to the narrowest. */
    private enum Heads {
        WORDS,
        NUMBERS,
        /** A side stands for a square. */
        SIDES
    }

    /**
     * Where everything stands.
     *
     * @param first width of the picture's column
     * @param each width of a layer's column
     * @param gap between two columns
     * @param left where the scores begin
     * @param top where the pictures begin
     * @param headings of the picture and the layers, as many lines each
     * @param size of their letters
     */
    private record Columns(
            double first, double each, double gap, double left, double top, List<List<String>> headings, double size) {
        /** @param index 0 the picture, then the layers */
        Rectangle2D room(int index, double height) {
            return new Rectangle2D.Double(
                    index == 0 ? 0 : first + gap + (index - 1) * (each + gap),
                    top,
                    index == 0 ? first : each,
                    Math.max(4, height - top));
        }

        /** Without the lines that some column is too narrow for; a pointer still tells them. */
        Columns withoutWhatIsTooWide(FigureStyle style) {
            List<Integer> fit = IntStream.range(0, headings.get(0).size())
                    .filter(line -> headings.stream()
                            .skip(1)
                            .allMatch(column -> widest(List.of(List.of("", column.get(line))), size, style) <= each))
                    .boxed()
                    .toList();
            List<List<String>> fewer = headings.stream()
                    .map(column -> fit.stream().map(column::get).toList())
                    .toList();
            return new Columns(first, each, gap, left, top, fewer, size);
        }

        Rectangle2D scores(double width, double height) {
            return new Rectangle2D.Double(left, top, width - left, Math.max(4, height - top));
        }
    }

    private final NetworkPass pass;
    private final PictureTile picture;
    private final ScoreBars scores;
    private final List<PictureTile> columns = new ArrayList<>();

    NetOverview(NetworkPass pass) {
        this.pass = pass;
        scores = new ScoreBars(pass);
        picture = PictureTile.photo("picture", "", pass.picture().image());
        pass.layers().forEach(activation -> columns.add(column(activation)));
    }

    private static PictureTile column(LayerActivation activation) {
        NetworkLayer layer = activation.layer();
        List<Integer> strongest = IntStream.range(0, layer.channels())
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -activation.peak(c).value()))
                .limit(MOST)
                .toList();
        int cells = layer.size().cells();
        float[] values = new float[strongest.size() * cells];
        for (int i = 0; i < strongest.size(); i++) {
            System.arraycopy(activation.map(strongest.get(i)), 0, values, i * cells, cells);
        }
        return PictureTile.magnitudes("layer " + layer.number(), "", strongest, layer.size(), values);
    }

    @Override
    public String title() {
        return "What " + pass.info().net() + " makes of " + pass.picture().name();
    }

    @Override
    public String caption() {
        int predicted = pass.predicted();
        String truth = pass.picture().truth().isPresent()
                ? "; it is " + name(pass.picture().truth().getAsInt())
                : "";
        return "Taken for " + name(predicted) + " (" + Numbers.percent(pass.probabilities()[predicted]) + ")"
                + truth
                + ". Activations after the ReLU, of each layer the " + MOST
                + " channels with the largest; yellow is the largest of the layer. "
                + NetworkFigures.from(pass.info());
    }

    private String name(int category) {
        return pass.info().classNames().get(category);
    }

    @Override
    public String altText() {
        StringBuilder text = new StringBuilder(title()).append(". ").append(caption());
        for (LayerActivation activation : pass.layers()) {
            text.append(" Layer ")
                    .append(activation.layer().number())
                    .append(": ")
                    .append(channelText(activation, activation.peak().channel()))
                    .append('.');
        }
        return text.toString();
    }

    private static String channelText(LayerActivation activation, int channel) {
        NetworkLayer layer = activation.layer();
        LayerActivation.Peak peak = activation.peak(channel);
        return "channel " + channel + ", largest " + Numbers.full(peak.value()) + " at row " + peak.row() + ", column "
                + peak.column() + ", which sees "
                + layer.sees(peak.row(), peak.column()).inWords() + "; "
                + Numbers.percent(activation.zeros(channel)) + " zeros";
    }

    @Override
    public double preferredWidth() {
        return 90 * (columns.size() + 4);
    }

    @Override
    public double preferredAspect() {
        return preferredWidth() / 360;
    }

    private Columns columns(double width, FigureStyle style) {
        Columns narrowest = null;
        for (Heads heads : Heads.values()) {
            narrowest = columns(heads, width, style);
            List<List<String>> ofLayers = narrowest.headings.subList(1, narrowest.headings.size());
            if (widest(narrowest.headings.subList(0, 1), SMALLEST, style) <= narrowest.first
                    && widest(ofLayers, SMALLEST, style) <= narrowest.each
                    && scores.widest(style) <= width - narrowest.left) {
                return narrowest;
            }
        }
        return narrowest.withoutWhatIsTooWide(style);
    }

    private Columns columns(Heads heads, double width, FigureStyle style) {
        double gap = heads == Heads.SIDES ? GAP / 2 : GAP;
        // In a narrow place a class and its share need more than their part of it.
        double left = heads == Heads.SIDES
                ? Math.max(0.55 * width, Math.min(0.7 * width, width - scores.widest(style)))
                : 0.76 * width;
        int count = columns.size() + 1;
        List<List<String>> headings = headings(heads);
        double each = Math.max(4, (left - count * gap) / count);
        double first = each;
        if (heads == Heads.SIDES) {
            first = Math.max(each, widest(headings.subList(0, 1), SMALLEST, style));
            each = Math.max(4, (left - count * gap - first) / columns.size());
        }
        // All in letters of one size, smaller ones before two headings touch.
        double size = Ink.CAPTION * Math.min(1, each / widest(headings, Ink.CAPTION, style));
        double top = 4 * Ink.lineHeight(Ink.font(FigureFonts.TEXT, Ink.CAPTION, style)) + 4;
        return new Columns(first, each, gap, left, top, headings, Math.max(SMALLEST, size));
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        Columns all = columns(width, style);
        for (int i = 0; i < all.headings.size(); i++) {
            Rectangle2D room = all.room(i, height);
            heading(ink, room, all.headings.get(i), all.size);
            (i == 0 ? picture : columns.get(i - 1)).paint(ink, room);
        }
        scores.paint(ink, all.scores(width, height), style);
        ink.close();
    }

    /** Of the picture and the layers, four lines at most; in narrow columns numbers only, which the picture's heading names. */
    private List<List<String>> headings(Heads heads) {
        boolean words = heads == Heads.WORDS;
        List<List<String>> headings = new ArrayList<>();
        headings.add(words ? List.of("picture", picture.size().toString()) : List.of("layer", "maps", "sees", "zeros"));
        for (LayerActivation activation : pass.layers()) {
            NetworkLayer layer = activation.layer();
            int across = Math.min(layer.field().size(), layer.picture().width());
            int down = Math.min(layer.field().size(), layer.picture().height());
            String sees = heads == Heads.SIDES && across == down ? String.valueOf(across) : across + "x" + down;
            String zeros = Math.round(100 * activation.zeros()) + " %";
            headings.add(
                    words
                            ? List.of(
                                    "layer " + layer.number(),
                                    layer.channels() + " of " + layer.size(),
                                    "sees " + sees,
                                    "zeros " + zeros)
                            : List.of(String.valueOf(layer.number()), String.valueOf(layer.channels()), sees, zeros));
        }
        return headings;
    }

    private static double widest(List<List<String>> headings, double size, FigureStyle style) {
        Font usual = Ink.font(FigureFonts.TEXT, size, style);
        Font bold = Ink.font(FigureFonts.BOLD, size, style);
        double widest = 1;
        for (List<String> lines : headings) {
            for (int i = 0; i < lines.size(); i++) {
                widest = Math.max(widest, Ink.width(lines.get(i), i == 0 ? bold : usual));
            }
        }
        return widest;
    }

    static void heading(Ink ink, Rectangle2D room, List<String> lines, double size) {
        double line = Ink.lineHeight(ink.font(FigureFonts.TEXT, Ink.CAPTION));
        for (int i = 0; i < lines.size(); i++) {
            Font font = ink.font(i == 0 ? FigureFonts.BOLD : FigureFonts.TEXT, size);
            ink.textAt(
                    Ink.shortened(lines.get(i), font, room.getWidth()),
                    font,
                    i == 0 ? ink.palette().text() : ink.palette().muted(),
                    room.getX(),
                    (i + 0.5) * line,
                    0);
        }
    }

    /**
     * Part {@code layer}: the row is the number of the layer, the column that of the channel. Part {@code class}: the row is the class. Part
     * {@code picture}: row and column of a pixel.
     */
    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Columns place = columns(width, style);
        Optional<PictureTile.Place> pixel = picture.at(x, y, place.room(0, height));
        if (pixel.isPresent()) {
            PictureTile.Place at = pixel.get();
            return Optional.of(new FigureHit("picture", at.row(), at.column(), picture.text(at)));
        }
        for (int i = 0; i < columns.size(); i++) {
            Optional<PictureTile.Place> at = columns.get(i).at(x, y, place.room(i + 1, height));
            if (at.isPresent()) {
                LayerActivation activation = pass.layers().get(i);
                int channel = columns.get(i).numbers().get(at.get().index());
                return Optional.of(new FigureHit(
                        "layer",
                        activation.layer().number(),
                        channel,
                        "layer " + activation.layer().number() + ", " + channelText(activation, channel)));
            }
        }
        return scores.hit(x, y, place.scores(width, height), style);
    }

    /** A row a channel, then a row a class. */
    @Override
    public DataTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (LayerActivation activation : pass.layers()) {
            for (int c = 0; c < activation.layer().channels(); c++) {
                LayerActivation.Peak peak = activation.peak(c);
                rows.add(Arrays.asList(
                        "layer " + activation.layer().number(),
                        c,
                        peak.value(),
                        peak.row(),
                        peak.column(),
                        activation.zeros(c),
                        null));
            }
        }
        double[] probabilities = pass.probabilities();
        for (int c = 0; c < probabilities.length; c++) {
            rows.add(Arrays.asList("score", name(c), pass.logits()[c], null, null, null, probabilities[c]));
        }
        return DataTable.of(
                List.of(
                        "part",
                        "channel or class",
                        "largest or score",
                        "row",
                        "column",
                        "share of zeros",
                        "probability"),
                rows);
    }
}
