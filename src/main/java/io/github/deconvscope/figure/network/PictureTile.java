package io.github.deconvscope.figure.network;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.PixelArea;
import io.github.deconvscope.math.Size;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tile of a figure: one coloured picture of three channels, or several channels of one size in a grid.
 *
 * @param name short, above it
 * @param note short, below it
 * @param numbers of the channels, for tooltips
 * @param size of a map
 * @param values flat (channel, row, column)
 * @param scaling how values become colours
 * @param frame pixels that are framed; empty for none
 */
public record PictureTile(
        String name,
        String note,
        List<Integer> numbers,
        Size size,
        float[] values,
        Scaling scaling,
        Optional<PixelArea> frame) {
    /** How values become colours. */
    public enum Scaling {
        /** 0 black, 1 white; three channels are red, green and blue. */
        PHOTO,
        /** 0 is grey, or white of a single channel; the largest absolute value of the tile has the strongest colour. */
        SIGNED,
        /** From 0 to the largest value of the tile. */
        MAGNITUDE
    }

    /** A place in a tile. @param index of the channel in the tile, 0 of a coloured picture */
    public record Place(int index, int row, int column) {}

    public PictureTile {
        numbers = List.copyOf(numbers);
    }

    private PictureTile(String name, String note, int channels, Size size, float[] values, Scaling scaling) {
        this(name, note, IntStream.range(0, channels).boxed().toList(), size, values, scaling, Optional.empty());
    }

    /** A picture as it is stored. */
    static PictureTile photo(String name, String note, ColorImage image) {
        int cells = image.width() * image.height();
        float[] values = new float[image.channels() * cells];
        for (int c = 0; c < image.channels(); c++) {
            System.arraycopy(image.plane(c), 0, values, c * cells, cells);
        }
        Size size = new Size(image.height(), image.width());
        return new PictureTile(name, note, image.channels(), size, values, Scaling.PHOTO);
    }

    /** Values round 0. */
    static PictureTile signed(String name, String note, int channels, Size size, float[] values) {
        return new PictureTile(name, note, channels, size, values, Scaling.SIGNED);
    }

    /** Values that are not negative. */
    static PictureTile magnitudes(String name, String note, List<Integer> channels, Size size, float[] values) {
        return new PictureTile(name, note, channels, size, values, Scaling.MAGNITUDE, Optional.empty());
    }

    PictureTile framed(PixelArea area) {
        return new PictureTile(name, note, numbers, size, values, scaling, Optional.of(area));
    }

    /** Whether three channels make one picture in colours. */
    boolean coloured() {
        return numbers.size() == 3 && scaling != Scaling.MAGNITUDE;
    }

    private int pictures() {
        return coloured() ? 1 : numbers.size();
    }

    void paint(Ink ink, Rectangle2D room) {
        for (int i = 0; i < pictures(); i++) {
            Rectangle2D place = place(i, room);
            ink.image(pixels(i, ink.map(ColorMap.VIRIDIS)), place);
            ink.frame(place, ink.palette().grid(), 1);
            frame.ifPresent(area -> {
                double pixel = place.getWidth() / size.width();
                Rectangle2D around = new Rectangle2D.Double(
                        place.getX() + area.column() * pixel,
                        place.getY() + area.row() * pixel,
                        area.width() * pixel,
                        area.height() * pixel);
                ink.frame(around, java.awt.Color.WHITE, 3.5);
                ink.frame(around, ink.palette().accent(), 1.75);
            });
        }
    }

    /** Where a channel lies, in a grid with the largest cells that fit. */
    Rectangle2D place(int index, Rectangle2D room) {
        int count = pictures();
        double best = 0;
        int across = 1;
        for (int columns = 1; columns <= count; columns++) {
            double cell = cell(columns, room);
            if (cell > best + 1e-9) {
                best = cell;
                across = columns;
            }
        }
        double width = Math.max(0.5, best);
        double height = width * size.height() / size.width();
        double gap = gap(width);
        int used = Math.min(across, count);
        double left = room.getX() + (room.getWidth() - used * (width + gap) + gap) / 2;
        return new Rectangle2D.Double(
                left + index % across * (width + gap), room.getY() + index / across * (height + gap), width, height);
    }

    /** Width of a map. */
    private double cell(int columns, Rectangle2D room) {
        int rows = (pictures() + columns - 1) / columns;
        double tall = (double) size.height() / size.width();
        double gaps = pictures() == 1 ? 0 : 2;
        return Math.min((room.getWidth() + gaps) / columns - gaps, ((room.getHeight() + gaps) / rows - gaps) / tall);
    }

    private double gap(double width) {
        return pictures() == 1 ? 0 : 2;
    }

    private float largest() {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private BufferedImage pixels(int index, ColorMap magnitudes) {
        BufferedImage picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        float largest = largest();
        for (int i = 0; i < size.cells(); i++) {
            picture.setRGB(i % size.width(), i / size.width(), rgb(index, i, largest, magnitudes));
        }
        return picture;
    }

    private int rgb(int index, int cell, float largest, ColorMap magnitudes) {
        if (coloured()) {
            int packed = 0;
            for (int c = 0; c < 3; c++) {
                packed = packed << 8 | level(values[c * size.cells() + cell], largest);
            }
            return packed;
        }
        int level = level(values[index * size.cells() + cell], largest);
        return switch (scaling) {
            case PHOTO -> level << 16 | level << 8 | level;
            case SIGNED -> ColorMap.BLUE_WHITE_ORANGE.argb(level);
            case MAGNITUDE -> magnitudes.argb(level);
        };
    }

    /** From 0 to 255. */
    private int level(float value, float largest) {
        double share =
                switch (scaling) {
                    case PHOTO -> value;
                    case SIGNED -> largest == 0 ? 0.5 : 0.5 + value / largest / 2;
                    case MAGNITUDE -> largest == 0 ? 0 : value / largest;
                };
        return (int) Math.max(0, Math.min(255, Math.rint(share * 255)));
    }

    /** What lies under a point. */
    Optional<Place> at(double x, double y, Rectangle2D room) {
        for (int i = 0; i < pictures(); i++) {
            Rectangle2D place = place(i, room);
            if (place.contains(x, y)) {
                return Optional.of(new Place(i, (int) ((y - place.getY()) / place.getHeight() * size.height()), (int)
                        ((x - place.getX()) / place.getWidth() * size.width())));
            }
        }
        return Optional.empty();
    }

    /** A tooltip: the place and its value. */
    String text(Place place) {
        StringBuilder text = new StringBuilder(name);
        if (numbers.size() > 1 && !coloured()) {
            text.append(", channel ").append(numbers.get(place.index));
        }
        text.append(", row ")
                .append(place.row)
                .append(", column ")
                .append(place.column)
                .append(": ");
        int first = coloured() ? 0 : place.index;
        for (int c = first; c < first + (coloured() ? 3 : 1); c++) {
            text.append(c == first ? "" : ", ").append(Numbers.full(value(c, place.row, place.column)));
        }
        return text.toString();
    }

    float value(int index, int row, int column) {
        return values[(index * size.height() + row) * size.width() + column];
    }
}
