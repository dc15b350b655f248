package io.github.deconvscope.figure.export;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The pixels of an image as rectangles of one colour each: neighbours of one colour in a row are merged, and then equal runs of consecutive
 * rows.
 */
final class CellRuns {
    private record Run(Rectangle cells, int argb) {}

    private final List<Run> runs = new ArrayList<>();

    private CellRuns() {}

    static CellRuns of(BufferedImage image) {
        CellRuns all = new CellRuns();
        List<Run> above = new ArrayList<>();
        for (int y = 0; y < image.getHeight(); y++) {
            List<Run> row = new ArrayList<>();
            for (int x = 0; x < image.getWidth(); ) {
                int from = x;
                int argb = image.getRGB(x, y);
                while (x < image.getWidth() && image.getRGB(x, y) == argb) {
                    x++;
                }
                row.add(new Run(new Rectangle(from, y, x - from, 1), argb));
            }
            if (alike(above, row)) {
                above.forEach(run -> run.cells().height++);
            } else {
                all.runs.addAll(row);
                above = row;
            }
        }
        return all;
    }

    private static boolean alike(List<Run> above, List<Run> row) {
        if (above.size() != row.size()) {
            return false;
        }
        for (int i = 0; i < row.size(); i++) {
            if (above.get(i).argb() != row.get(i).argb()
                    || above.get(i).cells().x != row.get(i).cells().x) {
                return false;
            }
        }
        return true;
    }

    int count() {
        return runs.size();
    }

    /** From the top, so that a later one may lie over the edges of those before. Cells that are wholly clear are left out. */
    void forEach(BiConsumer<Rectangle, Color> each) {
        for (Run run : runs) {
            if (run.argb() >>> 24 != 0) {
                each.accept(run.cells(), new Color(run.argb(), true));
            }
        }
    }
}
