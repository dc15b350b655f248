package io.github.deconvscope.figure.network;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
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
    private static final int NOTE_LINES = 2;
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
        return rows() * (side(width) + above(style) + below(style) + GAP) - GAP;
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

    private static double above(FigureStyle style) {
        return Ink.lineHeight(Ink.font(FigureFonts.BOLD, Ink.CAPTION, style)) + 3;
    }

    private double below(FigureStyle style) {
        boolean noted = tiles.stream().anyMatch(tile -> !tile.note().isEmpty());
        return noted ? NOTE_LINES * Ink.lineHeight(Ink.font(FigureFonts.TEXT, Ink.CAPTION, style)) + 3 : 0;
    }

    /** The room of a tile's picture. */
    private Rectangle2D room(int index, double width, double height, FigureStyle style) {
        double cell = Math.max(4, side(width));
        double tall = Math.max(4, (height + GAP) / rows() - GAP - above(style) - below(style));
        double row = tall + above(style) + below(style) + GAP;
        return new Rectangle2D.Double(index % across * (cell + GAP), index / across * row + above(style), cell, tall);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        Font bold = ink.font(FigureFonts.BOLD, Ink.CAPTION);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        for (int i = 0; i < tiles.size(); i++) {
            PictureTile tile = tiles.get(i);
            Rectangle2D room = room(i, width, height, style);
            double line = Ink.lineHeight(text);
            ink.textAt(
                    Ink.shortened(tile.name(), bold, room.getWidth()),
                    bold,
                    i == marked ? ink.palette().accent() : ink.palette().text(),
                    room.getX(),
                    room.getY() - 3 - line / 2,
                    0);
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
            List<String> lines = Ink.wrapped(tile.note(), text, room.getWidth());
            for (int k = 0; k < Math.min(NOTE_LINES, lines.size()); k++) {
                // The last line that there is room for holds all the rest, shortened.
                String words = k == NOTE_LINES - 1 ? String.join(" ", lines.subList(k, lines.size())) : lines.get(k);
                ink.textAt(
                        Ink.shortened(words, text, room.getWidth()),
                        text,
                        ink.palette().muted(),
                        room.getX(),
                        room.getMaxY() + 3 + (k + 0.5) * line,
                        0);
            }
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
