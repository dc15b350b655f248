package io.github.deconvscope.figure.network;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Pictures in rows, each with its name above and a note below. Where words would be cut, fewer stand in a row, but for
 * rows of two or three, which belong together.
 *
 * @param title short
 * @param caption what is seen
 * @param tiles at least one
 * @param across how many stand in a row at most
 * @param marked which tile has a ring; negative for none
 */
public record TileSheet(String title, String caption, List<PictureTile> tiles, int across, int marked)
        implements Figure {
    private static final double GAP = 12;
    private static final int MOST_LINES = 4;
    /** Kept free for notes, so that pictures stay as large when the notes of the next step are longer. */
    private static final int USUAL_NOTE_LINES = 2;

    /** Rows of so many are never broken up. */
    private static final int BELONG_TOGETHER = 3;
    /** Of a picture in which something can be seen, in pixels. */
    private static final double LEAST_SIDE = 44;

    private static final double RING = 2;

    public TileSheet {
        tiles = List.copyOf(tiles);
        if (tiles.isEmpty() || across < 1) {
            throw new IllegalArgumentException(tiles.size() + " tiles, " + across + " in a row");
        }
    }

    /** Without a mark. */
    public TileSheet(String title, String caption, List<PictureTile> tiles, int across) {
        this(title, caption, tiles, across, -1);
    }

    @Override
    public String altText() {
        return title + ": "
                + tiles.stream()
                        .map(tile -> tile.name() + (tile.note().isEmpty() ? "" : " (" + tile.note() + ")"))
                        .collect(Collectors.joining("; "))
                + ". "
                + (marked >= 0 && marked < tiles.size()
                        ? "In view: " + tiles.get(marked).name() + ". "
                        : "")
                + caption;
    }

    @Override
    public double preferredWidth() {
        return Math.max(520, 130 * across);
    }

    @Override
    public double preferredHeight(double width) {
        Grid grid = grid(width, FigureStyle.of(FigureTheme.LIGHT));
        return grid.height(grid.side);
    }

    @Override
    public double leastHeight(double width) {
        return grid(width, FigureStyle.of(FigureTheme.LIGHT)).height(LEAST_SIDE);
    }

    @Override
    public double preferredAspect() {
        return preferredWidth() / preferredHeight(preferredWidth());
    }

    /**
     * Where the tiles stand.
     *
     * @param side width of the room of a picture
     * @param names lines of the names above
     * @param above height of the names
     * @param notes lines of the notes below
     * @param below height of the notes
     */
    private record Grid(int across, int rows, double side, int names, double above, int notes, double below) {
        /** Of all, if the room of a picture is so high. */
        double height(double tall) {
            return rows * (tall + above + below + GAP) - GAP;
        }

        /** Of the room of a picture, if all are so high. */
        double tall(double height) {
            return Math.max(4, (height + GAP) / rows - GAP - above - below);
        }
    }

    private Grid grid(double width, FigureStyle style) {
        Font bold = Ink.font(FigureFonts.BOLD, Ink.CAPTION, style);
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        int columns = across;
        while (columns > BELONG_TOGETHER
                && (widestWord(bold, text) > side(width, columns)
                        || lines(PictureTile::note, text, side(width, columns)) > MOST_LINES)) {
            columns--;
            while (tiles.size() % columns != 0 && columns > 2) {
                columns--;
            }
        }
        double side = Math.max(4, side(width, columns));
        int names = Math.min(MOST_LINES, lines(PictureTile::name, bold, side));
        int needed = lines(PictureTile::note, text, side);
        int notes = needed == 0 ? 0 : Math.max(USUAL_NOTE_LINES, Math.min(MOST_LINES, needed));
        return new Grid(
                columns,
                (tiles.size() + columns - 1) / columns,
                side,
                names,
                names * Ink.lineHeight(bold) + 3,
                notes,
                notes == 0 ? 0 : notes * Ink.lineHeight(text) + 3);
    }

    private static double side(double width, int columns) {
        return (width + GAP) / columns - GAP;
    }

    private int lines(Function<PictureTile, String> words, Font font, double width) {
        return tiles.stream()
                .mapToInt(tile -> Ink.wrapped(words.apply(tile), font, width).size())
                .max()
                .orElse(0);
    }

    private double widestWord(Font bold, Font text) {
        return tiles.stream()
                .flatMapToDouble(tile -> DoubleStream.concat(widths(tile.name(), bold), widths(tile.note(), text)))
                .max()
                .orElse(0);
    }

    private static DoubleStream widths(String words, Font font) {
        return Arrays.stream(words.split(" ")).mapToDouble(word -> Ink.width(word, font));
    }

    /** The room of a tile's picture. */
    private static Rectangle2D room(int index, Grid grid, double height) {
        double tall = grid.tall(height);
        double row = tall + grid.above + grid.below + GAP;
        return new Rectangle2D.Double(
                index % grid.across * (grid.side + GAP), index / grid.across * row + grid.above, grid.side, tall);
    }

    /** Words in at most so many lines; the last one that there is room for holds all the rest, shortened. @param middle of the first line */
    private static void write(
            Ink ink, String words, int most, Font font, Color color, Rectangle2D room, double middle) {
        List<String> lines = Ink.wrapped(words, font, room.getWidth());
        for (int k = 0; k < Math.min(most, lines.size()); k++) {
            String line = k == most - 1 ? String.join(" ", lines.subList(k, lines.size())) : lines.get(k);
            ink.textAt(
                    Ink.shortened(line, font, room.getWidth()),
                    font,
                    color,
                    room.getX(),
                    middle + k * Ink.lineHeight(font),
                    0);
        }
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        Font bold = ink.font(FigureFonts.BOLD, Ink.CAPTION);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        Grid grid = grid(width, style);
        double line = Ink.lineHeight(text);
        for (int i = 0; i < tiles.size(); i++) {
            PictureTile tile = tiles.get(i);
            Rectangle2D room = room(i, grid, height);
            Color color = i == marked ? ink.palette().accent() : ink.palette().text();
            // A name ends at its picture.
            int names = Math.min(
                    grid.names, Ink.wrapped(tile.name(), bold, room.getWidth()).size());
            write(ink, tile.name(), grid.names, bold, color, room, room.getY() - 3 - (names - 0.5) * line);
            tile.paint(ink, room);
            if (i == marked) {
                Rectangle2D picture = tile.place(0, room);
                ink.frame(
                        new Rectangle2D.Double(
                                picture.getX() - RING,
                                picture.getY() - RING,
                                picture.getWidth() + 2 * RING,
                                picture.getHeight() + 2 * RING),
                        ink.palette().accent(),
                        RING);
            }
            write(ink, tile.note(), grid.notes, text, ink.palette().muted(), room, room.getMaxY() + 3 + line / 2);
        }
        ink.close();
    }

    /** Part {@code tiles}: the row is the number of the tile, the column the index of the value in it. */
    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Grid grid = grid(width, style);
        for (int i = 0; i < tiles.size(); i++) {
            PictureTile tile = tiles.get(i);
            Optional<PictureTile.Place> place = tile.at(x, y, room(i, grid, height));
            if (place.isPresent()) {
                PictureTile.Place at = place.get();
                int value = (at.index() * tile.size().height() + at.row())
                                * tile.size().width()
                        + at.column();
                return Optional.of(new FigureHit("tiles", i, value, tile.text(at)));
            }
        }
        return Optional.empty();
    }

    @Override
    public DataTable table() {
        int[] first = new int[tiles.size() + 1];
        for (int i = 0; i < tiles.size(); i++) {
            first[i + 1] = first[i] + tiles.get(i).values().length;
        }
        List<String> columns = List.of("tile", "channel", "row", "column", "value", "note");
        return DataTable.of(columns, first[tiles.size()], (row, column) -> {
            int t = Arrays.binarySearch(first, row);
            int of = t >= 0 ? t : -t - 2;
            PictureTile tile = tiles.get(of);
            int within = row - first[of];
            int cells = tile.size().cells();
            return switch (column) {
                case 0 -> tile.name();
                case 1 -> tile.numbers().get(within / cells);
                case 2 -> within % cells / tile.size().width();
                case 3 -> within % tile.size().width();
                case 4 -> tile.values()[within];
                default -> tile.note();
            };
        });
    }
}
