package io.github.deconvscope.figure.image;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.math.ColorImage;
import java.util.List;
import java.util.stream.Stream;

/** One row a pixel, in reading order: row, column, and the channels that have a name. Cells are read on demand. */
public final class PixelTable {
    private PixelTable() {}

    /**
     * @param image the values
     * @param channels headings of its first channels
     */
    public static DataTable of(ColorImage image, List<String> channels) {
        List<String> columns =
                Stream.concat(Stream.of("row", "column"), channels.stream()).toList();
        return DataTable.of(columns, image.width() * image.height(), (pixel, column) -> switch (column) {
            case 0 -> pixel / image.width();
            case 1 -> pixel % image.width();
            default -> image.plane(column - 2)[pixel];
        });
    }
}
