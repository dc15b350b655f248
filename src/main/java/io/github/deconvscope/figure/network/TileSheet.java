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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pictures in rows, each with its name above and a note below.
 *
 * @param title short
 * @param caption what is seen
 * @param tiles at least one
 * @param across how many stand in a row
 * @param marked which tile has a ring; negative for none
 */
public record TileSheet(String title, String caption, List<PictureTile> tiles, int across, int marked)
        implements Figure {
    private static final double GAP = 12;
    private static final int MOST_LINES = 4;
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
        FigureStyle style = FigureStyle.of(FigureTheme.LIGHT);
        return rows() * (side(width) + above(width, style) + below(width, style) + GAP) - GAP;
    }

    @Override
    public double preferredAspect() {
        return preferredWidth() / preferredHeight(preferredWidth());
    }

    private int rows() {
        return (tiles.size() + across - 1) / across;
    }

    private double side(double width) {
        return (width + GAP) / across - GAP;
    }

    /** Lines that the longest of some texts takes in the width of a tile. */
    private int lines(Function<PictureTile, String> text, Font font, double width) {
        return tiles.stream()
                .mapToInt(tile -> text.apply(tile).isEmpty()
                        ? 0
                        : Ink.wrapped(text.apply(tile), font, Math.max(4, side(width)))
                                .size())
                .map(lines -> Math.min(MOST_LINES, lines))
                .max()
                .orElseThrow();
    }

    private double above(double width, FigureStyle style) {
        Font bold = Ink.font(FigureFonts.BOLD, Ink.CAPTION, style);
        return lines(PictureTile::name, bold, width) * Ink.lineHeight(bold) + 3;
    }

    private double below(double width, FigureStyle style) {
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        int lines = lines(PictureTile::note, text, width);
        return lines == 0 ? 0 : lines * Ink.lineHeight(text) + 3;
    }

    /** A text in lines that end, or begin, at a height; the last line that there is room for holds all the rest, shortened. */
    private static void paintLines(
            Ink ink, String text, Font font, Color color, double x, double width, double y, boolean end) {
        List<String> lines = Ink.wrapped(text, font, width);
        int shown = Math.min(MOST_LINES, lines.size());
        double line = Ink.lineHeight(font);
        for (int k = 0; k < shown; k++) {
            String words = k == shown - 1 ? String.join(" ", lines.subList(k, lines.size())) : lines.get(k);
            double middle = y + (k + 0.5 - (end ? shown : 0)) * line;
            ink.textAt(Ink.shortened(words, font, width), font, color, x, middle, 0);
        }
    }

    /** The room of a tile's picture. */
    private Rectangle2D room(int index, double width, double height, FigureStyle style) {
        double cell = Math.max(4, side(width));
        double above = above(width, style);
        double below = below(width, style);
        double tall = Math.max(4, (height + GAP) / rows() - GAP - above - below);
        double row = tall + above + below + GAP;
        return new Rectangle2D.Double(index % across * (cell + GAP), index / across * row + above, cell, tall);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        Font bold = ink.font(FigureFonts.BOLD, Ink.CAPTION);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        for (int i = 0; i < tiles.size(); i++) {
            PictureTile tile = tiles.get(i);
            Rectangle2D room = room(i, width, height, style);
            Color named = i == marked ? ink.palette().accent() : ink.palette().text();
            paintLines(ink, tile.name(), bold, named, room.getX(), room.getWidth(), room.getY() - 3, true);
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
            Color quiet = ink.palette().muted();
            paintLines(ink, tile.note(), text, quiet, room.getX(), room.getWidth(), room.getMaxY() + 3, false);
        }
        ink.close();
    }

    /** Part {@code tiles}: the row is the number of the tile, the column the index of the value in it. */
    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        for (int i = 0; i < tiles.size(); i++) {
            PictureTile tile = tiles.get(i);
            Optional<PictureTile.Place> place = tile.at(x, y, room(i, width, height, style));
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
        return new DataTable() {
            @Override
            public List<String> columns() {
                return List.of("tile", "channel", "row", "column", "value", "note");
            }

            @Override
            public int rowCount() {
                return first[tiles.size()];
            }

            @Override
            public Object value(int row, int column) {
                int t = java.util.Arrays.binarySearch(first, row);
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
            }
        };
    }
}
