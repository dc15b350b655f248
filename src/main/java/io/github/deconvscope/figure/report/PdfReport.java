package io.github.deconvscope.figure.report;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.FramedFigure;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.PdfWriter;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes a report as a PDF document of A4 pages. */
public final class PdfReport {
    private static final double WIDTH = 210 * 96 / 25.4;
    private static final double HEIGHT = 297 * 96 / 25.4;
    private static final double MARGIN = 56;
    private static final double INSIDE = WIDTH - 2 * MARGIN;
    private static final double GAP = 12;
    private static final double FIGURE_HEIGHT = 250;
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.PRINT);
    private static final Font BODY = FigureFonts.TEXT.at(11.5);
    private static final Font SMALL = FigureFonts.TEXT.at(10);
    private static final Font SMALL_BOLD = FigureFonts.BOLD.at(10);
    private static final Font NUMBERS = FigureFonts.NUMBERS.at(9.5);
    private static final Font HEADING = FigureFonts.BOLD.at(15);
    private static final Font TITLE = FigureFonts.BOLD.at(22);

    private final List<List<Consumer<Ink>>> pages = new ArrayList<>();
    private double y = Double.MAX_VALUE;

    private PdfReport() {}

    public static void write(Report report, OutputStream to) throws IOException {
        PdfReport layout = new PdfReport();
        layout.lines(List.of(report.title()), TITLE, 0);
        report.blocks().forEach(layout::add);
        ExportSettings page = ExportSettings.screen(WIDTH, HEIGHT, FigureTheme.PRINT);
        try (PdfWriter writer = new PdfWriter(report.title(), "Report made by DeconvScope", "")) {
            for (int i = 0; i < layout.pages.size(); i++) {
                writer.page(new Page(report.title(), layout.pages.get(i), i + 1, layout.pages.size()), page);
            }
            writer.save(to);
        }
    }

    private void add(Report.Block block) {
        if (block instanceof Report.Heading heading) {
            // A heading stays with what it heads.
            space(FIGURE_HEIGHT, 18);
            lines(List.of(heading.text()), HEADING, 4);
        } else if (block instanceof Report.Text text) {
            lines(Ink.wrapped(text.text(), BODY, INSIDE), BODY, 8);
        } else if (block instanceof Report.Table table) {
            add(table);
        } else if (block instanceof Report.Pictures pictures) {
            add(pictures);
        }
    }

    /** Makes sure of {@code needed} pixels on this page, or goes to the next; leaves a gap above unless the page is new. */
    private void space(double needed, double gap) {
        if (y + gap + needed > HEIGHT - MARGIN) {
            pages.add(new ArrayList<>());
            y = MARGIN;
        } else {
            y += gap;
        }
    }

    private void draw(Consumer<Ink> drawing) {
        pages.get(pages.size() - 1).add(drawing);
    }

    private void lines(List<String> lines, Font font, double after) {
        for (String line : lines) {
            double height = Ink.lineHeight(font);
            space(height, 0);
            double base = y + height * 0.75;
            draw(ink -> ink.text(line, font, ink.palette().text(), MARGIN, base));
            y += height;
        }
        y += after;
    }

    private void add(Report.Table table) {
        double[] widths = widths(table);
        boolean[] numeric = new boolean[widths.length];
        for (int c = 0; c < numeric.length; c++) {
            numeric[c] = table.isNumeric(c);
        }
        row(table.columns(), widths, numeric, SMALL_BOLD, SMALL_BOLD);
        table.rows().forEach(cells -> row(cells, widths, numeric, SMALL, NUMBERS));
        y += GAP;
    }

    private static double[] widths(Report.Table table) {
        int columns = table.columns().size();
        double[] widths = new double[columns];
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            widths[c] = Ink.width(table.columns().get(c), SMALL_BOLD);
            for (List<String> row : table.rows()) {
                widths[c] = Math.max(widths[c], Ink.width(row.get(c), table.isNumeric(c) ? NUMBERS : SMALL));
            }
            widths[c] += 14;
            sum += widths[c];
        }
        for (int c = 0; c < columns && sum > INSIDE; c++) {
            widths[c] *= INSIDE / sum;
        }
        return widths;
    }

    /** @param numeric which columns stand on the right, in {@code numbers} instead of {@code words} */
    private void row(List<String> cells, double[] widths, boolean[] numeric, Font words, Font numbers) {
        double height = Ink.lineHeight(words) + 2;
        space(height, 0);
        double base = y + height * 0.72;
        double bottom = y + height;
        double sum = 0;
        for (int c = 0; c < widths.length; c++) {
            double x = MARGIN + sum;
            double wide = widths[c] - 14;
            Font face = numeric[c] ? numbers : words;
            String text = Ink.shortened(cells.get(c), face, wide);
            double at = numeric[c] ? x + wide - Ink.width(text, face) : x;
            draw(ink -> ink.text(text, face, ink.palette().text(), at, base));
            sum += widths[c];
        }
        double right = MARGIN + sum - 14;
        draw(ink -> ink.line(MARGIN, bottom, right, bottom, ink.palette().grid(), 0.5));
        y += height;
    }

    private void add(Report.Pictures pictures) {
        int count = pictures.figures().size();
        double width = (INSIDE - (count - 1) * GAP) / Math.max(2, count);
        double height = Math.min(FIGURE_HEIGHT, width * 0.95 + (count > 3 ? 44 : 30));
        space(height, 4);
        double top = y;
        FigureStyle small = STYLE.scaled(count > 2 ? 0.72 : 0.82, 0.85);
        for (int i = 0; i < count; i++) {
            Figure figure = new FramedFigure(pictures.figures().get(i), true, true, "");
            double x = MARGIN + i * (width + GAP);
            draw(ink -> {
                Graphics2D g = (Graphics2D) ink.graphics().create();
                g.translate(x, top);
                figure.paint(g, width, height, small);
                g.dispose();
            });
        }
        y += height;
    }

    /** One page, as a figure that the PDF writer paints. */
    private record Page(String title, List<Consumer<Ink>> drawings, int number, int of) implements Figure {
        @Override
        public String caption() {
            return "";
        }

        @Override
        public String altText() {
            return title + ", page " + number + " of " + of;
        }

        @Override
        public DataTable table() {
            return DataTable.of(List.of(), List.of());
        }

        @Override
        public void paint(Graphics2D g, double width, double height, FigureStyle style) {
            Ink ink = new Ink(g, STYLE);
            try {
                drawings.forEach(drawing -> drawing.accept(ink));
                ink.textAt(number + " / " + of, SMALL, ink.palette().muted(), width / 2, height - MARGIN / 2, 0.5);
            } finally {
                ink.close();
            }
        }
    }
}
