package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ColorMap;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Small images in a grid: patches, or filters. With three channels each tile is coloured; otherwise one channel of it is shown, signed
 * values in the diverging colours, magnitudes in grey.
 *
 * @param title short
 * @param caption what is seen
 * @param tiles one array of {@code channels * side * side} values a tile, ordered channel, row, column
 * @param names one for each tile, for hover
 * @param channels of a tile
 * @param side of a tile in pixels
 * @param scaling how values become colours
 * @param marked features (index into a tile) that are ringed in every tile
 * @param across tiles in a row, or 0 to fill the figure
 * @param limits of signed tiles: the absolute value that has the strongest colour, one for each tile; empty for its own largest
 */
public record TilesFigure(
        String title,
        String caption,
        List<double[]> tiles,
        List<String> names,
        int channels,
        int side,
        Scaling scaling,
        List<Integer> marked,
        int across,
        List<Double> limits)
        implements Figure {
    /** How values become colours. */
    public enum Scaling {
        /** 0 black, 1 white. */
        UNIT,
        /** {@value #STANDARD} standard deviations below 0 black, as many above white. */
        STANDARDIZED,
        /** Zero in the middle, each tile up to its own largest absolute value. */
        SIGNED_EACH
    }

    /** How many standard deviations a standardized image shows on each side of 0. */
    static final double STANDARD = 2.5;

    private static final double GAP = 4;
    private static final int MOST_WITH_WORDS = 30;
    private static final double LOWEST_WITH_SCALE = 140;
    private static final double RAMP = 90;
    private static final String OWN_SCALE = "each tile has its own scale.";

    public TilesFigure {
        tiles = List.copyOf(tiles);
        names = List.copyOf(names);
        marked = List.copyOf(marked);
        limits = List.copyOf(limits);
        if (tiles.isEmpty() || tiles.size() != names.size()) {
            throw new IllegalArgumentException(tiles.size() + " tiles with " + names.size() + " names");
        }
    }

    /** A tile that is signed goes up to what it reaches in any frame. */
    @Override
    public Figure alongside(List<? extends Figure> frames) {
        List<Double> largest = IntStream.range(0, tiles.size())
                .mapToObj(i -> frames.stream()
                        .mapToDouble(frame -> ((TilesFigure) frame).limit(i))
                        .max()
                        .orElseThrow())
                .toList();
        return new TilesFigure(
                title,
                caption.replace(OWN_SCALE, OWN_SCALE.replace(".", ", the same in all frames.")),
                tiles,
                names,
                channels,
                side,
                scaling,
                marked,
                across,
                largest);
    }

    private double limit(int index) {
        return limits.isEmpty()
                ? Arrays.stream(tiles.get(index)).map(Math::abs).max().orElse(0)
                : limits.get(index);
    }

    /** Filters around zero, each with its own scale. */
    static TilesFigure signed(
            String title, String caption, List<double[]> tiles, List<String> names, int channels, int side) {
        return new TilesFigure(
                title,
                caption + " Grey or white is zero; " + OWN_SCALE,
                tiles,
                names,
                channels,
                side,
                Scaling.SIGNED_EACH,
                List.of(),
                0,
                List.of());
    }

    /** The same tiles with as many in each row. */
    TilesFigure inRowsOf(int count) {
        return new TilesFigure(title, caption, tiles, names, channels, side, scaling, marked, count, limits);
    }

    /** The same tiles with rings around these features. */
    TilesFigure marked(List<Integer> features) {
        return new TilesFigure(title, caption, tiles, names, channels, side, scaling, features, across, limits);
    }

    @Override
    public String altText() {
        return title + ": " + PlainWords.count(tiles.size(), "image") + " of " + side + " by " + side + " pixels and "
                + PlainWords.count(channels, "channel") + ".";
    }

    /** Columns, left and top of the first tile, and size of a tile. */
    private record Grid(int columns, double left, double top, double tile, double name) {
        double down() {
            return tile + GAP + name;
        }
    }

    private Grid grid(double width, double wholeHeight, FigureStyle style) {
        double height = wholeHeight - scaleHeight(wholeHeight, style);
        Grid named = grid(width, height, Ink.lineHeight(nameFont(style)));
        boolean fit =
                IntStream.range(0, tiles.size()).allMatch(i -> Ink.width(shortName(i), nameFont(style)) <= named.tile);
        return fit ? named : grid(width, height, 0);
    }

    private static Font nameFont(FigureStyle style) {
        return Ink.font(FigureFonts.TEXT, Ink.CAPTION - 1, style);
    }

    /** Without what stands in brackets; of a number alone, where a word says what all are. */
    private String shortName(int index) {
        String name = names.get(index).replaceFirst(" \\(.*", "");
        return tiles.size() > MOST_WITH_WORDS ? name.replaceFirst("^\\D+(?=\\d+$)", "") : name;
    }

    private double scaleHeight(double height, FigureStyle style) {
        double needed = Ink.lineHeight(nameFont(style)) + 2 * GAP;
        return height < LOWEST_WITH_SCALE * style.fontScale() ? 0 : needed;
    }

    /** What black and white, or the two colours, stand for. */
    private void paintScale(Ink ink, double width, double height, FigureStyle style) {
        double room = scaleHeight(height, style);
        if (room == 0) {
            return;
        }
        boolean coloured = channels != 3 && scaling == Scaling.SIGNED_EACH;
        BufferedImage ramp = new BufferedImage(ColorMap.SIZE, 1, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < ColorMap.SIZE; i++) {
            ramp.setRGB(i, 0, coloured ? ColorMap.BLUE_WHITE_ORANGE.argb(i) : i << 16 | i << 8 | i);
        }
        Font font = nameFont(style);
        String low =
                switch (scaling) {
                    case UNIT -> "0";
                    case STANDARDIZED -> "-" + STANDARD + " sd";
                    case SIGNED_EACH -> tiles.size() == 1 ? Numbers.shown(-limit(0)) : "- largest of the tile";
                };
        String high = scaling == Scaling.UNIT
                ? "1"
                : tiles.size() == 1 && scaling == Scaling.SIGNED_EACH ? Numbers.shown(limit(0)) : low.replace("-", "+");
        String what = channels == 3 ? "red, green, blue each:  " : "";
        double wide = Math.min(RAMP * style.fontScale(), width / 4);
        if (Ink.width(what + low + high, font) + wide + 12 > width) {
            what = "";
            low = low.replace(" of the tile", "");
            high = high.replace(" of the tile", "");
        }
        double all = Ink.width(what + low, font) + wide + Ink.width(high, font) + 12;
        double x = Math.max(0, (width - all) / 2) + Ink.width(what + low, font) + 6;
        double middle = height - room / 2;
        ink.textAt(what + low, font, ink.palette().muted(), x - 6, middle, 1);
        Rectangle2D at = new Rectangle2D.Double(x, middle - 5, wide, 10);
        ink.image(ramp, at);
        ink.stroke(at, ink.palette().axis(), 1);
        ink.textAt(high, font, ink.palette().muted(), x + wide + 6, middle, 0);
    }

    private Grid grid(double width, double height, double name) {
        int best = Math.max(1, across);
        if (across == 0) {
            double largest = 0;
            for (int columns = 1; columns <= tiles.size(); columns++) {
                double tile = tileSize(columns, width, height, name);
                if (tile > largest) {
                    largest = tile;
                    best = columns;
                }
            }
        }
        double tile = Math.max(1, tileSize(best, width, height, name));
        int rows = (tiles.size() + best - 1) / best;
        double top = (height - rows * (tile + GAP + name) + GAP) / 2 + name;
        return new Grid(best, (width - best * (tile + GAP) + GAP) / 2, top, tile, name);
    }

    private double tileSize(int columns, double width, double height, double name) {
        int rows = (tiles.size() + columns - 1) / columns;
        return Math.min((width + GAP) / columns - GAP, (height + GAP) / rows - GAP - name);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        Grid grid = grid(width, height, style);
        paintScale(ink, width, height, style);
        for (int i = 0; i < tiles.size(); i++) {
            Rectangle2D place = place(grid, i);
            if (grid.name > 0) {
                double above = place.getY() - grid.name / 2;
                ink.textAt(shortName(i), nameFont(style), ink.palette().muted(), place.getX(), above, 0);
            }
            ink.image(pixels(i), place);
            ink.stroke(place, ink.palette().grid(), 1);
            for (int feature : marked) {
                ring(ink, place, feature);
            }
        }
        ink.close();
    }

    private static Rectangle2D place(Grid grid, int index) {
        return new Rectangle2D.Double(
                grid.left + index % grid.columns * (grid.tile + GAP),
                grid.top + index / grid.columns * grid.down(),
                grid.tile,
                grid.tile);
    }

    private void ring(Ink ink, Rectangle2D place, int feature) {
        int within = feature % (side * side);
        double pixel = place.getWidth() / side;
        Rectangle2D cell = new Rectangle2D.Double(
                place.getX() + within % side * pixel, place.getY() + within / side * pixel, pixel, pixel);
        ink.stroke(cell, java.awt.Color.WHITE, 3);
        ink.stroke(cell, ink.palette().accent(), 1.5);
    }

    private BufferedImage pixels(int index) {
        double[] tile = tiles.get(index);
        int area = side * side;
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        double largest = limit(index);
        int shown = channels == 3 ? 0 : strongest(tile, area);
        for (int p = 0; p < area; p++) {
            picture.setRGB(
                    p % side,
                    p / side,
                    channels == 3 ? rgb(tile, p, area, largest) : single(tile[shown * area + p], largest));
        }
        return picture;
    }

    private int rgb(double[] tile, int p, int area, double largest) {
        int packed = 0xff;
        for (int c = 0; c < 3; c++) {
            double value = tile[c * area + p];
            packed = packed << 8 | byteOf(level(value, largest));
        }
        return packed;
    }

    private int single(double value, double largest) {
        if (scaling != Scaling.SIGNED_EACH) {
            int level = byteOf(level(value, largest));
            return 0xff << 24 | level << 16 | level << 8 | level;
        }
        return ColorMap.BLUE_WHITE_ORANGE.argb(byteOf(level(value, largest)));
    }

    /** From 0 to 1, or beyond. */
    private double level(double value, double largest) {
        return switch (scaling) {
            case UNIT -> value;
            case STANDARDIZED -> 0.5 + value / STANDARD / 2;
            case SIGNED_EACH -> largest > 0 ? 0.5 + value / largest / 2 : 0.5;
        };
    }

    private static int byteOf(double level) {
        return (int) Math.max(0, Math.min(255, Math.rint(level * 255)));
    }

    /** The channel with the largest sum of squares: the one that a filter is about. */
    private int strongest(double[] tile, int area) {
        int best = 0;
        double most = -1;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int p = 0; p < area; p++) {
                sum += tile[c * area + p] * tile[c * area + p];
            }
            if (sum > most) {
                most = sum;
                best = c;
            }
        }
        return best;
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Grid grid = grid(width, height, style);
        int column = (int) Math.floor((x - grid.left) / (grid.tile + GAP));
        int row = (int) Math.floor((y - grid.top) / grid.down());
        int index = row * grid.columns + column;
        if (column < 0 || row < 0 || column >= grid.columns || index >= tiles.size()) {
            return Optional.empty();
        }
        Rectangle2D place = place(grid, index);
        if (!place.contains(x, y)) {
            return Optional.empty();
        }
        int kx = (int) ((x - place.getX()) / place.getWidth() * side);
        int ky = (int) ((y - place.getY()) / place.getHeight() * side);
        StringBuilder text = new StringBuilder(names.get(index) + ", ky " + ky + ", kx " + kx + ": ");
        double[] tile = tiles.get(index);
        int last = channels == 3 ? 3 : 1;
        int first = channels == 3 ? 0 : strongest(tile, side * side);
        for (int c = first; c < first + last; c++) {
            text.append(c == first ? "" : ", ").append(Numbers.shown(tile[(c * side + ky) * side + kx]));
        }
        return Optional.of(new FigureHit("tiles", index, ky * side + kx, text.toString()));
    }

    @Override
    public DataTable table() {
        int features = channels * side * side;
        List<String> columns = List.of("tile", "channel", "ky", "kx", "value");
        return DataTable.of(columns, tiles.size() * features, (row, column) -> {
            int feature = row % features;
            return switch (column) {
                case 0 -> names.get(row / features);
                case 1 -> feature / (side * side);
                case 2 -> feature / side % side;
                case 3 -> feature % side;
                default -> tiles.get(row / features)[feature];
            };
        });
    }
}
