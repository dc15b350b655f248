package io.github.deconvscope.figure.image;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.math.ColorImage;
import java.util.List;
import java.util.stream.Stream;

/** One row a pixel, in reading order: row, column, and the channels that have a name. Cells are read on demand. */
public final class PixelTable implements DataTable {
    private final ColorImage image;
    private final List<String> columns;

    /**
     * @param image the values
     * @param channels headings of its first channels
     */
    public PixelTable(ColorImage image, List<String> channels) {
        this.image = image;
        columns = Stream.concat(Stream.of("row", "column"), channels.stream()).toList();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public int rowCount() {
        return image.width() * image.height();
    }

    @Override
    public Object value(int row, int column) {
        return switch (column) {
            case 0 -> row / image.width();
            case 1 -> row % image.width();
            default -> image.plane(column - 2)[row];
        };
    }
}
