package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several figures as one, in a grid, each with its title above it, or with a letter.
 *
 * @param altText the whole in words
 * @param panels in reading order, at least one
 * @param columns panels in a row; more where a figure without letters is too low for them, as on a slide
 * @param panelHeight height in logical pixels at which each looks best, title included
 * @param table the numbers of all
 * @param lettered whether a letter stands above each, as in {@code (a)}, and what the legends of all have in common stands once above all
 */
public record PanelsFigure(
        String title,
        String caption,
        String altText,
        List<Figure> panels,
        int columns,
        double panelHeight,
        DataTable table,
        boolean lettered)
        implements Figure {
    /** As many as there are letters. */
    public static final int MOST_LETTERED = 26;

    /** Share of the usual size of letters, where a panel is too narrow for its heading. */
    private static final double SMALLEST_HEADING = 0.8;

    private static final double GAP = 16;
    private static final double BEST_PANEL_WIDTH = 400;
    /** Below this a figure without letters that has more columns than rows is turned: its columns become rows. */
    private static final double LEAST_PANEL_WIDTH = 130;

    public PanelsFigure {
        panels = List.copyOf(panels);
    }

    /** Panels without letters. */
    public PanelsFigure(
            String title,
            String caption,
            String altText,
            List<Figure> panels,
            int columns,
            double panelHeight,
            DataTable table) {
        this(title, caption, altText, panels, columns, panelHeight, table, false);
    }

    /**
     * Figures with letters, as a paper refers to them. Those that measure the same have the same ranges.
     *
     * @param figures from one to {@link #MOST_LETTERED}, in reading order
     * @param columns panels in a row
     */
    public static PanelsFigure lettered(List<Figure> figures, int columns) {
        List<Figure> alike = new ArrayList<>();
        for (Figure figure : figures) {
            List<Figure> family = figures.stream()
                    .filter(other -> other.getClass() == figure.getClass()
                            && !figure.measures().isEmpty()
                            && other.measures().equals(figure.measures()))
                    .toList();
            alike.add(family.size() < 2 ? figure : figure.alongside(family));
        }
        double tallest = alike.stream()
                .mapToDouble(figure -> figure.preferredHeight(BEST_PANEL_WIDTH))
                .max()
                .orElseThrow();
        return new PanelsFigure(
                alike.stream().map(Figure::title).distinct().collect(Collectors.joining("; ")),
                each(alike, Figure::caption),
                each(alike, Figure::altText),
                alike,
                columns,
                tallest + strip(FigureStyle.of(FigureTheme.PRINT)),
                numbers(alike),
                true);
    }

    private static String each(List<Figure> figures, Function<Figure, String> words) {
        return IntStream.range(0, figures.size())
                .filter(i -> !words.apply(figures.get(i)).isEmpty())
                .mapToObj(i -> letter(i) + " " + words.apply(figures.get(i)))
                .collect(Collectors.joining(" "));
    }

    private static String letter(int index) {
        return "(" + (char) ('a' + index) + ")";
    }

    /** One number a row, since the tables of different figures have different columns. */
    private static DataTable numbers(List<Figure> figures) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            DataTable table = figures.get(i).table();
            for (int row = 0; row < table.rowCount(); row++) {
                for (int column = 0; column < table.columns().size(); column++) {
                    rows.add(Arrays.asList(letter(i), row, table.columns().get(column), table.value(row, column)));
                }
            }
        }
        return DataTable.of(List.of("panel", "row", "quantity", "value"), rows);
    }

    @Override
    public boolean headsItself() {
        return lettered;
    }

    /** The legend of all, if that of each is the same; empty if each has its own. */
    private Optional<Legend> legend(double width, FigureStyle style) {
        if (!lettered || panels.size() < 2) {
            return Optional.empty();
        }
        List<List<Object>> entries = panels.stream()
                .map(panel -> panel instanceof LineChartFigure chart ? chart.legendEntries() : List.of())
                .distinct()
                .toList();
        return entries.size() == 1 && !entries.get(0).isEmpty()
                ? Optional.of(((LineChartFigure) panels.get(0)).legend(width, style))
                : Optional.empty();
    }

    private static Figure plain(Figure panel, Optional<Legend> common) {
        return common.isPresent() ? ((LineChartFigure) panel).withoutLegend() : panel;
    }

    private String heading(int index, FigureStyle style) {
        String title = style.look().word(panels.get(index).title());
        return lettered ? letter(index) + (style.headed() ? " " + title : "") : title;
    }

    @Override
    public Figure styled(FigureLook look) {
        return new PanelsFigure(
                title,
                caption,
                altText,
                panels.stream().map(panel -> panel.styled(look)).toList(),
                columns,
                panelHeight,
                table,
                lettered);
    }

    /**
     * Where the panels stand.
     *
     * @param turned whether they fill one column after another, not one row after another
     * @param cellWidth in logical pixels, as is the height
     */
    private record Grid(int columns, int rows, boolean turned, double cellWidth, double cellHeight) {
        int column(int index) {
            return turned ? index / rows : index % columns;
        }

        int row(int index) {
            return turned ? index % rows : index / columns;
        }

        int index(int row, int column) {
            return turned ? column * rows + row : row * columns + column;
        }

        double left(int column) {
            return column * (cellWidth + GAP);
        }

        double top(int row) {
            return row * (cellHeight + GAP);
        }

        int columnAt(double x) {
            return (int) Math.floor(x / (cellWidth + GAP));
        }

        int rowAt(double y) {
            return (int) Math.floor(y / (cellHeight + GAP));
        }
    }

    private Grid grid(double width, double height) {
        boolean turned = isTurned(width);
        int across = turned ? rows(columns) : columns(width, height);
        int down = turned ? columns : rows(across);
        return new Grid(across, down, turned, cell(width, across), cell(height, down));
    }

    private int rows(int across) {
        return (panels.size() + across - 1) / across;
    }

    /** Panels in a row: where the usual number leaves each less than its height, the number that leaves each most of the size at which it looks best. */
    private int columns(double width, double height) {
        int best = columns;
        if (lettered || cell(height, rows(columns)) >= 0.95 * panelHeight) {
            return best;
        }
        for (int across = columns + 1; across <= panels.size(); across++) {
            best = share(width, height, across) > share(width, height, best) ? across : best;
        }
        return best;
    }

    private boolean isTurned(double width) {
        return !lettered && rows(columns) < columns && cell(width, columns) < LEAST_PANEL_WIDTH;
    }

    private double share(double width, double height, int across) {
        return Math.min(cell(width, across) / BEST_PANEL_WIDTH, cell(height, rows(across)) / panelHeight);
    }

    /** What each of so many has of a width or a height. */
    private static double cell(double all, int count) {
        return Math.max(1, (all - (count - 1) * GAP) / count);
    }

    @Override
    public double preferredWidth() {
        return columns * BEST_PANEL_WIDTH + (columns - 1) * GAP;
    }

    @Override
    public double preferredHeight(double width) {
        int rows = isTurned(width) ? columns : rows(columns);
        return rows * panelHeight + (rows - 1) * GAP;
    }

    @Override
    public double leastHeight(double width) {
        return preferredHeight(width);
    }

    @Override
    public double preferredAspect() {
        return preferredWidth() / preferredHeight(preferredWidth());
    }

    private static Font font(FigureStyle style) {
        return Ink.font(FigureFonts.BOLD, Ink.CAPTION, style);
    }

    /** That of all headings, smaller where one of them needs it. */
    private Font fitting(double room, FigureStyle style) {
        Font usual = font(style);
        double widest = 1;
        for (int i = 0; i < panels.size(); i++) {
            widest = Math.max(widest, Ink.width(heading(i, style), usual));
        }
        double share = Math.max(SMALLEST_HEADING, Math.min(1, room / widest));
        return Ink.font(FigureFonts.BOLD, Ink.CAPTION * share, style);
    }

    private static double strip(FigureStyle style) {
        return Ink.lineHeight(font(style)) + 2;
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Optional<Legend> common = legend(width, style);
        double above = common.map(Legend::height).orElse(0.0);
        Grid grid = grid(width, height - above);
        double strip = strip(style);
        Font font = fitting(grid.cellWidth, style);
        if (common.isPresent()) {
            Ink ink = new Ink(g, style);
            common.get().paint(ink, style);
            ink.close();
        }
        for (int i = 0; i < panels.size(); i++) {
            Ink ink = new Ink(g, style);
            try {
                Graphics2D inside = ink.graphics();
                inside.translate(grid.left(grid.column(i)), above + grid.top(grid.row(i)));
                ink.textAt(
                        Ink.shortened(heading(i, style), font, grid.cellWidth),
                        font,
                        ink.palette().text(),
                        0,
                        (strip - 2) / 2,
                        0);
                inside.translate(0, strip);
                plain(panels.get(i), common)
                        .paint(inside, grid.cellWidth, Math.max(1, grid.cellHeight - strip), style.bare());
            } finally {
                ink.close();
            }
        }
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Optional<Legend> common = legend(width, style);
        double above = common.map(Legend::height).orElse(0.0);
        Grid grid = grid(width, height - above);
        int column = grid.columnAt(x);
        int row = grid.rowAt(y - above);
        int index = grid.index(row, column);
        if (column < 0 || column >= grid.columns || y < above || row >= grid.rows || index >= panels.size()) {
            return Optional.empty();
        }
        double strip = strip(style);
        Figure panel = plain(panels.get(index), common);
        return panel.hit(
                        x - grid.left(column),
                        y - above - grid.top(row) - strip,
                        grid.cellWidth,
                        Math.max(1, grid.cellHeight - strip),
                        style.bare())
                .map(hit -> new FigureHit(
                        panel.title() + ": " + hit.part(), hit.row(), hit.column(), panel.title() + ". " + hit.text()));
    }
}
