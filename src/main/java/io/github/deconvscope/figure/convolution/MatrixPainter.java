package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.math.SparseMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** Paints a {@link MatrixFigure}; one object per call of {@link MatrixFigure#paint}. */
final class MatrixPainter {
    /** Below this side cells are painted into an image: one pixel or a few each. */
    private static final double SMALLEST_DRAWN = 7;
    /** Pixels of the image in a logical pixel, in a file. */
    private static final double FINE = 4;

    private final MatrixFigure figure;
    private final Ink ink;
    private final Palette palette;
    private final MatrixLayout layout;
    private final WeightColors colors;
    private final Selection selection;

    MatrixPainter(MatrixFigure figure, Ink ink, MatrixLayout layout, FigureStyle style) {
        this.figure = figure;
        this.ink = ink;
        this.palette = ink.palette();
        this.layout = layout;
        this.colors = WeightColors.of(figure.result.state().geometry(), style.theme());
        this.selection = figure.links.selection();
    }

    void paint() {
        ink.fill(layout.cells, palette.raised());
        paintBand(0.18);
        if (Math.min(layout.cellWidth, layout.cellHeight) >= SMALLEST_DRAWN) {
            paintCells();
        } else {
            paintImage();
        }
        ink.frame(layout.cells, palette.axis(), 1);
        paintBandFrame();
        if (Math.min(layout.cellWidth, layout.cellHeight) < SMALLEST_DRAWN) {
            paintBandEntries();
        }
        paintVector(layout.from, figure.from(), !figure.backward);
        paintVector(layout.to, figure.to(), figure.backward);
        paintSigns();
    }

    private Color color(int row, int entry) {
        SparseMatrix m = figure.matrix();
        int weight = figure.result.matrix().weight(entry);
        Color own = m.value(entry) == 0 ? Ink.mix(colors.get(weight), palette.raised(), 0.7) : colors.get(weight);
        boolean lit =
                switch (selection.kind()) {
                    case NOTHING -> true;
                    case OUTPUT -> row == selection.index();
                    case INPUT -> m.column(entry) == selection.index();
                    case WEIGHT -> weight == selection.index();
                };
        return lit ? own : Ink.mix(own, palette.raised(), 0.72);
    }

    private void paintCells() {
        SparseMatrix m = figure.matrix();
        CellInk cells = new CellInk(
                ink, layout.cellWidth, layout.cellHeight, figure.result.state().weights());
        Color[] grounds = new Color[m.stored()];
        cells.hardEdges(true);
        for (int r = 0; r < m.rows(); r++) {
            for (int e = m.rowStart(r); e < m.rowStart(r + 1); e++) {
                grounds[e] = color(r, e);
                cells.ground(x(r, m.column(e)), y(r, m.column(e)), grounds[e]);
            }
        }
        cells.hardEdges(false);
        cells.grid(layout.cells.getX(), layout.cells.getY(), figure.rows(), figure.columns(), palette.grid());
        for (int r = 0; r < m.rows() && cells.hasNumbers(); r++) {
            for (int e = m.rowStart(r); e < m.rowStart(r + 1); e++) {
                cells.number(m.value(e), x(r, m.column(e)), y(r, m.column(e)), CellInk.readableOn(grounds[e]));
            }
        }
    }

    private double x(int output, int input) {
        return layout.cells.getX() + (figure.backward ? output : input) * layout.cellWidth;
    }

    private double y(int output, int input) {
        return layout.cells.getY() + (figure.backward ? input : output) * layout.cellHeight;
    }

    /** Every entry gets at least one pixel of the device, so that none is lost however small the cells are. */
    private void paintImage() {
        Graphics2D g = ink.graphics();
        boolean file = Boolean.TRUE.equals(g.getRenderingHint(Ink.LOSSLESS_IMAGES));
        double scale = file ? FINE : Math.max(1, Math.abs(g.getTransform().getScaleX()));
        int wide = (int) Math.max(1, Math.min(4096, Math.round(layout.cells.getWidth() * scale)));
        int high = (int) Math.max(1, Math.min(4096, Math.round(layout.cells.getHeight() * scale)));
        BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        SparseMatrix m = figure.matrix();
        for (int r = 0; r < m.rows(); r++) {
            for (int e = m.rowStart(r); e < m.rowStart(r + 1); e++) {
                int column = figure.backward ? r : m.column(e);
                int row = figure.backward ? m.column(e) : r;
                int left = (int) ((long) column * wide / figure.columns());
                int right = Math.max(left + 1, (int) ((column + 1L) * wide / figure.columns()));
                int top = (int) ((long) row * high / figure.rows());
                int bottom = Math.max(top + 1, (int) ((row + 1L) * high / figure.rows()));
                int argb = color(r, e).getRGB();
                for (int y = top; y < Math.min(bottom, high); y++) {
                    Arrays.fill(pixels, y * wide + left, y * wide + Math.min(right, wide), argb);
                }
            }
        }
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        // On whole pixels of the device, so that it is copied and not resampled.
        AffineTransform place = AffineTransform.getTranslateInstance(
                Math.round(layout.cells.getX() * scale) / scale, Math.round(layout.cells.getY() * scale) / scale);
        place.scale(1 / scale, 1 / scale);
        g.drawImage(image, place, null);
    }

    /** The selected row or column, or {@code null}; thin ones are widened to be seen. */
    private Rectangle2D band() {
        boolean row = selection.kind() == Selection.Kind.OUTPUT != figure.backward;
        if (selection.kind() != Selection.Kind.OUTPUT && selection.kind() != Selection.Kind.INPUT) {
            return null;
        }
        double thick = Math.max(9, row ? layout.cellHeight : layout.cellWidth);
        double middle = (selection.index() + 0.5) * (row ? layout.cellHeight : layout.cellWidth);
        return row
                ? new Rectangle2D.Double(
                        layout.cells.getX(), layout.cells.getY() + middle - thick / 2, layout.cells.getWidth(), thick)
                : new Rectangle2D.Double(
                        layout.cells.getX() + middle - thick / 2, layout.cells.getY(), thick, layout.cells.getHeight());
    }

    private void paintBand(double strength) {
        Rectangle2D band = band();
        if (band != null) {
            ink.fill(band, Ink.mix(palette.raised(), palette.accent(), strength));
        }
    }

    private void paintBandFrame() {
        Rectangle2D band = band();
        if (band != null) {
            ink.frame(band, palette.accent(), layout.cellHeight < SMALLEST_DRAWN ? 1 : 2);
        }
    }

    /** In a large matrix the selected row or column is drawn larger than the others, over the picture. */
    private void paintBandEntries() {
        Rectangle2D band = band();
        SparseMatrix m = figure.matrix();
        for (int r = 0; r < m.rows() && band != null; r++) {
            for (int e = m.rowStart(r); e < m.rowStart(r + 1); e++) {
                boolean output = selection.kind() == Selection.Kind.OUTPUT;
                if ((output ? r : m.column(e)) != selection.index()) {
                    continue;
                }
                boolean across = output != figure.backward;
                double x = across ? x(r, m.column(e)) : band.getX() + 1;
                double y = across ? band.getY() + 1 : y(r, m.column(e));
                double wide = across ? Math.max(1.5, layout.cellWidth) : band.getWidth() - 2;
                double high = across ? band.getHeight() - 2 : Math.max(1.5, layout.cellHeight);
                ink.fill(x, y, wide, high, color(r, e));
            }
        }
    }

    private void paintVector(Rectangle2D at, double[] values, boolean inputs) {
        double step = at.getHeight() / values.length;
        CellInk cells = new CellInk(ink, at.getWidth(), step, values);
        Color[] grounds = new Color[values.length];
        cells.hardEdges(true);
        for (int i = 0; i < values.length; i++) {
            int code = inputs ? figure.links.input(i) : figure.links.output(i);
            grounds[i] = vectorColor(code, values[i], cells);
            cells.ground(at.getX(), at.getY() + i * step, grounds[i]);
        }
        cells.hardEdges(false);
        for (int i = 0; i < values.length && cells.hasNumbers(); i++) {
            double y = at.getY() + i * step;
            ink.line(at.getX(), y, at.getMaxX(), y, palette.grid(), 0.75);
            cells.number(values[i], at.getX(), y, CellInk.readableOn(grounds[i]));
        }
        ink.frame(at, palette.axis(), 1);
    }

    private Color vectorColor(int code, double value, CellInk cells) {
        if (figure.links.any() && code != Links.DARK) {
            return code == Links.SEVERAL ? Ink.mix(palette.surface(), palette.accent(), 0.3) : colors.get(code);
        }
        Color own = cells.valueColor(value, palette);
        return figure.links.any() ? Ink.mix(own, palette.surface(), 0.5) : own;
    }

    /** Names over the vectors, and the signs between. */
    private void paintSigns() {
        Font font = ink.font(FigureFonts.BOLD, Ink.CAPTION);
        double above = layout.cells.getY() - 9;
        ink.textAt(figure.backward ? "g" : "x", font, palette.text(), layout.from.getCenterX(), above, 0.5);
        ink.textAt(figure.backward ? "dx" : "y", font, palette.text(), layout.to.getCenterX(), above, 0.5);
        Font sign = ink.font(FigureFonts.TEXT, Ink.SECTION);
        double tall = Math.min(layout.cells.getHeight(), Math.min(layout.from.getHeight(), layout.to.getHeight()));
        double middle = layout.cells.getY() + tall / 2;
        ink.textAt("\u00b7", sign, palette.muted(), layout.cells.getMaxX() + 13, middle, 0.5);
        ink.textAt("=", sign, palette.muted(), layout.from.getMaxX() + 13, middle, 0.5);
    }
}
